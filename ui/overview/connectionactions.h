#pragma once

#include "overview/offers.h"

#include <QObject>

#include <map>

class QAction;

/// The actions of the connection that is shown: one of each kind, shared by the menu bar, the
/// card's menu and its buttons, so that they never disagree about what is possible.
class ConnectionActions final : public QObject {
    Q_OBJECT
public:
    explicit ConnectionActions(QObject *parent = nullptr);

    [[nodiscard]] QAction *action(Offer offer) const { return m_actions.at(offer); }
    /// None: no connection is shown, nothing is offered.
    void follow(const ConnectionStatus *status);

signals:
    void requested(Offer offer);

private:
    std::map<Offer, QAction *> m_actions;
};
