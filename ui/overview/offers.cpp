#include "overview/offers.h"

#include "widgets/texts.h"
#include "wording/wording.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Offers {
    Q_DECLARE_TR_FUNCTIONS(Offers)
};

QString localTime(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().time(), QLocale::ShortFormat);
}

CardState connectedState(const ConnectionStatus &status, const QDateTime &now)
{
    CardState card{.tone = Tone::Good,
        .icon = u"check"_s,
        .label = {},
        .secondary = {},
        .primary = Offer::ResyncNow,
        .others = {Offer::Reconnect, Offer::Pause}};
    const QDateTime last = status.connection.lastSync;
    // Time passes without anything being written, so without anything being read again.
    if (status.stale || (status.staleAfter.isValid() && now > status.staleAfter)) {
        card.tone = Tone::Warning;
        card.icon = u"warning"_s;
        const QDateTime since = last.isValid() ? last : status.connection.createdAt;
        card.secondary = since.isValid()
            ? Offers::tr("no sync for %1").arg(texts::span(std::max<qint64>(0, since.secsTo(now))))
            : Offers::tr("no sync for a long time");
    } else if (!last.isValid()) {
        card.secondary = Offers::tr("not synced yet");
    }
    return card;
}

} // namespace

CardState cardStateOf(const ConnectionStatus &status, const QDateTime &now)
{
    CardState card;
    switch (status.state) {
    case ConnectionState::Connected:
        card = connectedState(status, now);
        break;
    case ConnectionState::Syncing:
        card = {Tone::Busy, u"sync"_s, {}, {}, Offer::Cancel, {Offer::Pause}};
        if (status.percent)
            card.secondary = texts::percent(*status.percent);
        break;
    case ConnectionState::Paused:
        card = {Tone::Neutral, u"pause"_s, {}, Offers::tr("nothing is read until you resume"),
            Offer::Resume, {}};
        break;
    case ConnectionState::TokenExpired:
        card = {
            Tone::Bad, u"key"_s, {}, Offers::tr("sign in again to go on"), Offer::Reconnect, {}};
        break;
    case ConnectionState::Disconnected:
        card = {Tone::Neutral, u"unplug"_s, {}, Offers::tr("your rows are still here"),
            Offer::Connect, {}};
        break;
    case ConnectionState::Incomplete:
        card = {Tone::Warning, u"warning"_s, {}, Offers::tr("the sign-in did not end"),
            Offer::ContinueSetUp, {}};
        break;
    case ConnectionState::WaitingForQuota:
        card = {Tone::Warning, u"hourglass"_s, {}, {}, Offer::TryNow, {Offer::Pause}};
        if (status.connection.waitingForQuotaUntil.isValid()) {
            card.secondary =
                Offers::tr("goes on at %1").arg(localTime(status.connection.waitingForQuotaUntil));
        }
        break;
    case ConnectionState::Offline:
        card = {Tone::Warning, u"offline"_s, {}, Offers::tr("Salesforce can't be reached"),
            Offer::TryNow, {Offer::Pause}};
        break;
    }
    card.label = wording::label(status.state);
    return card;
}

bool isOffered(Offer offer, const ConnectionStatus &status)
{
    using enum ConnectionState;
    const ConnectionState state = status.state;
    switch (offer) {
    case Offer::Connect:
        return state == Disconnected;
    case Offer::Reconnect:
        return state != Disconnected && state != Incomplete && state != Syncing;
    case Offer::ResyncNow:
    case Offer::RunInitialSync:
        return state == Connected || state == Offline || state == WaitingForQuota;
    case Offer::TryNow:
        return state == Offline || state == WaitingForQuota;
    case Offer::Pause:
        return state == Connected || state == Syncing || state == Offline
            || state == WaitingForQuota;
    case Offer::Resume:
        return state == Paused;
    case Offer::Cancel:
        return state == Syncing;
    case Offer::Disconnect:
        return state != Disconnected;
    case Offer::ContinueSetUp:
        return state == Incomplete;
    }
    return false;
}

QString wordsOf(Offer offer)
{
    switch (offer) {
    case Offer::Connect:
        return Offers::tr("&Connect");
    case Offer::Reconnect:
        return Offers::tr("Reco&nnect");
    case Offer::ResyncNow:
        return Offers::tr("&Resync now");
    case Offer::RunInitialSync:
        return Offers::tr("Run &initial sync");
    case Offer::Pause:
        return Offers::tr("&Pause");
    case Offer::Resume:
        return Offers::tr("Res&ume");
    case Offer::Cancel:
        return Offers::tr("Cance&l");
    case Offer::Disconnect:
        return Offers::tr("&Disconnect…");
    case Offer::ContinueSetUp:
        return Offers::tr("Continue &set-up");
    case Offer::TryNow:
        return Offers::tr("&Try now");
    }
    return {};
}

QString lastSyncText(const ConnectionStatus &status, const QDateTime &now)
{
    if (!status.connection.lastSync.isValid())
        return Offers::tr("never");
    const QString when = texts::ago(status.connection.lastSync, now);
    if (!status.lastRun || !status.lastRun->outcome
        || status.lastRun->endedAt != status.connection.lastSync)
        return when;
    const Counts &counts = status.lastRun->counts;
    QStringList parts{when};
    if (counts.imported != 0)
        parts << Offers::tr("%1 new").arg(texts::number(counts.imported));
    if (counts.updated != 0)
        parts << Offers::tr("%1 updated").arg(texts::number(counts.updated));
    if (counts.deleted != 0)
        parts << Offers::tr("%1 deleted").arg(texts::number(counts.deleted));
    if (counts.failed != 0)
        parts << Offers::tr("%1 failed").arg(texts::number(counts.failed));
    if (parts.size() == 1)
        parts << Offers::tr("nothing had changed");
    return parts.join(u" · "_s);
}

QString tokenText(const ConnectionStatus &status)
{
    switch (status.state) {
    case ConnectionState::TokenExpired:
        return Offers::tr("Expired · sign in again");
    case ConnectionState::Disconnected:
    case ConnectionState::Incomplete:
        return Offers::tr("None · not signed in");
    default:
        break;
    }
    if (status.connection.tokenIssuedAt.isValid())
        return Offers::tr("Renewed by itself · last at %1")
            .arg(localTime(status.connection.tokenIssuedAt));
    return Offers::tr("Renewed by itself");
}

QString nextSyncText(const ConnectionStatus &status, const QDateTime &now)
{
    switch (status.state) {
    case ConnectionState::Syncing:
        return Offers::tr("running now");
    case ConnectionState::Paused:
        return Offers::tr("when you resume");
    case ConnectionState::TokenExpired:
    case ConnectionState::Disconnected:
    case ConnectionState::Incomplete:
        return Offers::tr("after you sign in");
    default:
        break;
    }
    if (!status.nextSync.isValid())
        return texts::unknown();
    return Offers::tr("%1 · every %2")
        .arg(texts::ahead(status.nextSync, now),
            texts::span(std::chrono::seconds(syncInterval).count()));
}
