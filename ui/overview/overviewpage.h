#pragma once

#include "overview/connectioncard.h"
#include "overview/objectmodel.h"

#include <QWidget>

class Banner;
class EmptyState;
class QStackedWidget;
class QTableView;

/// The overview of one connection: what needs the admin, the card, the objects.
class OverviewPage final : public QWidget {
    Q_OBJECT
public:
    OverviewPage(ConnectionActions &actions, QAction *showLog, std::shared_ptr<const Clock> clock,
        QWidget *parent = nullptr);

    void setStatus(const ConnectionStatus &status);
    void setProgress(const RunReport &report);
    void showStopping() { m_card->showStopping(); }
    /// A failure of something the admin asked for, with the button that leads on: stays until the
    /// next success.
    void showFailure(const Failure &failure, const QString &button, std::function<void()> wayOn);
    void setTimeLeft(std::optional<qint64> seconds) { m_card->setTimeLeft(seconds); }
    void remark(const QString &text) { m_card->remark(text); }
    void clearFailure();
    void tick();
    void focusFirst() { m_card->focusPrimary(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showBanner();
    void arrangeColumns();

    ConnectionActions &m_actions;
    ConnectionStatus m_status;
    struct AskedFor {
        Failure failure;
        QString button;
        std::function<void()> wayOn;
    };
    std::optional<AskedFor> m_failure;
    Offer m_bannerOffer = Offer::Reconnect;
    Banner *m_banner;
    ConnectionCard *m_card;
    ObjectModel *m_model;
    QTableView *m_table;
    EmptyState *m_nothing;
    QStackedWidget *m_tableOrNothing;
};
