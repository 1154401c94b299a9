#include "app/practiceorg/records/recordsduplicates.h"

#include "app/practiceorg/records/recordsjson.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

struct Criterion {
    const Field *field;
    const Value *value;
    bool fuzzy;
};

/// Empty when the row cannot match: a field of the rule is blank or hidden from the org.
std::vector<Criterion> criteria(const DuplicateRule &rule, const Object &object, const Row &row)
{
    std::vector<Criterion> all;
    for (const DuplicateMatch &match : rule.match) {
        const Field *field = object.field(match.field);
        if (field == nullptr || !field->stored())
            return {};
        const Value &value = row[static_cast<std::size_t>(field->index)];
        if (value.isNull())
            return {};
        all.push_back({field, &value, match.fuzzy});
    }
    return all;
}

void bindCriterion(Statement &statement, int index, const Value &value)
{
    if (value.kind == Value::Kind::Text)
        statement.bind(index, std::string_view(value.text));
    else if (value.kind == Value::Kind::Integer)
        statement.bind(index, value.integer);
    else
        statement.bind(index, value.real);
}

/// Exact fields select in SQL, fuzzy ones afterwards.
std::vector<QByteArray> matches(const std::vector<Criterion> &all, const Object &object,
    const QByteArray &self, Store::Writer &writer)
{
    constexpr std::size_t shown = 100;
    QByteArray sql = "SELECT \"Id\"";
    QByteArray where = " WHERE " + deletedColumn(object) + " = 0 AND \"Id\" <> ?";
    for (const Criterion &each : all) {
        if (each.fuzzy)
            sql += ", " + each.field->column;
        else
            where += " AND " + each.field->column + " = ?";
    }
    Statement &statement = writer.prepared(sql + " FROM " + object.table + where);
    statement.bind(1, std::string_view(self.constData(), static_cast<std::size_t>(self.size())));
    int index = 2;
    for (const Criterion &each : all) {
        if (!each.fuzzy)
            bindCriterion(statement, index++, *each.value);
    }
    std::vector<QByteArray> found;
    while (found.size() < shown && statement.step()) {
        int column = 1;
        bool alike = true;
        for (const Criterion &each : all) {
            if (each.fuzzy) {
                alike = alike
                    && fuzzyMatch(
                        QString::fromStdString(each.value->text), statement.string(column));
                ++column;
            }
        }
        if (alike) {
            const std::string_view id = statement.text(0);
            found.emplace_back(id.data(), static_cast<qsizetype>(id.size()));
        }
    }
    statement.reset();
    return found;
}

QJsonObject matchedRecord(
    const Object &object, const QByteArray &id, const WriteOptions &options, Store::Writer &writer)
{
    std::vector<const Field *> fields;
    if (options.duplicateDetails)
        fields = visibleFields(object);
    const RecordJson reader(object, fields, options.version);
    Statement &statement = writer.prepared(
        "SELECT " + reader.columns() + " FROM " + object.table + " WHERE \"Id\" = ?");
    statement.bind(1, std::string_view(id.constData(), static_cast<std::size_t>(id.size())));
    QByteArray json;
    if (statement.step())
        reader.append(json, statement.handle());
    statement.reset();
    return QJsonDocument::fromJson(json).object();
}

QJsonObject duplicateResult(const DuplicateRule &rule, const Object &object,
    const std::vector<QByteArray> &found, const WriteOptions &options, Store::Writer &writer)
{
    QJsonArray records;
    bool fuzzy = false;
    for (const DuplicateMatch &match : rule.match)
        fuzzy = fuzzy || match.fuzzy;
    for (const QByteArray &id : found) {
        records.append(QJsonObject{
            {u"additionalInformation"_s, QJsonArray()},
            {u"fieldDiffs"_s, QJsonArray()},
            {u"matchConfidence"_s, 100.0},
            {u"record"_s, matchedRecord(object, id, options, writer)},
        });
    }
    return {
        {u"allowSave"_s, !rule.block},
        {u"duplicateRule"_s, rule.name},
        {u"duplicateRuleEntityType"_s, object.name},
        {u"errorMessage"_s, rule.message},
        {u"matchResults"_s,
            QJsonArray{QJsonObject{
                {u"entityType"_s, object.name},
                {u"errors"_s, QJsonArray()},
                {u"matchEngine"_s, fuzzy ? u"FuzzyMatchEngine"_s : u"ExactMatchEngine"_s},
                {u"matchRecords"_s, records},
                {u"rule"_s, rule.matchingRule},
                {u"size"_s, static_cast<int>(found.size())},
                {u"success"_s, true},
            }}},
    };
}

} // namespace

std::optional<RowError> findDuplicates(const std::vector<const DuplicateRule *> &rules,
    const Object &object, const Row &row, const QByteArray &self, const WriteOptions &options,
    Store::Writer &writer)
{
    for (const DuplicateRule *rule : rules) {
        // Allowed without an alert, or the client has seen the alert and saves.
        if (!rule->block && (!rule->alert || options.saveDuplicates))
            continue;
        const std::vector<Criterion> all = criteria(*rule, object, row);
        if (all.empty())
            continue;
        const std::vector<QByteArray> found = matches(all, object, self, writer);
        if (found.empty())
            continue;
        RowError error;
        error.code = "DUPLICATES_DETECTED";
        error.message = rule->message;
        if (options.matchDetails) {
            error.withFields = false;
            error.duplicateResult = duplicateResult(*rule, object, found, options, writer);
        }
        return error;
    }
    return std::nullopt;
}

bool matchesChanged(const std::vector<const DuplicateRule *> &rules, const Object &object,
    const Row &row, const Row &before)
{
    for (const DuplicateRule *rule : rules) {
        for (const DuplicateMatch &match : rule->match) {
            const Field *field = object.field(match.field);
            if (field != nullptr) {
                const auto at = static_cast<std::size_t>(field->index);
                if (!(row[at] == before[at]))
                    return true;
            }
        }
    }
    return false;
}

} // namespace practice
