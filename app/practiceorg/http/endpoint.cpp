#include "app/practiceorg/http/endpoint.h"

#include "app/practiceorg/http/language.h"
#include "app/practiceorg/org/org.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QByteArray json(const Call &call, const QJsonDocument &document)
{
    const bool pretty = call.request.headers.value("X-PrettyPrint") == "1";
    return document.toJson(pretty ? QJsonDocument::Indented : QJsonDocument::Compact);
}

ApiError noSuchResource() { return {404, "NOT_FOUND", u"The requested resource does not exist"_s}; }

} // namespace

QByteArray Call::argument(const char *name) const
{
    const auto found = arguments.find(QByteArray(name));
    return found == arguments.end() ? QByteArray() : found->second;
}

int Call::versionNumber() const { return version.left(version.indexOf('.')).toInt(); }

QString Call::url(const QString &rest) const
{
    return u"/services/data/v"_s + QString::fromLatin1(version) + u'/' + rest;
}

Endpoint since(int version, Endpoint endpoint)
{
    return [version, endpoint = std::move(endpoint)](Call &call) {
        if (call.versionNumber() < version)
            answerNotFound(call);
        else
            endpoint(call);
    };
}

void Router::add(const QByteArray &method, const QByteArray &pattern, Endpoint endpoint)
{
    m_routes.add(method, pattern, std::move(endpoint));
}

void Router::route(Call &call) const
{
    http::Router<Endpoint>::Found found = m_routes.find(call.method, call.path);
    if (found.handler != nullptr) {
        call.arguments = std::move(found.arguments);
        (*found.handler)(call);
    } else if (found.allowed.isEmpty()) {
        answerNotFound(call);
    } else {
        answerNotAllowed(call, found.allowed);
    }
}

void answerNotAllowed(Call &call, const QByteArrayList &allowed)
{
    static const QByteArrayList inOrder{"GET", "POST", "PUT", "PATCH", "DELETE"};
    QByteArrayList methods;
    for (const QByteArray &method : inOrder) {
        if (allowed.contains(method))
            methods.append(method == "GET" ? QByteArray("HEAD,GET") : method);
    }
    const ApiError error{405, "METHOD_NOT_ALLOWED",
        told(call.org,
            u"HTTP Method '%1' not allowed. Allowed are %2"_s.arg(
                QString::fromLatin1(call.method), QString::fromLatin1(methods.join(','))))};
    answerJson(call, error.status, QJsonArray{error.toJson()}, {{"Allow", methods.join(',')}});
}

QJsonObject ApiError::toJson() const
{
    QJsonObject object = extra;
    object.insert(u"message"_s, message);
    object.insert(u"errorCode"_s, QString::fromLatin1(code));
    if (withFields || !fields.isEmpty())
        object.insert(u"fields"_s, QJsonArray::fromStringList(fields));
    return object;
}

void answerJson(Call &call, int status, const QJsonObject &body, const http::Headers &headers)
{
    answerJsonText(call, status, json(call, QJsonDocument(body)), headers);
}

void answerJson(Call &call, int status, const QJsonArray &body, const http::Headers &headers)
{
    answerJsonText(call, status, json(call, QJsonDocument(body)), headers);
}

void answerJsonText(Call &call, int status, const QByteArray &body, const http::Headers &headers)
{
    http::Headers all = headers;
    if (!all.contains("Content-Type"))
        all.add("Content-Type", "application/json;charset=UTF-8");
    call.reply.begin(status, all);
    call.reply.write({body.constData(), static_cast<std::size_t>(body.size())});
}

void answerError(Call &call, const ApiError &error) { answerErrors(call, error.status, {error}); }

void answerErrors(Call &call, int status, const std::vector<ApiError> &errors)
{
    const QString language = userLanguage(call.org);
    QJsonArray array;
    for (ApiError error : errors) {
        error.message = inLanguage(error.message, language);
        array.append(error.toJson());
    }
    answerJson(call, status, array);
}

void answerEmpty(Call &call, int status, const http::Headers &headers)
{
    call.reply.begin(status, headers);
}

void answerNotFound(Call &call) { answerError(call, noSuchResource()); }

namespace {

class BytesReader final : public http::BodyReader {
public:
    explicit BytesReader(const QByteArray &bytes) : m_bytes(bytes) { }
    qint64 read(std::span<char> into) override
    {
        const qint64 count =
            std::min<qint64>(static_cast<qint64>(into.size()), m_bytes.size() - m_at);
        std::copy_n(m_bytes.constData() + m_at, count, into.data());
        m_at += count;
        return count;
    }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

class InsideSink final : public http::ReplySink {
public:
    explicit InsideSink(InsideAnswer &answer) : m_answer(answer) { }
    void begin(int status, const http::Headers &headers) override
    {
        m_answer.status = status;
        m_answer.headers = headers;
    }
    bool write(std::string_view piece) override
    {
        m_answer.body.append(piece.data(), static_cast<qsizetype>(piece.size()));
        return true;
    }
    void cut(bool /*reset*/) override { }

private:
    InsideAnswer &m_answer;
};

} // namespace

InsideAnswer callInside(const Call &outer, const QByteArray &method, const QByteArray &target,
    const http::Headers &headers, const QByteArray &body)
{
    QByteArray rest = target;
    while (rest.startsWith('/'))
        rest.remove(0, 1);
    if (rest.startsWith("services/data/"))
        rest.remove(0, 14);
    QByteArray version = outer.version;
    if (rest.startsWith('v')) {
        const qsizetype slash = rest.indexOf('/');
        version = rest.mid(1, slash < 0 ? -1 : slash - 1);
        rest = slash < 0 ? QByteArray() : rest.mid(slash + 1);
    }

    BytesReader reader(body);
    http::Request request;
    request.method = method;
    request.target = "/services/data/v" + version + '/' + rest;
    request.headers = headers;
    request.body = &reader;

    InsideAnswer answer;
    InsideSink sink(answer);
    Call call{request, sink, outer.org, outer.router, method, version,
        rest.left(rest.indexOf('?') < 0 ? rest.size() : rest.indexOf('?'))};
    call.inside = true;
    outer.router.route(call);
    return answer;
}

QByteArray ControlCall::argument(const char *name) const
{
    const auto found = arguments.find(QByteArray(name));
    return found == arguments.end() ? QByteArray() : found->second;
}

ControlAnswer controlRefused(const QString &message, int status)
{
    return {status,
        {{u"error"_s,
            QJsonObject{{u"code"_s, status == 404 ? u"not_found"_s : u"bad_request"_s},
                {u"message"_s, message}}}}};
}

void ControlRouter::add(
    const QByteArray &method, const QByteArray &pattern, ControlEndpoint control)
{
    m_routes.push_back({method, http::PathPattern(pattern), std::move(control)});
}

ControlAnswer ControlRouter::route(
    const QByteArray &method, const QByteArray &path, ControlCall &call) const
{
    for (const Route &route : m_routes) {
        std::optional<http::PathArguments> arguments = route.pattern.match(path);
        if (route.method != method || !arguments)
            continue;
        call.arguments = std::move(*arguments);
        return route.control(call);
    }
    return controlRefused(
        u"There is no control %1 %2."_s.arg(QString::fromLatin1(method), QString::fromLatin1(path)),
        404);
}

} // namespace practice
