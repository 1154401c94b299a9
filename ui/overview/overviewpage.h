#pragma once

#include "overview/connectioncard.h"
#include "overview/objectmodel.h"
#include "overview/runprogress.h"
#include "page.h"

#include <QTimer>

class Banner;
class EmptyState;
class QStackedWidget;
class QTableView;

/// The overview of one connection: what needs the admin, the card, the objects.
class OverviewPage final : public Page {
    Q_OBJECT
public:
    OverviewPage(ConnectionActions &actions, QAction *showLog, const RunProgress &runs,
        std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);

    void setConnection(const ConnectionStatus &status) override;
    void focusFirst() override { m_card->focusPrimary(); }

    void showStopping() { m_card->showStopping(); }
    /// A failure of something the admin asked for, with the button that leads on: stays until the
    /// next success.
    void showFailure(const Failure &failure, const QString &button, std::function<void()> wayOn);
    void remark(const QString &text) { m_card->remark(text); }
    void clearFailure();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void tick();
    void showBanner();
    void arrangeColumns();

    ConnectionActions &m_actions;
    const RunProgress &m_runs;
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
    QTimer m_everySecond; ///< relative times move on
};
