#include "ctl/commands.h"

#include "base/pause.h"
#include "base/timestamp.h"
#include "ctl/json.h"
#include "ctl/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// `30m`, `12h`, `7d` before now, or a date, or a date and time (local, unless it says otherwise).
QDateTime sinceFrom(const QString &text, const QDateTime &now)
{
    static const QRegularExpression ago(u"^(\\d{1,6})([smhd])$"_s);
    if (const QRegularExpressionMatch match = ago.match(text); match.hasMatch()) {
        static const QString units = u"smhd"_s;
        static constexpr std::array<qint64, 4> seconds{1, 60, 3'600, 86'400};
        const auto unit = static_cast<std::size_t>(units.indexOf(match.captured(2)));
        return now.addSecs(-match.captured(1).toLongLong() * seconds[unit]);
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC()
                          : QDate::fromString(text, Qt::ISODate).startOfDay().toUTC();
}

/// The oldest first, also where the query asks for the newest.
Result<std::vector<Event>> eventsInOrder(Engine &engine, const EventQuery &query)
{
    Result<std::vector<Event>> events = engine.log().events(query);
    if (events && query.after == 0)
        std::reverse(events->begin(), events->end());
    return events;
}

} // namespace

Result<EventQuery> Commands::eventQuery()
{
    EventQuery query;
    if (!m_arguments.connection.isEmpty()) {
        const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
        if (!connection)
            return connection.failure();
        query.connection = *connection;
    }
    query.object = m_arguments.value(u"object"_s);
    query.text = m_arguments.value(u"text"_s);
    if (m_arguments.has(u"level"_s)) {
        query.atLeast = levelFromName(m_arguments.value(u"level"_s));
        if (!query.atLeast)
            return wrong(Ctl::tr("--level takes debug, info, warning or error."));
    } else if (!m_console.isJson()) {
        // A line for each record that met another would bury the run's own; programs get all of it.
        query.atLeast = Level::Info;
    }
    if (m_arguments.has(u"since"_s)) {
        query.since = sinceFrom(m_arguments.value(u"since"_s), m_clock.now());
        if (!query.since.isValid())
            return wrong(Ctl::tr("--since takes a date, a date and time, or how long ago: 30m, "
                                 "12h, 7d."));
    }
    if (m_arguments.has(u"limit"_s)) {
        bool isNumber = false;
        query.limit = m_arguments.value(u"limit"_s).toInt(&isNumber);
        if (!isNumber || query.limit < 1)
            return wrong(Ctl::tr("--limit takes a number from 1."));
    }
    return query;
}

int Commands::log()
{
    const Result<EventQuery> query = eventQuery();
    if (!query)
        return failed(query.failure());
    if (m_arguments.has(u"follow"_s))
        return follow(*query);
    const Result<std::vector<Event>> events = eventsInOrder(m_engine, *query);
    if (!events)
        return failed(events.failure());
    QJsonArray list;
    for (const Event &event : *events) {
        list.append(json::event(event));
        m_console.print(text::event(event));
    }
    if (m_console.isJson())
        m_console.document({{u"events"_s, list}});
    return 0;
}

/// The same lines, and then every new one until somebody stops it. With --json it is still one
/// document, which ends with the program.
int Commands::follow(EventQuery query)
{
    Result<std::vector<Event>> events = eventsInOrder(m_engine, query);
    if (!events)
        return failed(events.failure());
    if (m_console.isJson())
        m_console.piece("{\"events\":[");
    bool isFirst = true;
    RealPause pause;
    do {
        for (const Event &event : *events) {
            query.after = event.id;
            m_console.print(text::event(event));
            if (m_console.isJson())
                m_console.piece((isFirst ? "\n" : ",\n")
                    + QJsonDocument(json::event(event)).toJson(QJsonDocument::Compact));
            isFirst = false;
        }
        if (m_console.unwritten() || !pause.wait(500ms, m_stop))
            break;
        Result<std::vector<Event>> more = eventsInOrder(m_engine, query);
        if (!more) {
            if (m_console.isJson())
                m_console.piece("\n],\"error\":"
                    + QJsonDocument(json::error(more.failure())).toJson(QJsonDocument::Compact)
                    + "}\n");
            else
                return failed(more.failure());
            return more.failure().exitStatus();
        }
        events = std::move(more);
    } while (true);
    if (m_console.isJson())
        m_console.piece("\n]}\n");
    return 0;
}
