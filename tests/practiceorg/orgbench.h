#pragma once

#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/org/org.h"
#include "base/clock.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

/// One org with its endpoints, asked directly: no sign-in, no network.
struct OrgBench {
    struct Answer {
        int status = 0;
        http::Headers headers;
        QByteArray body;

        [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
        /// Of a refusal: `CODE: message`.
        [[nodiscard]] QString refusal() const
        {
            const QJsonObject error = QJsonDocument::fromJson(body)[0].toObject();
            return QString(error[QStringLiteral("errorCode")].toString() + u": "
                + error[QStringLiteral("message")].toString());
        }
    };

    explicit OrgBench(int contacts = 30)
    {
        QVERIFY(folder.isValid());
        settings.records = contacts;
        settings.clock = clock;
        practice::addRecordEndpoints(router);
        practice::addQueryEndpoints(router);
        practice::addSearchEndpoints(router);
        practice::addBulkEndpoints(router);
        practice::addQueryControls(controls);
        start();
    }

    /// Ends the org (as a program's end does) and opens it again from its folder.
    void restart()
    {
        org.reset();
        start();
    }

    Answer ask(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
        const http::Headers &headers = {}, const QByteArray &version = "60.0")
    {
        Body reader(body);
        http::Request request;
        request.method = method;
        request.target = "/services/data/v" + version + "/" + target;
        request.headers = headers;
        request.body = &reader;
        Sink sink;
        practice::Call call{request, sink, *org, router, method, version,
            target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'))};
        router.route(call);
        return sink.answer;
    }
    Answer get(const QByteArray &target, const http::Headers &headers = {})
    {
        return ask("GET", target, {}, headers);
    }
    Answer query(const QString &soql, const http::Headers &headers = {})
    {
        return get("query?q=" + QUrl::toPercentEncoding(soql), headers);
    }
    Answer send(const QByteArray &method, const QByteArray &target, const QJsonObject &body)
    {
        return ask(method, target, QJsonDocument(body).toJson(QJsonDocument::Compact),
            {{"Content-Type", "application/json"}});
    }
    QJsonObject control(const QByteArray &path, const QJsonObject &body = {})
    {
        const http::Request request;
        practice::ControlCall call{*org, request, body, {}, {}};
        const practice::ControlAnswer answer = controls.route("POST", path, call);
        QTest::qCompare(answer.status, 200, "status", "200", __FILE__, __LINE__);
        return answer.body;
    }
    /// Polls until the job is over.
    QJsonObject finished(const QByteArray &job)
    {
        QJsonObject answer;
        for (int poll = 0; poll < 60; ++poll) {
            answer = get(job).object();
            const QString state = answer[QStringLiteral("state")].toString();
            if (state == u"JobComplete" || state == u"Failed" || state == u"Aborted")
                break;
        }
        return answer;
    }

    QTemporaryDir folder;
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(
        QDateTime(QDate(2024, 9, 9), QTime(13, 8, 34), QTimeZone::utc()));
    practice::Settings settings;
    practice::Router router;
    practice::ControlRouter controls;
    std::unique_ptr<practice::Org> org;

private:
    class Body final : public http::BodyReader {
    public:
        explicit Body(const QByteArray &bytes) : m_bytes(bytes) { }
        qint64 read(std::span<char> into) override
        {
            const auto count = std::min<qsizetype>(std::ssize(into), m_bytes.size() - m_at);
            std::copy_n(m_bytes.constData() + m_at, count, into.data());
            m_at += count;
            return count;
        }

    private:
        QByteArray m_bytes;
        qsizetype m_at = 0;
    };
    class Sink final : public http::ReplySink {
    public:
        void begin(int status, const http::Headers &headers) override
        {
            answer.status = status;
            answer.headers = headers;
        }
        bool write(std::string_view piece) override
        {
            answer.body.append(piece.data(), static_cast<qsizetype>(piece.size()));
            return true;
        }
        void cut(bool) override { answer.status = 0; }
        Answer answer;
    };

    void start()
    {
        org = std::make_unique<practice::Org>(
            practice::Environment::Production, settings, folder.path());
        const Result<void> opened = org->open();
        QVERIFY2(opened, "the org opens");
    }
};
