#pragma once

#include <QLocalServer>
#include <QObject>

/// One window a workspace: a second start raises the first one and ends.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString &workspace, QObject *parent = nullptr);

    /// True when a window was there and has been asked to come to the front.
    [[nodiscard]] bool raiseOther() const;
    /// From now on, others find this window.
    void listen();

signals:
    void raiseRequested();

private:
    QString m_name;
    QLocalServer m_server;
};
