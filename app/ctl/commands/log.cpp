#include "ctl/commands/families.h"

#include "base/pause.h"
#include "ctl/commandcall.h"
#include "ctl/ctl.h"
#include "ctl/text.h"
#include "documents/errordocument.h"
#include "documents/eventdocument.h"

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

Result<EventQuery> eventQuery(CommandCall &call)
{
    EventQuery query;
    if (!call.arguments.connection.isEmpty()) {
        const Result<qint64> connection = call.connection();
        if (!connection)
            return connection.failure();
        query.connection = *connection;
    }
    query.object = call.arguments.value(u"object"_s);
    query.text = call.arguments.value(u"text"_s);
    if (call.arguments.has(u"level"_s)) {
        query.atLeast = fromWord<Level>(call.arguments.value(u"level"_s));
        if (!query.atLeast)
            return Ctl::wrong(Ctl::tr("--level takes debug, info, warning or error."));
    } else if (!call.console.isJson()) {
        // A line for each record that met another would bury the run's own; programs get all of it.
        query.atLeast = Level::Info;
    }
    if (call.arguments.has(u"since"_s)) {
        query.since = sinceFrom(call.arguments.value(u"since"_s), call.clock.now());
        if (!query.since.isValid())
            return Ctl::wrong(
                Ctl::tr("--since takes a date, a date and time, or how long ago: 30m, "
                        "12h, 7d."));
    }
    if (call.arguments.has(u"limit"_s)) {
        bool isNumber = false;
        query.limit = call.arguments.value(u"limit"_s).toInt(&isNumber);
        if (!isNumber || query.limit < 1)
            return Ctl::wrong(Ctl::tr("--limit takes a number from 1."));
    }
    return query;
}

/// The same lines, and then every new one until somebody stops it. With --json it is still one
/// document, which ends with the program.
int follow(CommandCall &call, EventQuery query)
{
    Result<std::vector<Event>> events = eventsInOrder(call.engine, query);
    if (!events)
        return call.failed(events.failure());
    if (call.console.isJson())
        call.console.piece("{\"events\":[");
    bool isFirst = true;
    RealPause pause;
    do {
        for (const Event &event : *events) {
            query.after = event.id;
            call.console.print(text::event(event));
            if (call.console.isJson())
                call.console.piece((isFirst ? "\n" : ",\n")
                    + QJsonDocument(documents::event(event)).toJson(QJsonDocument::Compact));
            isFirst = false;
        }
        if (call.console.unwritten() || !pause.wait(500ms, call.stop))
            break;
        Result<std::vector<Event>> more = eventsInOrder(call.engine, query);
        if (!more) {
            if (call.console.isJson())
                call.console.piece("\n],\"error\":"
                    + QJsonDocument(documents::error(more.failure(), text::sentence))
                        .toJson(QJsonDocument::Compact)
                    + "}\n");
            else
                return call.failed(more.failure());
            return more.failure().exitStatus();
        }
        events = std::move(more);
    } while (true);
    if (call.console.isJson())
        call.console.piece("\n]}\n");
    return 0;
}

int log(CommandCall &call)
{
    const Result<EventQuery> query = eventQuery(call);
    if (!query)
        return call.failed(query.failure());
    if (call.arguments.has(u"follow"_s))
        return follow(call, *query);
    const Result<std::vector<Event>> events = eventsInOrder(call.engine, *query);
    if (!events)
        return call.failed(events.failure());
    QJsonArray list;
    for (const Event &event : *events) {
        list.append(documents::event(event));
        call.console.print(text::event(event));
    }
    if (call.console.isJson())
        call.console.document({{u"events"_s, list}});
    return 0;
}

CommandSpec logCommand()
{
    return {.name = u"log"_s,
        .options = {{u"follow"_s, false}, {u"since"_s, true}, {u"level"_s, true},
            {u"object"_s, true}, {u"text"_s, true}, {u"limit"_s, true}},
        .usage =
            u"log [--follow] [--since TIME] [--level debug|info|warning|error] [--object NAME]\n"
            "      [--text TEXT] [--limit 100]"_s,
        .summary = Ctl::tr("Show the sync log."),
        .details = Ctl::tr(
            "The newest lines come last. TIME is a date and time, or how long ago: 30m, 12h, "
            "7d. --follow goes on until Ctrl+C. --level debug has single records too, as --json "
            "has without --level. Lines stay for 90 days, failures for a year."),
        .examples = u"  orgmendctl log --level warning --since 24h\n  orgmendctl log --follow"_s,
        .run = log};
}

} // namespace

CommandTable families::log() { return {logCommand()}; }
