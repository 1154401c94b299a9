#include "app/practiceorg/org/faults.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <fnmatch.h>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

const QByteArray maintenancePage =
    "<!DOCTYPE html>\n<html><head><title>We are down for maintenance</title></head>\n"
    "<body><h1>We are down for maintenance</h1>\n"
    "<p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>\n";

std::optional<FaultAction::Corrupt> corruptFrom(const QString &name)
{
    using Corrupt = FaultAction::Corrupt;
    if (name == u"json")
        return Corrupt::Json;
    if (name == u"csv")
        return Corrupt::Csv;
    if (name == u"gzip")
        return Corrupt::Gzip;
    if (name == u"html")
        return Corrupt::Html;
    return std::nullopt;
}

QByteArray bodyFrom(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    return value.toString().toUtf8();
}

QString readAction(const QJsonObject &given, FaultAction &action)
{
    if (given.contains(u"status"_s))
        action.status = given[u"status"_s].toInt();
    if (action.status && (*action.status < 200 || *action.status > 599))
        return u"\"status\" is a number from 200 to 599"_s;
    if (given.contains(u"body"_s))
        action.body = bodyFrom(given[u"body"_s]);
    const QJsonObject headers = given[u"headers"_s].toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        action.headers.add(header.key().toUtf8(),
            header.value().isString() ? header.value().toString().toUtf8()
                                      : QByteArray::number(header.value().toDouble(), 'g', 15));
    action.delayMs = given[u"delay_ms"_s].toInt();
    if (given.contains(u"cut_after_bytes"_s))
        action.cutAfterBytes = given[u"cut_after_bytes"_s].toInteger();
    action.reset = given[u"reset"_s].toBool();
    if (given.contains(u"corrupt"_s)) {
        const auto corrupt = corruptFrom(given[u"corrupt"_s].toString());
        if (!corrupt)
            return u"\"corrupt\" is json, csv, gzip or html"_s;
        action.corrupt = *corrupt;
    }
    return {};
}

} // namespace

Faults::Faults(quint64 seed) : m_random(seed) { }

QString Faults::read(const QJsonObject &given, Fault &fault)
{
    if (!given[u"do"_s].isObject())
        return u"a fault has a \"do\": {\"match\":{…},\"do\":{…}}"_s;
    const QJsonObject match = given[u"match"_s].toObject();
    fault.given = given;
    fault.method = match[u"method"_s].toString().toUpper();
    fault.path = match[u"path"_s].toString().toStdString();
    fault.nth = match[u"nth"_s].toInt();
    fault.every = match[u"every"_s].toInt();
    fault.probability = match[u"probability"_s].toDouble(1);
    return readAction(given[u"do"_s].toObject(), fault.action);
}

QString Faults::add(const QJsonArray &faults)
{
    std::vector<Fault> added;
    for (const QJsonValue &value : faults) {
        Fault fault;
        if (QString problem = read(value.toObject(), fault); !problem.isEmpty())
            return problem;
        added.push_back(std::move(fault));
    }
    const std::scoped_lock lock(m_mutex);
    m_faults.insert(m_faults.end(), added.begin(), added.end());
    return {};
}

void Faults::clear()
{
    const std::scoped_lock lock(m_mutex);
    m_faults.clear();
}

std::optional<FaultAction> Faults::next(const QByteArray &method, const QByteArray &target)
{
    const std::scoped_lock lock(m_mutex);
    std::optional<FaultAction> action;
    for (Fault &fault : m_faults) {
        if (!fault.method.isEmpty() && fault.method != QLatin1StringView(method))
            continue;
        if (!fault.path.empty() && ::fnmatch(fault.path.c_str(), target.constData(), 0) != 0)
            continue;
        ++fault.met;
        const bool itsTurn = (fault.nth == 0 || fault.met == fault.nth)
            && (fault.every == 0 || fault.met % fault.every == 0)
            && (fault.probability >= 1
                || std::uniform_real_distribution<>(0, 1)(m_random) < fault.probability);
        if (itsTurn && !action) {
            ++fault.acted;
            action = fault.action;
        }
    }
    return action;
}

QJsonArray Faults::state() const
{
    const std::scoped_lock lock(m_mutex);
    QJsonArray all;
    for (const Fault &fault : m_faults) {
        QJsonObject one = fault.given;
        one.insert(u"met"_s, fault.met);
        one.insert(u"acted"_s, fault.acted);
        all.append(one);
    }
    return all;
}

FaultyReply::FaultyReply(http::ReplySink &next, FaultAction action, Wait wait)
    : m_next(next)
    , m_action(std::move(action))
    , m_wait(std::move(wait))
    , m_left(m_action.cutAfterBytes.value_or(-1))
    , m_swallow(m_action.cutAfterBytes == -1)
{
}

void FaultyReply::begin(int status, const http::Headers &given)
{
    using Corrupt = FaultAction::Corrupt;
    m_begun = true;
    if (m_action.delayMs > 0)
        m_wait(m_action.delayMs);
    if (m_swallow)
        return;

    http::Headers headers;
    const bool otherLength = m_action.corrupt != Corrupt::Nothing;
    for (const auto &[name, value] : given.all()) {
        const bool drop = (otherLength && name.compare("Content-Length", Qt::CaseInsensitive) == 0)
            || (m_action.corrupt == Corrupt::Html
                && name.startsWith("Content-")); // type and encoding
        if (!drop)
            headers.add(name, value);
    }
    for (const auto &[name, value] : m_action.headers.all())
        headers.set(name, value);

    if (m_action.corrupt == Corrupt::Html) {
        headers.set("Content-Type", "text/html;charset=UTF-8");
        m_next.begin(status, headers);
        pass({maintenancePage.constData(), static_cast<std::size_t>(maintenancePage.size())});
        m_swallow = true;
        return;
    }
    if (m_action.corrupt == Corrupt::Gzip && !headers.contains("Content-Encoding"))
        headers.set("Content-Encoding", "gzip"); // which it is not
    if (m_action.corrupt == Corrupt::Json)
        m_hold = 1; // the closing bracket
    else if (m_action.corrupt != Corrupt::Nothing)
        m_hold = 64; // the end of the last rows, or of the gzip stream
    m_next.begin(status, headers);
    if (m_left == 0)
        cut(m_action.reset);
}

bool FaultyReply::write(std::string_view piece)
{
    if (m_over)
        return false;
    if (m_swallow)
        return true;
    if (m_hold == 0)
        return pass(piece);
    m_held.append(piece);
    if (m_held.size() <= m_hold)
        return true;
    const std::string out = m_held.substr(0, m_held.size() - m_hold);
    m_held.erase(0, out.size());
    return pass(out);
}

bool FaultyReply::pass(std::string_view piece)
{
    if (m_over)
        return false;
    if (m_left < 0)
        return m_next.write(piece);
    piece = piece.substr(0, static_cast<std::size_t>(m_left));
    m_next.write(piece);
    m_left -= static_cast<qint64>(piece.size());
    if (m_left == 0)
        cut(m_action.reset);
    return !m_over;
}

void FaultyReply::cut(bool reset)
{
    if (!m_over)
        m_next.cut(reset);
    m_over = true;
}

void FaultyReply::finish()
{
    if (m_action.cutAfterBytes == -1) {
        cut(m_action.reset);
    } else if (m_begun && m_action.corrupt == FaultAction::Corrupt::Csv) {
        pass("\""); // a value that never ends
    } else if (m_begun && m_action.corrupt == FaultAction::Corrupt::Json && m_held == "\n") {
        pass("{");
    }
}

} // namespace practice
