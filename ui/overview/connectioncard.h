#pragma once

#include "base/clock.h"
#include "overview/connectionactions.h"

#include <QFrame>

namespace Ui {
class ConnectionCard;
}
class QMenu;
class QPushButton;

/// The first thing shown for a connection: state, last sync, instance, environment, and the one
/// button that is right now.
class ConnectionCard final : public QFrame {
    Q_OBJECT
public:
    ConnectionCard(ConnectionActions &actions, QAction *showLog, std::shared_ptr<const Clock> clock,
        QWidget *parent = nullptr);
    ~ConnectionCard() override;

    void setStatus(const ConnectionStatus &status);
    /// Somebody asked for the end; the run ends at the next page.
    void showStopping();
    /// What surrounds the connection and is not its state; empty: nothing.
    void remark(const QString &text);
    /// How long the run of this window still takes at its pace; none where nobody knows.
    void setTimeLeft(std::optional<qint64> seconds) { m_timeLeft = seconds; }
    void focusPrimary();
    /// Relative times have moved on.
    void tick();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setCompact(bool compact);
    void showFacts();
    void showButtons(const CardState &card);
    void putOn(QPushButton *button, Offer offer);

    ConnectionActions &m_actions;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<Ui::ConnectionCard> m_ui;
    QMenu *m_menu;
    ConnectionStatus m_status;
    bool m_stopping = false;
    QString m_remark;
    std::optional<qint64> m_timeLeft;
    bool m_compact = false;
    QString m_said; ///< what a screen reader was told last
};
