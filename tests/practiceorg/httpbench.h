#pragma once

#include "salesforce/http/answerbody.h"
#include "tests/support/practicetransport.h"

#include <QTest>

/// A practice org with twenty contacts, over HTTP.
struct HttpBench {
    HttpAnswer get(const QString &path, std::vector<std::pair<QByteArray, QByteArray>> headers = {},
        bool signedIn = true)
    {
        return *attempt("GET", path, {}, std::move(headers), signedIn);
    }
    Result<HttpAnswer> attempt(const QByteArray &verb, const QString &path,
        const QByteArray &body = {}, std::vector<std::pair<QByteArray, QByteArray>> headers = {},
        bool signedIn = true)
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl(practice.production().instanceUrl + path);
        request.headers = std::move(headers);
        if (signedIn)
            request.headers.emplace_back(
                "Authorization", "Bearer " + practice.production().accessToken.reveal());
        PracticeTransport transport(practice.org());
        return sendWhole(transport, request, body);
    }
    void fault(const QJsonObject &match, const QJsonObject &action)
    {
        practice.control("POST", "faults",
            QJsonArray{
                QJsonObject{{QStringLiteral("match"), match}, {QStringLiteral("do"), action}}});
    }
    [[nodiscard]] int contacts()
    {
        return practice.state()[QStringLiteral("records")][QStringLiteral("Contact")].toInt();
    }

    PracticeBench practice{20};
};
