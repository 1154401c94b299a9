// The practice org through its own doors, sign-in included, asked by plain requests.
#pragma once

#include "salesforce/http/answerbody.h"
#include "tests/support/practicetransport.h"

#include <QHash>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

#include <initializer_list>

/// Somebody signed in at the production org. Paths name their host themselves: `/services/oauth2/`
/// and `/id/` are the login host's, all else the instance's.
struct DoorBench {
    struct Answer {
        int status = 0;
        QByteArray body;
        std::vector<std::pair<QByteArray, QByteArray>> headers = {};

        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            return HttpAnswer{status, headers, body}.header(name);
        }
        /// Of a refusal with one reason: `CODE: message`.
        [[nodiscard]] QString refusal() const
        {
            const QJsonArray errors = json().toArray();
            return errors.size() != 1 ? QString::fromUtf8(body)
                                      : QString(errors[0][u"errorCode"].toString() + u": "
                                            + errors[0][u"message"].toString());
        }
        [[nodiscard]] QJsonValue json() const
        {
            const QJsonDocument document = QJsonDocument::fromJson(body);
            return document.isArray() ? QJsonValue(document.array())
                                      : QJsonValue(document.object());
        }
    };
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    explicit DoorBench(int contacts) : practice(contacts) { }

    Answer ask(const QByteArray &verb, const QByteArray &path, const QByteArray &body = {},
        const Headers &headers = {})
    {
        const bool atLogin = path.startsWith("/services/oauth2/") || path.startsWith("/id/");
        return askAt(atLogin ? who().loginUrl : who().instanceUrl, verb, path, body, headers);
    }
    Answer askAt(const QString &host, const QByteArray &verb, const QByteArray &path,
        const QByteArray &body, const Headers &headers)
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl::fromEncoded(QByteArray(host.toLatin1() + path));
        request.headers = headers;
        const auto has = [&headers](const char *name) {
            return std::ranges::any_of(
                headers, [name](const auto &header) { return header.first == name; });
        };
        if (!has("Authorization"))
            request.headers.emplace_back("Authorization", "Bearer " + who().accessToken.reveal());
        if (!body.isEmpty() && !has("Content-Type"))
            request.headers.emplace_back("Content-Type", "application/json");
        PracticeTransport transport(practice.org());
        const Result<HttpAnswer> answer = sendWhole(transport, request, body);
        return answer ? Answer{answer->status, answer->body, answer->headers} : Answer();
    }
    Answer get(const QByteArray &path) { return ask("GET", path); }
    Answer post(const QByteArray &path, const QJsonObject &body)
    {
        return ask("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    Answer query(const QByteArray &soql)
    {
        return get(data + "query?q=" + QByteArray(soql).toPercentEncoding());
    }
    /// The first value of a query with one column.
    QString value(const QByteArray &soql)
    {
        const QJsonObject record = query(soql).json()[u"records"][0].toObject();
        for (auto each = record.begin(); each != record.end(); ++each) {
            if (each.key() != u"attributes")
                return each.value().toVariant().toString();
        }
        return {};
    }
    /// Waits until a Bulk job is over; its last answer.
    QJsonObject finished(const QByteArray &job)
    {
        QJsonObject answer;
        for (int poll = 0; poll < 60; ++poll) {
            answer = get(job).json().toObject();
            const QString state = answer[u"state"].toString();
            if (state != u"UploadComplete" && state != u"InProgress")
                break;
        }
        return answer;
    }

    [[nodiscard]] const PracticeBench::SignedIn &who() const { return practice.production(); }

    PracticeBench practice;
    QByteArray data = "/services/data/v60.0/";
};
