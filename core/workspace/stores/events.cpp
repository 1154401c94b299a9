#include "workspace/stores/events.h"

#include "base/redact.h"
#include "workspace/stores/storing.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

const QString &selectEvent()
{
    static const QString sql = u"SELECT id, at, connection, run, name, level, object, arguments, "
                               "raw, api_calls, seconds, %1 FROM orgmend_event"_s.arg(countList());
    return sql;
}

Event eventOf(const Row &row)
{
    Reader from(row);
    Event event;
    event.id = from.integer();
    event.at = from.time();
    event.connection = from.integer();
    event.run = from.integer();
    event.name = from.text();
    event.level = Level(from.integer());
    event.object = from.text();
    event.arguments = from.list();
    event.raw = from.text();
    event.apiCalls = optionalInteger(from.next());
    const QVariant seconds = from.next();
    if (!seconds.isNull())
        event.seconds = seconds.toDouble();
    if (!row.at(11).isNull())
        event.counts = from.counts();
    return event;
}

/// SQLite folds A to Z only; the log is folded before it is stored, so that ÄÖ is found as well.
QString folded(const QString &text) { return text.toCaseFolded(); }

QString pattern(const QString &text)
{
    QString escaped = folded(text);
    escaped.replace(u'\\', "\\\\"_L1).replace(u'%', "\\%"_L1).replace(u'_', "\\_"_L1);
    return u'%' + escaped + u'%';
}

struct Condition {
    QStringList terms;
    std::vector<QVariant> values;

    void add(const QString &term) { terms.append(term); }
    void add(const QString &term, const QVariant &value)
    {
        terms.append(term);
        values.push_back(value);
    }
    [[nodiscard]] QString where() const
    {
        return terms.isEmpty() ? QString() : QString(u" WHERE "_s + terms.join(u" AND "_s));
    }
};

/// What is shown, without the place in it.
Condition conditionFor(const EventQuery &query)
{
    Condition condition;
    if (query.connection != 0)
        condition.add(u"connection = ?"_s, query.connection);
    if (query.atLeast && *query.atLeast > Level::Debug) {
        // Spelt out, so that the index of warnings and errors is found to apply.
        if (*query.atLeast >= Level::Warning)
            condition.add(u"level >= 2"_s);
        if (*query.atLeast != Level::Warning)
            condition.add(u"level >= ?"_s, int(*query.atLeast));
    }
    if (!query.object.isEmpty())
        condition.add(u"object = ?"_s, query.object);
    if (!query.text.isEmpty())
        condition.add(u"search LIKE ? ESCAPE '\\'"_s, pattern(query.text));
    if (query.since.isValid())
        condition.add(u"at >= ?"_s, query.since);
    return condition;
}

} // namespace

qint64 Events::add(const Event &event, Transaction &work)
{
    const QDateTime at = event.at.isValid() ? event.at : work.workspace().clock().now();
    const QString raw = redact(event.raw);
    QStringList arguments;
    for (const QString &argument : event.arguments)
        arguments.append(redact(argument));
    const QString search =
        folded(QStringList({event.name, event.object, arguments.join(u'\n'), raw}).join(u'\n'));
    Columns row;
    row.set(u"at"_s, at)
        .set(u"connection"_s, event.connection)
        .set(u"run"_s, event.run)
        .set(u"name"_s, event.name)
        .set(u"level"_s, static_cast<int>(event.level))
        .set(u"object"_s, event.object)
        .set(u"arguments"_s, jsonList(arguments))
        .set(u"raw"_s, raw)
        .setCounts(event.counts)
        .set(u"api_calls"_s, orNull(event.apiCalls))
        .set(u"seconds"_s, orNull(event.seconds))
        .set(u"search"_s, search);
    work.runBound(row.insertInto(u"orgmend_event"_s), row.values());
    return work.lastInsertId();
}

std::vector<Event> Events::find(const EventQuery &query, Transaction &work)
{
    Condition condition = conditionFor(query);
    if (query.before > 0)
        condition.add(u"id < ?"_s, query.before);
    if (query.after > 0)
        condition.add(u"id > ?"_s, query.after);
    condition.values.emplace_back(query.limit);
    const QString order =
        query.after > 0 ? u" ORDER BY id LIMIT ?"_s : u" ORDER BY id DESC LIMIT ?"_s;
    std::vector<Event> events;
    for (const Row &row :
        work.rowsBound(selectEvent() + condition.where() + order, condition.values))
        events.push_back(eventOf(row));
    return events;
}

qint64 Events::count(const EventQuery &query, Transaction &work)
{
    const Condition condition = conditionFor(query);
    const std::vector<Row> rows = work.rowsBound(
        u"SELECT COUNT(*) FROM orgmend_event"_s + condition.where(), condition.values);
    return rows.empty() ? 0 : rows.front().front().toLongLong();
}

ExpiredEvents Events::expired(const LogRetention &retention, Transaction &work)
{
    const QDateTime now = work.workspace().clock().now();
    ExpiredEvents expired;
    expired.before = now.addDays(-retention.kept.count());
    expired.failuresBefore = now.addDays(-retention.failuresKept.count());
    expired.newest = expired.before;
    // Counting goes through an index alone, and only what is too much is walked over. What goes by
    // its age is no surplus any more, and failures are none as long as they stay.
    const qint64 tooMany =
        work.value(u"SELECT COUNT(*) FROM orgmend_event WHERE at >= ? AND level < ?"_s,
                expired.before, int(Level::Error))
            .toLongLong()
        - retention.lines;
    if (tooMany <= 0)
        return expired;
    const Row firstKept = work.row(u"SELECT id, at FROM orgmend_event WHERE level < ? AND at >= ? "
                                   "ORDER BY id LIMIT 1 OFFSET ?"_s,
        int(Level::Error), expired.before, tooMany);
    if (firstKept.empty())
        return expired;
    expired.beforeId = firstKept[0].toLongLong();
    expired.newest = std::max(expired.before, time(firstKept[1]));
    return expired;
}

qint64 Events::trim(const ExpiredEvents &expired, qint64 atMost, Transaction &work)
{
    qint64 removed = 0;
    const auto remove = [&](const QString &which, const auto &...values) {
        if (removed < atMost)
            removed += work.run(u"DELETE FROM orgmend_event WHERE id IN "
                                "(SELECT id FROM orgmend_event WHERE "_s
                    + which + u" LIMIT ?)"_s,
                values..., int(Level::Error), atMost - removed);
    };
    remove(u"at < ? AND level < ? ORDER BY at"_s, expired.before);
    remove(u"at < ? AND level >= ? ORDER BY at"_s, expired.failuresBefore);
    remove(u"id < ? AND level < ? ORDER BY id"_s, expired.beforeId);
    return removed;
}
