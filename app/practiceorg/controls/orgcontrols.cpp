#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/org/faults.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"
#include "base/timestamp.h"

#include <QUrl>

using namespace Qt::StringLiterals;

/// The controls of the org itself (CONTRACT.md, "The practice org").
namespace practice {

namespace {

ControlAnswer showState(ControlCall &call) { return {200, call.org.state()}; }

ControlAnswer setApp(ControlCall &call)
{
    const QJsonObject &body = call.body;
    ConnectedApp app = call.org.tokens().app();
    if (body.contains(u"client_id"_s))
        app.clientId = body[u"client_id"_s].toString().toLatin1();
    if (body.contains(u"callbacks"_s)) {
        app.callbacks.clear();
        for (const QJsonValue &callback : body[u"callbacks"_s].toArray())
            app.callbacks.append(callback.toString());
    }
    if (body.contains(u"state"_s)) {
        const auto state = appStateFrom(body[u"state"_s].toString());
        if (!state)
            return controlRefused(
                u"\"state\" is installed, not_installed, blocked or not_approved."_s);
        app.state = *state;
    }
    app.rotation = body[u"rotation"_s].toBool(app.rotation);
    app.pkceRequired = body[u"pkce_required"_s].toBool(app.pkceRequired);
    app.passwordFlow = body[u"password_flow"_s].toBool(app.passwordFlow);
    app.sessionSeconds = body[u"session_seconds"_s].toInt(app.sessionSeconds);
    app.maxApprovals = body[u"max_approvals"_s].toInt(app.maxApprovals);
    if (app.clientId.isEmpty() || app.sessionSeconds < 1 || app.maxApprovals < 1)
        return controlRefused(
            u"\"client_id\" is not empty, \"session_seconds\" and \"max_approvals\" are 1 or "
            "more."_s);
    call.org.tokens().setApp(app);
    return {};
}

ControlAnswer expireTokens(ControlCall &call)
{
    const QString which = call.body[u"which"_s].toString();
    if (which == u"access")
        call.org.tokens().expireSessions();
    else if (which == u"refresh")
        call.org.tokens().expireRefreshTokens();
    else
        return controlRefused(u"\"which\" is access or refresh."_s);
    return {};
}

ControlAnswer revokeTokens(ControlCall &call)
{
    call.org.tokens().revokeEverything();
    return {};
}

ControlAnswer setBusy(ControlCall &call)
{
    const int refreshes = call.body[u"refreshes"_s].toInt();
    if (refreshes < 0)
        return controlRefused(u"\"refreshes\" is a number, 0 or more."_s);
    call.org.tokens().refuseRefreshes(refreshes);
    call.org.tokens().refuseConcurrentRefreshes(call.body[u"overlapping"_s].toBool(true));
    return {};
}

/// The org has moved: from the next refresh on, tokens tell the new address. The old one answers
/// as well, as a real one does for a while.
ControlAnswer moveInstance(ControlCall &call)
{
    const QUrl url(call.body[u"url"_s].toString());
    if (!url.isValid() || url.host().isEmpty() || !url.path().isEmpty())
        return controlRefused(u"\"url\" is an address without a path: http://localhost:8443"_s);
    call.org.setUrls(call.org.loginUrl(), url.toString());
    return {};
}

ControlAnswer setLimits(ControlCall &call)
{
    for (auto limit = call.body.begin(); limit != call.body.end(); ++limit) {
        const QJsonObject value = limit.value().toObject();
        const int maximum =
            value[u"max"_s].toInt(call.org.limits()[limit.key()].toObject()[u"Max"_s].toInt(-1));
        const int remaining = value[u"remaining"_s].toInt(maximum);
        if (maximum < 0 || remaining < 0 || remaining > maximum)
            return controlRefused(
                u"%1: \"remaining\" lies between 0 and \"max\"."_s.arg(limit.key()));
        call.org.setLimit(limit.key(), maximum, remaining);
    }
    return {200, call.org.limits()};
}

ControlAnswer addFaults(ControlCall &call)
{
    const QJsonArray faults =
        call.items.isEmpty() && !call.body.isEmpty() ? QJsonArray{call.body} : call.items;
    const QString problem = call.org.faults().add(faults);
    return problem.isEmpty() ? ControlAnswer() : controlRefused(problem);
}

ControlAnswer clearFaults(ControlCall &call)
{
    call.org.faults().clear();
    return {};
}

ControlAnswer setClock(ControlCall &call)
{
    if (!call.body[u"advance_seconds"_s].isDouble())
        return controlRefused(u"\"advance_seconds\" is a number."_s);
    call.org.advance(call.body[u"advance_seconds"_s].toInteger());
    return {200, {{u"now"_s, isoUtc(call.org.now())}}};
}

ControlAnswer resetOrg(ControlCall &call)
{
    const Result<void> done = call.org.reset();
    if (!done)
        return controlRefused(done.failure().raw, 500);
    return {};
}

} // namespace

void addOrgControls(ControlRouter &router)
{
    router.add("GET", "state", showState);
    router.add("POST", "app", setApp);
    router.add("POST", "tokens/expire", expireTokens);
    router.add("POST", "tokens/revoke", revokeTokens);
    router.add("POST", "tokens/busy", setBusy);
    router.add("POST", "instance", moveInstance);
    router.add("POST", "limits", setLimits);
    router.add("POST", "faults", addFaults);
    router.add("DELETE", "faults", clearFaults);
    router.add("POST", "clock", setClock);
    router.add("POST", "reset", resetOrg);
}

} // namespace practice
