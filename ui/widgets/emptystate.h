#pragma once

#include <QWidget>

class QLabel;

/// What stands where a list would be: what would be there, and why it is not.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString &iconName, QWidget *parent = nullptr);
    void say(const QString &title, const QString &explanation);

private:
    QLabel *m_title;
    QLabel *m_explanation;
};
