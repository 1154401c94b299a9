// An org without a server around it, and the calls of a client.
#pragma once

#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/rest/recordsendpoints.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace practice {

class BodyOf final : public http::BodyReader {
public:
    explicit BodyOf(QByteArray text) : m_text(std::move(text)) { }
    qint64 read(std::span<char> into) override
    {
        const qint64 count =
            std::min<qint64>(static_cast<qint64>(into.size()), m_text.size() - m_at);
        std::copy_n(m_text.constData() + m_at, count, into.data());
        m_at += count;
        return count;
    }

private:
    QByteArray m_text;
    qint64 m_at = 0;
};

struct Answer final : http::ReplySink {
    int status = 0;
    http::Headers headers;
    QByteArray body;

    void begin(int code, const http::Headers &given) override
    {
        status = code;
        headers = given;
    }
    bool write(std::string_view piece) override
    {
        body.append(piece.data(), static_cast<qsizetype>(piece.size()));
        return true;
    }
    void cut(bool /*reset*/) override { }

    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(body).array(); }
    [[nodiscard]] QString code() const { return array().at(0)[u"errorCode"].toString(); }
    [[nodiscard]] QString message() const { return array().at(0)[u"message"].toString(); }
};

struct RecordsBench {
    QTemporaryDir folder;
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(
        QDateTime::fromString(QStringLiteral("2026-05-03T10:00:00.500Z"), Qt::ISODateWithMs));
    std::unique_ptr<Org> org;
    Router router;
    ControlRouter controls;

    explicit RecordsBench(int contacts = 40)
    {
        Settings settings;
        settings.records = contacts;
        settings.clock = clock;
        settings.dataDir = folder.path();
        org = std::make_unique<Org>(Environment::Production, settings, folder.path());
        addRecordEndpoints(router);
        addRecordControls(controls);
    }

    [[nodiscard]] Result<void> open() { return org->open(); }
    [[nodiscard]] Records &records() { return recordsOf(*org); }

    Answer call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
        const http::Headers &headers = {}, const QByteArray &version = "62.0")
    {
        BodyOf reader(body);
        http::Request request;
        request.method = method;
        request.target = "/services/data/v" + version + '/' + path;
        request.headers = headers;
        request.body = &reader;
        Answer answer;
        const qsizetype query = path.indexOf('?');
        Call made{
            request, answer, *org, router, method, version, query < 0 ? path : path.left(query)};
        router.route(made);
        return answer;
    }

    ControlAnswer control(
        const QByteArray &path, const QByteArray &body, const QByteArray &method = "POST")
    {
        http::Request request;
        ControlCall made{*org, request, QJsonDocument::fromJson(body).object(), {}, {}};
        return controls.route(method, path, made);
    }

    /// Id of a new record.
    QByteArray create(const QByteArray &object, const QByteArray &body)
    {
        return call("POST", "sobjects/" + object, body).object()[u"id"].toString().toLatin1();
    }
    QByteArray contact(const QByteArray &body) { return create("Contact", body); }

    /// A single value.
    QVariant value(const QByteArray &sql)
    {
        Store::Reader reader = records().store().reader();
        Statement statement(
            reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
        if (!statement || !statement.step() || statement.isNull(0))
            return {};
        return statement.string(0);
    }
};

} // namespace practice
