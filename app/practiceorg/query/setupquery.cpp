#include "app/practiceorg/query/setupquery.h"

#include "app/practiceorg/org/org.h"
#include "app/practiceorg/query/querycolumns.h"
#include "app/practiceorg/query/queryrender.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using soql::Condition;
using soql::Operator;

soql::Error malformed(const QString &sentence) { return {"MALFORMED_QUERY", sentence}; }

/// What of a filter the virtual objects don't understand.
std::optional<soql::Error> unsupported(const Condition &condition)
{
    const auto onlyEquals = [] { return malformed(u"Only equals comparisons permitted"_s); };
    switch (condition.kind) {
    case Condition::Kind::Or:
        return malformed(u"Disjunctions not supported"_s);
    case Condition::Kind::Not:
        return onlyEquals();
    case Condition::Kind::And:
        for (const Condition &part : condition.parts) {
            if (const std::optional<soql::Error> error = unsupported(part))
                return error;
        }
        return std::nullopt;
    case Condition::Kind::Compare:
        break;
    }
    if (condition.op == Operator::NotEqual || condition.op == Operator::NotIn)
        return onlyEquals();
    if (condition.op == Operator::Includes || condition.op == Operator::Excludes)
        return malformed(u"Unsupported filter type"_s);
    return std::nullopt;
}

/// Whether the filter holds for one of these columns; `EntityDefinition.QualifiedApiName` is as
/// good as `EntityDefinitionId`. There are no disjunctions: each comparison has to hold.
bool filtersBy(const Condition &condition, const QStringList &columns)
{
    if (condition.kind == Condition::Kind::And) {
        return std::ranges::any_of(
            condition.parts, [&](const Condition &part) { return filtersBy(part, columns); });
    }
    const bool isExact = condition.op == Operator::Equal || condition.op == Operator::In;
    QString path = condition.left.path.text();
    if (path.endsWith(u"EntityDefinition.QualifiedApiName"_s, Qt::CaseInsensitive)
        || path.endsWith(u"EntityDefinition.DurableId"_s, Qt::CaseInsensitive))
        path = u"EntityDefinitionId"_s;
    return isExact && columns.contains(path.section(u'.', -1), Qt::CaseInsensitive);
}

/// The columns of which one has to be filtered by.
QStringList reified(const QString &object)
{
    if (object == "FieldDefinition"_L1)
        return {u"EntityDefinitionId"_s, u"DurableId"_s};
    if (object == "EntityParticle"_L1)
        return {u"EntityDefinitionId"_s, u"FieldDefinitionId"_s, u"DurableId"_s};
    if (object == "UserEntityAccess"_L1 || object == "UserFieldAccess"_L1)
        return {u"UserId"_s, u"DurableId"_s};
    return {};
}

std::optional<soql::Error> refusedByStorage(const soql::Query &query, const Object &object)
{
    if (query.isGrouped || (query.hasAggregate() && !query.isCountOnly())) {
        return soql::Error{"EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION",
            u"The requested operation is not yet supported by this SObject storage type, contact "
            "salesforce.com support for more information."_s};
    }
    if (query.where) {
        if (std::optional<soql::Error> error = unsupported(*query.where))
            return error;
    }
    const QStringList columns = reified(object.name);
    if (columns.isEmpty() || (query.where && filtersBy(*query.where, columns)))
        return std::nullopt;
    return malformed(u"%1: a filter on a reified column is required [%2]"_s.arg(
        object.name, columns.join(u',')));
}

/// Metadata and FullName are worked out for one record alone.
bool asksForWhole(const soql::Plan &plan)
{
    return std::ranges::any_of(plan.leaves,
        [](const soql::Leaf &leaf) { return leaf.name == "Metadata" || leaf.name == "FullName"; });
}

QByteArray head(const soql::Plan &plan, qint64 count, SetupData::Api api)
{
    const QByteArray total = QByteArray::number(count);
    if (api == SetupData::Api::Data)
        return "{\"totalSize\":" + total + ",\"done\":true,\"records\":[";
    const QByteArray type = plan.shape == soql::Plan::Shape::Records
        ? '"' + plan.object->name.toUtf8() + '"'
        : QByteArray("null");
    return "{\"size\":" + total + ",\"totalSize\":" + total
        + ",\"done\":true,\"queryLocator\":null,\"entityTypeName\":" + type + ",\"records\":[";
}

void answerDatabase(Call &call, sqlite3 *db)
{
    answerError(call,
        {500, "UNKNOWN_EXCEPTION",
            u"An unexpected error occurred: "_s + QString::fromUtf8(sqlite3_errmsg(db))});
}

void answerRows(Call &call, const soql::Plan &plan, SetupData &data, SetupData::Api api)
{
    const bool countOnly = plan.shape == soql::Plan::Shape::Count;
    const QByteArray sql = countOnly ? plan.countSql() : plan.recordsSql();
    Statement rows(data.db(), {sql.constData(), static_cast<std::size_t>(sql.size())});
    if (!rows) {
        answerDatabase(call, data.db());
        return;
    }
    plan.bind(rows.handle());
    if (countOnly) {
        const qint64 count = rows.step() ? rows.integer(0) : 0;
        answerJsonText(call, 200, head(plan, count, api) + "]}");
        return;
    }
    const bool tooling = api == SetupData::Api::Tooling;
    RecordPrinter printer(plan, data.db(), tooling ? call.version + "/tooling" : call.version);
    QByteArray records;
    qint64 count = 0;
    bool printed = true;
    while (rows.step()) {
        if (count++ > 0)
            records += ',';
        printed = printer.append(records, rows.handle()) && printed;
    }
    if (!printed)
        answerDatabase(call, data.db());
    else if (count > 1 && asksForWhole(plan))
        answerProblem(call,
            malformed(
                u"When retrieving results with Metadata or FullName fields, the query "
                "qualifications must specify no more than one row for retrieval. Result size: %1"_s
                    .arg(count)));
    else
        answerJsonText(call, 200, head(plan, count, api) + records + "]}");
}

} // namespace

void answerProblem(Call &call, const soql::Error &error)
{
    answerError(call, {400, error.code, error.message});
}

void answerSetupQuery(Call &call, const QString &text, soql::Query query, SetupData::Api api)
{
    SetupData data(call.org, api);
    const Object *object = data.schema()->visibleObject(query.object);
    if (object != nullptr && isVirtual(*object)) {
        if (const std::optional<soql::Error> error = refusedByStorage(query, *object)) {
            answerProblem(call, *error);
            return;
        }
        query.limit.reset();
        query.offset.reset();
    }
    const soql::Context context{
        data.schema(), call.org.now().toMSecsSinceEpoch(), call.org.userId(), false};
    const soql::Planned planned = soql::plan(text, query, context);
    if (const auto *error = std::get_if<soql::Error>(&planned)) {
        answerProblem(call, *error);
        return;
    }
    const auto &plan = std::get<soql::Plan>(planned);
    if (call.request.parameter("columns") == "true")
        answerJson(call, 200, queryColumns(plan));
    else if (data.load(plan))
        answerRows(call, plan, data, api);
    else
        answerDatabase(call, data.db());
}

} // namespace practice
