#include "salesforce/http/answerbody.h"
#include "tests/practiceorg/mistakes.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace mistakes {

namespace {

using Form = std::vector<std::pair<QByteArray, QByteArray>>;

QByteArray encoded(const Form &form)
{
    QByteArray text;
    for (const auto &[name, value] : form)
        text += (text.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    return text;
}

const DoorBench::Headers asForm{{"Content-Type", "application/x-www-form-urlencoded"}};

/// `{"error","error_description"}`
Said oauthError(const DoorBench::Answer &answer)
{
    return {answer.status, answer.json()[u"error"].toString(),
        answer.json()[u"error_description"].toString(), {}};
}

Said token(DoorBench &bench, const Form &form)
{
    return oauthError(bench.ask("POST", "/services/oauth2/token", encoded(form), asForm));
}

Form refreshForm(const DoorBench &bench)
{
    return {{"grant_type", "refresh_token"}, {"client_id", bench.who().clientId.toLatin1()},
        {"refresh_token", bench.who().refreshToken.reveal()}};
}

Make refreshWith(const QByteArray &name, const QByteArray &value)
{
    return [=](DoorBench &bench) {
        Form form = refreshForm(bench);
        std::erase_if(form, [&](const auto &each) { return each.first == name; });
        form.emplace_back(name, value);
        return token(bench, form);
    };
}

Make withApp(const QString &state, const Make &make)
{
    return [=](DoorBench &bench) {
        bench.practice.control("POST", "app", QJsonObject{{u"state"_s, state}});
        const Said said = make(bench);
        bench.practice.control("POST", "app", QJsonObject{{u"state"_s, u"installed"_s}});
        return said;
    };
}

const QByteArray callback = "http://localhost:1717/OauthRedirect";

/// What the callback gets from the authorize page, by a button of it.
QUrlQuery atCallback(DoorBench &bench, const char *button, const Form &more = {})
{
    Form form{{"response_type", "code"}, {"client_id", bench.who().clientId.toLatin1()},
        {"redirect_uri", callback}, {"decision", button},
        {"username", bench.who().username.toUtf8()}};
    form.insert(form.end(), more.begin(), more.end());
    HttpRequest request;
    request.verb = "POST";
    request.url = QUrl(bench.who().loginUrl + u"/services/oauth2/authorize");
    request.headers = asForm;
    PracticeTransport transport(bench.practice.org());
    const Result<HttpAnswer> answer = sendWhole(transport, request, encoded(form));
    return answer ? QUrlQuery(QUrl::fromEncoded(answer->header("Location"))) : QUrlQuery();
}

Said redirected(DoorBench &bench, const char *button)
{
    const QUrlQuery query = atCallback(bench, button);
    return {302, query.queryItemValue(u"error"_s, QUrl::FullyDecoded),
        query.queryItemValue(u"error_description"_s, QUrl::FullyDecoded), {}};
}

Form exchangeForm(const DoorBench &bench, const QByteArray &code, const QByteArray &to = callback)
{
    return {{"grant_type", "authorization_code"}, {"client_id", bench.who().clientId.toLatin1()},
        {"code", code}, {"redirect_uri", to}};
}

Said exchange(DoorBench &bench, const QByteArray &code, const QByteArray &to = callback)
{
    return token(bench, exchangeForm(bench, code, to));
}

QByteArray newCode(DoorBench &bench, const Form &more = {})
{
    return atCallback(bench, "allow", more)
        .queryItemValue(u"code"_s, QUrl::FullyDecoded)
        .toLatin1();
}

Said usedCode(DoorBench &bench)
{
    const QByteArray code = newCode(bench);
    exchange(bench, code);
    return exchange(bench, code);
}

Said word(DoorBench &bench)
{
    const DoorBench::Answer answer =
        bench.ask("GET", "/services/oauth2/userinfo", {}, {{"Authorization", "Bearer nonsense"}});
    return {answer.status, QString::fromUtf8(answer.body), QString::fromUtf8(answer.body), {}};
}

Said notAllowed(DoorBench &bench)
{
    const auto allow = [&bench](bool may) {
        bench.practice.control("POST", "permissions", QJsonObject{{u"ApiEnabled"_s, may}});
    };
    allow(false);
    const Said said = rest("GET", "limits")(bench);
    allow(true);
    return said;
}

Said noCallsLeft(DoorBench &bench)
{
    const auto left = [&bench](int remaining) {
        bench.practice.control("POST", "limits",
            QJsonObject{{u"DailyApiRequests"_s,
                QJsonObject{{u"max"_s, 100'000}, {u"remaining"_s, remaining}}}});
    };
    left(0);
    const Said said = rest("GET", "limits")(bench);
    left(90'000);
    return said;
}

/// A token that was granted without the scope `api`.
Said withoutApi(DoorBench &bench)
{
    const QByteArray code = newCode(bench, {{"scope", "id"}});
    const QJsonValue granted =
        bench.ask("POST", "/services/oauth2/token", encoded(exchangeForm(bench, code)), asForm)
            .json();
    const QByteArray access = granted[u"access_token"].toString().toLatin1();
    return rest("GET", "limits", {}, {{"Authorization", "Bearer " + access}})(bench);
}

} // namespace

Mistakes inSignIn()
{
    const Make refresh = [](DoorBench &bench) { return token(bench, refreshForm(bench)); };
    return {
        {"a session that is none", "restforce/expired_session_response.json",
            rest("GET", "limits", {}, {{"Authorization", "Bearer nonsense"}}), 401,
            "INVALID_SESSION_ID", "Session expired or invalid"},
        {"a session without the scope", "7.2", withoutApi, 401, "INVALID_SESSION_ID",
            "This session is not valid for use with the REST API"},
        {"a user without the API", "7.2", notAllowed, 403, "API_CURRENTLY_DISABLED",
            "API is disabled for this User"},
        {"no calls left", "sfe-0218", noCallsLeft, 403, "REQUEST_LIMIT_EXCEEDED",
            "TotalRequests Limit exceeded."},
        {"a token for userinfo that is none", "1.8", word, 403, "Bad_OAuth_Token",
            "Bad_OAuth_Token"},
        {"a refresh token that is none", "1.6", refreshWith("refresh_token", "nonsense"), 400,
            "invalid_grant", "expired access/refresh token"},
        {"a refresh beside another", "1.6",
            [refresh](DoorBench &bench) {
                bench.practice.control("POST", "tokens/busy", QJsonObject{{u"refreshes"_s, 1}});
                const Said first = refresh(bench);
                const Said second = refresh(bench);
                return second.code.isEmpty() ? first : second;
            },
            400, "invalid_grant", "token request is already being processed"},
        {"a consumer key that is none", "1.6", refreshWith("client_id", "nonsense"), 400,
            "invalid_client_id", "client identifier invalid"},
        {"a wrong secret", "1.6", refreshWith("client_secret", "nonsense"), 400, "invalid_client",
            "invalid client credentials"},
        {"a grant that is none", "1.6", refreshWith("grant_type", "nonsense"), 400,
            "unsupported_grant_type", "grant type not supported"},
        {"a password", "sfe-0276", refreshWith("grant_type", "password"), 400, "invalid_grant",
            "authentication failure"},
        {"the app alone at the login host", "sfe-0081",
            refreshWith("grant_type", "client_credentials"), 400, "invalid_grant",
            "request not supported on this domain"},
        {"the app alone without a user", "sfe-0131",
            [](DoorBench &bench) {
                return oauthError(bench.askAt(bench.who().instanceUrl, "POST",
                    "/services/oauth2/token", "grant_type=client_credentials&client_id=x", asForm));
            },
            400, "invalid_grant", "no client credentials user enabled"},
        {"a code that is none", "1.6", [](DoorBench &bench) { return exchange(bench, "nonsense"); },
            400, "invalid_grant", "invalid authorization code"},
        {"a code twice", "1.6", usedCode, 400, "invalid_grant", "expired authorization code"},
        {"a code for another callback", "1.6",
            [](DoorBench &bench) {
                return exchange(bench, newCode(bench), "http://localhost:1718/OauthRedirect");
            },
            400, "redirect_uri_mismatch", "redirect_uri must match configuration"},
        {"Deny", "1.6", [](DoorBench &bench) { return redirected(bench, "deny"); }, 302,
            "access_denied", "end-user denied authorization"},
        {"a blocked app", "1.6",
            withApp(u"blocked"_s, [](DoorBench &bench) { return redirected(bench, "allow"); }), 302,
            "OAUTH_APP_BLOCKED", "this app is blocked by admin"},
        {"an app that nobody approved", "1.6", withApp(u"not_approved"_s, refresh), 400,
            "invalid_app_access", "user is not admin approved to access this app"},
    };
}

} // namespace mistakes
