#include "app/practiceorg/records/recordsderive.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 minute = 60'000;

/// A row with names in place of numbers. A field that the object lacks reads as null.
class Named {
public:
    Named(const Object &object, Row &row) : m_object(object), m_row(row) { }

    Value &operator[](const QString &name)
    {
        const Field *field = m_object.field(name);
        m_none = {};
        return field == nullptr ? m_none : m_row[static_cast<std::size_t>(field->index)];
    }

    [[nodiscard]] bool isIn(const QString &name, const std::vector<bool> &flags) const
    {
        const Field *field = m_object.field(name);
        return field != nullptr && flags[static_cast<std::size_t>(field->index)];
    }

private:
    const Object &m_object;
    Row &m_row;
    Value m_none;
};

std::string dayOf(qint64 ms)
{
    QByteArray text;
    appendDateTime(text, ms);
    return text.left(10).toStdString();
}

std::string textOf(Store::Writer &writer, const QByteArray &sql, const std::string &id)
{
    Statement &statement = writer.prepared(sql);
    statement.bind(1, std::string_view(id));
    const std::string found = statement.step() ? std::string(statement.text(0)) : std::string();
    statement.reset();
    return found;
}

const Stage *stageOf(const std::string &name)
{
    for (const Stage &stage : stages()) {
        if (name == stage.name)
            return &stage;
    }
    return nullptr;
}

void derivePerson(Named row)
{
    std::string name = row[u"FirstName"_s].text;
    if (!name.empty())
        name += ' ';
    row[u"Name"_s] = Value::ofText(name + row[u"LastName"_s].text);
}

void deriveOpportunity(
    Named row, const Value *stageBefore, const std::vector<bool> &given, qint64 now)
{
    const std::string stage = row[u"StageName"_s].text;
    const bool moved = stageBefore == nullptr || stageBefore->text != stage;
    const Stage *known = stageOf(stage);
    if (moved && known != nullptr) {
        if (!row.isIn(u"Probability"_s, given))
            row[u"Probability"_s] = Value::ofReal(known->probability);
        if (!row.isIn(u"ForecastCategoryName"_s, given))
            row[u"ForecastCategoryName"_s] = Value::ofText(known->category);
    }
    if (row[u"Probability"_s].isNull())
        row[u"Probability"_s] = Value::ofReal(0);
    if (row[u"ForecastCategoryName"_s].isNull())
        row[u"ForecastCategoryName"_s] = Value::ofText("Pipeline");
    if (moved && stageBefore != nullptr)
        row[u"LastStageChangeDate"_s] = Value::ofInteger(now);
    row[u"IsClosed"_s] = Value::ofInteger(stage.starts_with("Closed ") ? 1 : 0);
    row[u"IsWon"_s] = Value::ofInteger(stage == "Closed Won" ? 1 : 0);
}

void deriveEventTimes(Named row, bool isNew, const std::vector<bool> &given)
{
    if (isNew || row.isIn(u"StartDateTime"_s, given) || row.isIn(u"ActivityDateTime"_s, given)
        || row.isIn(u"EndDateTime"_s, given) || row.isIn(u"DurationInMinutes"_s, given)) {
        if (row.isIn(u"ActivityDateTime"_s, given) && !row.isIn(u"StartDateTime"_s, given))
            row[u"StartDateTime"_s] = row[u"ActivityDateTime"_s];
        const Value start = row[u"StartDateTime"_s];
        if (start.isNull())
            return;
        row[u"ActivityDateTime"_s] = start;
        row[u"ActivityDate"_s] = Value::ofText(dayOf(start.integer));
        const bool byDuration =
            row.isIn(u"DurationInMinutes"_s, given) && !row.isIn(u"EndDateTime"_s, given);
        Value &end = row[u"EndDateTime"_s];
        if (byDuration || end.isNull()) {
            const Value duration = row[u"DurationInMinutes"_s];
            row[u"EndDateTime"_s] = Value::ofInteger(start.integer + duration.integer * minute);
        }
        const qint64 length = row[u"EndDateTime"_s].integer - start.integer;
        row[u"DurationInMinutes"_s] = Value::ofInteger(length / minute);
    }
}

void deriveActivityAccount(Named row, Store::Writer &writer)
{
    const std::string what = row[u"WhatId"_s].text;
    const std::string who = row[u"WhoId"_s].text;
    std::string account;
    if (what.starts_with("001"))
        account = what;
    else if (what.starts_with("006"))
        account = textOf(writer, "SELECT AccountId FROM Opportunity WHERE Id = ?", what);
    else if (who.starts_with("003"))
        account = textOf(writer, "SELECT AccountId FROM Contact WHERE Id = ?", who);
    row[u"AccountId"_s] = Value::ofText(account);
}

