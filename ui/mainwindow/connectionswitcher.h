#pragma once

#include "values/connectionstatus.h"

#include <QPushButton>

class QActionGroup;
class QMenu;

/// Which connection is shown: its name and, in words and colour, its environment. Opens the list of
/// all of them.
class ConnectionSwitcher final : public QPushButton {
    Q_OBJECT
public:
    explicit ConnectionSwitcher(QAction *connectAnother, QWidget *parent = nullptr);

    void setConnections(const std::vector<ConnectionStatus> &all, qint64 current);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(qint64 connection);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QAction *m_connectAnother;
    QMenu *m_list;
    QActionGroup *m_one = nullptr;                   ///< one of the entries is checked
    std::vector<std::pair<qint64, QString>> m_lines; ///< as they are in the list
    qint64 m_current = 0;
    QString m_name;
    Environment m_environment = Environment::Production;
};
