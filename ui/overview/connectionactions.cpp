#include "overview/connectionactions.h"

#include "widgets/icon.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace {

QString iconOf(Offer offer)
{
    switch (offer) {
    case Offer::Connect:
    case Offer::ContinueSetUp:
        return u"plug"_s;
    case Offer::Reconnect:
        return u"key"_s;
    case Offer::ResyncNow:
    case Offer::RunInitialSync:
    case Offer::TryNow:
        return u"sync"_s;
    case Offer::Pause:
        return u"pause"_s;
    case Offer::Resume:
        return u"play"_s;
    case Offer::Cancel:
        return u"cross"_s;
    case Offer::Disconnect:
        return u"unplug"_s;
    }
    return u"info"_s;
}

} // namespace

ConnectionActions::ConnectionActions(QObject *parent) : QObject(parent)
{
    using enum Offer;
    for (const Offer offer : {Connect, Reconnect, ResyncNow, RunInitialSync, Pause, Resume, Cancel,
             Disconnect, ContinueSetUp, TryNow}) {
        auto *action = new QAction(icon(iconOf(offer)), wordsOf(offer), this);
        connect(action, &QAction::triggered, this, [this, offer] { emit requested(offer); });
        m_actions.emplace(offer, action);
    }
    m_actions.at(ResyncNow)->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(u"Ctrl+R"_s)});
    m_actions.at(ResyncNow)->setStatusTip(tr("Read what has changed in Salesforce, now"));
    m_actions.at(RunInitialSync)->setStatusTip(tr("Read every record again, changed or not"));
    m_actions.at(Pause)->setStatusTip(tr("Stop reading until you resume; you stay signed in"));
    m_actions.at(Disconnect)->setStatusTip(tr("Sign out of Salesforce; the rows stay"));
    follow(nullptr);
}

void ConnectionActions::follow(const ConnectionStatus *status)
{
    for (const auto &[offer, action] : m_actions)
        action->setEnabled(status && isOffered(offer, *status));
    // Two faces of one entry: the one that would do nothing is not shown.
    const bool paused = status && status->state == ConnectionState::Paused;
    m_actions.at(Offer::Pause)->setVisible(!paused);
    m_actions.at(Offer::Resume)->setVisible(paused);
    const bool out = status && status->state == ConnectionState::Disconnected;
    m_actions.at(Offer::Reconnect)->setVisible(!out);
    m_actions.at(Offer::Connect)->setVisible(out);
}