void deriveTask(Named row, const Value *statusBefore, qint64 now)
{
    const bool closed = row[u"Status"_s].text == "Completed";
    const bool wasClosed = statusBefore != nullptr && statusBefore->text == "Completed";
    row[u"IsClosed"_s] = Value::ofInteger(closed ? 1 : 0);
    row[u"IsHighPriority"_s] = Value::ofInteger(row[u"Priority"_s].text == "High" ? 1 : 0);
    if (closed && !wasClosed)
        row[u"CompletedDateTime"_s] = Value::ofInteger(now);
    else if (!closed)
        row[u"CompletedDateTime"_s] = {};
    if (row[u"TaskSubtype"_s].isNull())
        row[u"TaskSubtype"_s] = Value::ofText("Task");
}

const Value *beforeOf(const Object &object, const Row *before, const QString &name)
{
    const Field *field = object.field(name);
    return before == nullptr || field == nullptr
        ? nullptr
        : &(*before)[static_cast<std::size_t>(field->index)];
}

} // namespace

const std::vector<Stage> &stages()
{
    static const std::vector<Stage> all = {
        {"Prospecting", 10, "Pipeline"},
        {"Qualification", 10, "Pipeline"},
        {"Needs Analysis", 20, "Pipeline"},
        {"Value Proposition", 50, "Pipeline"},
        {"Id. Decision Makers", 60, "Pipeline"},
        {"Perception Analysis", 70, "Pipeline"},
        {"Proposal/Price Quote", 75, "Pipeline"},
        {"Negotiation/Review", 90, "Pipeline"},
        {"Closed Won", 100, "Closed"},
        {"Closed Lost", 0, "Omitted"},
    };
    return all;
}

void derive(const Object &object, Row &row, const Row *before, const std::vector<bool> &given,
    Store::Writer &writer, qint64 now)
{
    const Named named(object, row);
    if (object.name == "Contact"_L1 || object.name == "Lead"_L1 || object.name == "User"_L1) {
        derivePerson(named);
    } else if (object.name == "Opportunity"_L1) {
        deriveOpportunity(named, beforeOf(object, before, u"StageName"_s), given, now);
    } else if (object.name == "Event"_L1) {
        deriveEventTimes(named, before == nullptr, given);
        deriveActivityAccount(named, writer);
    } else if (object.name == "Task"_L1) {
        deriveTask(named, beforeOf(object, before, u"Status"_s), now);
        deriveActivityAccount(named, writer);
    }
}

bool moveActivities(Store::Writer &writer, const QByteArray &id, qint64 now)
{
    const QByteArray account =
        "CASE WHEN WhatId LIKE '001%' THEN WhatId "
        "WHEN WhatId LIKE '006%' THEN (SELECT o.AccountId FROM Opportunity o WHERE o.Id = WhatId) "
        "WHEN WhoId LIKE '003%' THEN (SELECT c.AccountId FROM Contact c WHERE c.Id = WhoId) END";
    for (const QByteArray table : {"Task", "Event"}) {
        Statement &statement = writer.prepared("UPDATE " + table + " SET AccountId = " + account
            + ", SystemModstamp = ?1 WHERE (WhoId = ?2 OR WhatId = ?2) AND AccountId IS NOT "
            + account);
        statement.bind(1, now);
        statement.bind(2, std::string_view(id.constData(), static_cast<std::size_t>(id.size())));
        if (!statement.run())
            return false;
    }
    return true;
}

QStringList missingTogether(const Object &object, const Row &row)
{
    if (object.name != "Event"_L1)
        return {};
    const auto isNull = [&](const QString &name) {
        return row[static_cast<std::size_t>(object.field(name)->index)].isNull();
    };
    QStringList missing;
    if (isNull(u"ActivityDateTime"_s) && isNull(u"ActivityDate"_s))
        missing.append(u"ActivityDateTime"_s);
    if (isNull(u"DurationInMinutes"_s) && isNull(u"EndDateTime"_s))
        missing.append(u"DurationInMinutes"_s);
    return missing;
}

std::optional<RowError> refusedChange(const Object &object, const Row &row, const Row &before)
{
    Q_UNUSED(row)
    const Value *converted =
        object.name == "Lead"_L1 ? beforeOf(object, &before, u"IsConverted"_s) : nullptr;
    if (converted == nullptr || converted->integer == 0)
        return std::nullopt;
    RowError error;
    error.code = "CANNOT_UPDATE_CONVERTED_LEAD";
    error.message = u"cannot reference converted lead"_s;
    return error;
}

QJsonValue valueWithoutCase(const QJsonObject &body, const QString &name)
{
    for (auto each = body.begin(); each != body.end(); ++each) {
        if (each.key().compare(name, Qt::CaseInsensitive) == 0)
            return each.value();
    }
    return QJsonValue(QJsonValue::Undefined);
}

} // namespace practice
