// Somebody at a browser who signs in to a practice org, and the app that waits for the code.
#pragma once

#include "salesforce/http/answerbody.h"
#include "salesforce/oauth/oauth.h"
#include "tests/support/practicetransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

namespace oauthbench {

using namespace Qt::StringLiterals;

inline const QString callback = u"http://localhost:1717/OauthRedirect"_s;

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

inline QByteArray encoded(const std::vector<std::pair<QByteArray, QByteArray>> &values)
{
    QByteArray form;
    for (const auto &[name, value] : values)
        form += (form.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    return form;
}

/// Somebody at a browser, and the app that waits for the code.
struct Bench {
    explicit Bench(bool autoApprove = false) : practice(settings(autoApprove)) { }
    static ::practice::Settings settings(bool autoApprove)
    {
        ::practice::Settings settings;
        settings.records = 5;
        settings.autoApprove = autoApprove;
        return settings;
    }

    HttpAnswer request(const QByteArray &verb, const QString &url, const QByteArray &form = {},
        const QByteArray &token = {})
    {
        return requestWith(
            token.isEmpty() ? HttpHeaders() : HttpHeaders{{"Authorization", "Bearer " + token}},
            verb, url, form);
    }
    HttpAnswer requestWith(const HttpHeaders &headers, const QByteArray &verb, const QString &url,
        const QByteArray &form = {})
    {
        HttpRequest made;
        made.verb = verb;
        made.url = QUrl(url);
        made.headers = headers;
        PracticeTransport transport(practice.org());
        const Result<HttpAnswer> answer = sendWhole(transport, made, form);
        return answer ? *answer : HttpAnswer();
    }
    [[nodiscard]] QByteArray wish(const std::vector<std::pair<QByteArray, QByteArray>> &more = {})
    {
        std::vector<std::pair<QByteArray, QByteArray>> all{{"response_type", "code"},
            {"client_id", who().clientId.toLatin1()}, {"redirect_uri", callback.toLatin1()},
            {"code_challenge", pkce.challenge}, {"code_challenge_method", "S256"},
            {"state", "st at/e"}};
        for (const auto &[name, value] : more) {
            std::erase_if(all, [&name = name](const auto &pair) { return pair.first == name; });
            if (!value.isNull())
                all.emplace_back(name, value);
        }
        return encoded(all);
    }
    HttpAnswer authorize(const std::vector<std::pair<QByteArray, QByteArray>> &more = {})
    {
        return request("GET",
            who().loginUrl + u"/services/oauth2/authorize?" + QString::fromLatin1(wish(more)));
    }
    /// The form of the page, sent with a button.
    HttpAnswer press(const QByteArray &button, const QString &username = QString())
    {
        return request("POST", who().loginUrl + u"/services/oauth2/authorize",
            wish({{"decision", button}, {"password", "practice"},
                {"username", (username.isEmpty() ? who().username : username).toUtf8()}}));
    }
    static QUrlQuery landedAt(const HttpAnswer &answer)
    {
        const QUrl url(QString::fromLatin1(answer.header("Location")));
        return url.toString(QUrl::RemoveQuery) == callback ? QUrlQuery(url) : QUrlQuery();
    }
    static QString value(const QUrlQuery &query, const QString &name)
    {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    }
    Secret code() { return Secret(value(landedAt(press("allow")), u"code"_s).toLatin1()); }
    Result<TokenGrant> exchange(const Secret &code)
    {
        PracticeTransport transport(practice.org());
        return oauth::exchangeCode(transport, client(), pkce, code);
    }
    Result<TokenGrant> refresh(const Secret &token)
    {
        PracticeTransport transport(practice.org());
        return oauth::refresh(transport, client(), token);
    }
    QJsonObject token(const std::vector<std::pair<QByteArray, QByteArray>> &values)
    {
        return QJsonDocument::fromJson(
            request("POST", who().loginUrl + u"/services/oauth2/token", encoded(values)).body)
            .object();
    }
    [[nodiscard]] oauth::Client client() const
    {
        return {QUrl(who().loginUrl), who().clientId, callback};
    }
    [[nodiscard]] const PracticeBench::SignedIn &who() const { return practice.production(); }
    /// The status of a data call with this token.
    int call(const Secret &access)
    {
        return request(
            "GET", who().instanceUrl + u"/services/data/v62.0/limits", {}, access.reveal())
            .status;
    }

    PracticeBench practice;
    oauth::Pkce pkce = oauth::Pkce::make();
};

} // namespace oauthbench
