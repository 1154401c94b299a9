#include "app/practiceorg/oauth/oauth.h"
#include "app/practiceorg/oauth/oauthpages.h"
#include "app/practiceorg/oauth/oauthreply.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"

#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// What the browser brought, in one place: the same on the way to the page and back from it.
struct Wish {
    QByteArray form; ///< all of it, to be carried through the page
    QByteArray responseType;
    QByteArray clientId;
    QByteArray redirectUri;
    QByteArray state;
    QByteArray scope;
    QByteArray challenge;
    QByteArray immediate;
};

Wish wishFrom(const QByteArray &form)
{
    return {form, http::formValue(form, "response_type"), http::formValue(form, "client_id"),
        http::formValue(form, "redirect_uri"), http::formValue(form, "state"),
        http::formValue(form, "scope"), http::formValue(form, "code_challenge"),
        http::formValue(form, "immediate")};
}

void redirect(http::ReplySink &reply, const Wish &wish,
    const std::vector<std::pair<QByteArray, QByteArray>> &values)
{
    QByteArray address = wish.redirectUri;
    char separator = address.contains('?') ? '&' : '?';
    const auto add = [&](const QByteArray &name, const QByteArray &value) {
        address += separator + name + '=' + value.toPercentEncoding();
        separator = '&';
    };
    for (const auto &[name, value] : values)
        add(name, value);
    if (!wish.state.isNull())
        add("state", wish.state);
    http::Headers headers = noStore();
    headers.add("Location", address);
    reply.answer(302, "text/html;charset=UTF-8", "", headers);
}

void redirectError(http::ReplySink &reply, const Wish &wish, const QByteArray &error,
    const QByteArray &description)
{
    redirect(reply, wish, {{"error", error}, {"error_description", description}});
}

bool knowsScopes(const QByteArray &scopes)
{
    static const QByteArrayList known{"api", "refresh_token", "offline_access", "openid", "id",
        "profile", "email", "address", "phone", "web", "full"};
    for (const QByteArray &scope : scopes.split(' ')) {
        if (!scope.isEmpty() && !known.contains(scope))
            return false;
    }
    return true;
}

/// What is wrong with the app or its callback is told to the person at the browser, never to
/// whoever listens at an address that nobody registered (PROTOCOL.md, trap 8).
bool refusedOnPage(
    Org &org, const std::optional<ConnectedApp> &app, const Wish &wish, http::ReplySink &reply)
{
    if (!app) {
        answerErrorPage(org, reply, "invalid_client_id", "client identifier invalid",
            u"No app with this consumer key is known here. A new app can take up to ten "
            "minutes to work."_s);
        return true;
    }
    if (wish.redirectUri.isEmpty()) {
        answerErrorPage(org, reply, "redirect_uri_missing", "missing required redirect_uri",
            u"The app did not say where to go after signing in."_s);
        return true;
    }
    if (!app->accepts(wish.redirectUri)) {
        answerErrorPage(org, reply, "redirect_uri_mismatch",
            "redirect_uri must match configuration",
            u"The address to return to is not among the callback addresses of the app."_s);
        return true;
    }
    if (app->state == ConnectedApp::State::NotInstalled) {
        answerErrorPage(org, reply, "invalid_client", "app must be installed into org",
            u"OAUTH_APPROVAL_ERROR_GENERIC: An unexpected error has occured during "
            "authentication. Please try again."_s);
        return true;
    }
    return false;
}

bool refusedAtCallback(const ConnectedApp &app, const Wish &wish, http::ReplySink &reply)
{
    if (wish.responseType != "code")
        redirectError(reply, wish, "unsupported_response_type", "response type not supported");
    else if (app.state == ConnectedApp::State::Blocked)
        redirectError(reply, wish, "OAUTH_APP_BLOCKED", "this app is blocked by admin");
    else if (app.state == ConnectedApp::State::NotApproved)
        redirectError(reply, wish, "OAUTH_APP_ACCESS_DENIED",
            "user is not admin approved to access this app");
    else if (!knowsScopes(wish.scope))
        redirectError(reply, wish, "invalid_scope", "the requested scope is not allowed");
    else if (app.pkceRequired && wish.challenge.isEmpty())
        redirectError(reply, wish, "invalid_request", "missing required code challenge");
    else if (wish.immediate == "true")
        redirectError(reply, wish, "immediate_unsuccessful", "");
    else
        return false;
    return true;
}

void approve(Org &org, const Wish &wish, http::ReplySink &reply)
{
    Tokens::Code code;
    code.clientId = wish.clientId;
    code.redirectUri = wish.redirectUri;
    code.challenge = wish.challenge;
    code.scope = wish.scope.isEmpty() ? QByteArray("refresh_token api id") : wish.scope;
    redirect(reply, wish, {{"code", org.tokens().makeCode(code)}});
}

} // namespace

void answerAuthorize(Org &org, bool autoApprove, http::Request &request, http::ReplySink &reply)
{
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
        http::Headers headers = noStore();
        headers.add("Allow", "GET, POST");
        reply.answer(405, "text/plain;charset=UTF-8", "Method not allowed\n", headers);
        return;
    }
    // The page's own form comes back by POST, with all that the address said.
    const QByteArray form = request.method == "HEAD" ? request.query() : oauthForm(request);
    const Wish wish = wishFrom(form);
    const auto app = org.tokens().app(wish.clientId);
    if (refusedOnPage(org, app, wish, reply) || refusedAtCallback(*app, wish, reply))
        return;

    const QByteArray decision = http::formValue(form, "decision");
    if (decision == "deny") {
        redirectError(reply, wish, "access_denied", "end-user denied authorization");
        return;
    }
    if (autoApprove) {
        approve(org, wish, reply);
        return;
    }
    const QByteArray name = http::formValue(form, "username");
    if (request.method != "POST" || decision != "allow") {
        answerConsentPage(org, reply, form, {});
    } else if (!name.isNull()
        && QString::fromUtf8(name).trimmed().compare(org.username(), Qt::CaseInsensitive) != 0) {
        answerConsentPage(org, reply, form,
            u"Please check your username and password. In this practice org the user is %1, with "
            "any password."_s.arg(org.username()));
    } else {
        approve(org, wish, reply);
    }
}

} // namespace practice
