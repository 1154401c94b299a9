#include "app/practiceorg/soql/soqlallfields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr qint64 mostFieldsRows = 200; ///< FIELDS(ALL) goes no further

/// How many records the filter can find, as far as it names their Ids: `Id IN (…)`, `Id = … OR Id =
/// …`.
std::optional<qint64> namedIds(const Scope &scope, const Condition &condition)
{
    std::optional<qint64> count;
    if (condition.kind == Condition::Kind::Compare) {
        const QStringList &path = condition.left.path.parts;
        const bool isId = condition.left.function == Function::None && !condition.inner
            && !path.isEmpty() && path.last().compare("Id"_L1, Qt::CaseInsensitive) == 0
            && (path.size() == 1 || (path.size() == 2 && scope.isCalled(path.first())));
        if (isId && (condition.op == Operator::Equal || condition.op == Operator::In))
            count = std::ssize(condition.values);
        return count;
    }
    const bool all = condition.kind == Condition::Kind::Or;
    for (const Condition &part : condition.parts) {
        const std::optional<qint64> named =
            condition.kind == Condition::Kind::Not ? std::nullopt : namedIds(scope, part);
        if (all && !named)
            return std::nullopt;
        if (named)
            count = all ? count.value_or(0) + *named : std::min(count.value_or(*named), *named);
    }
    return count;
}

/// SOQL guide, "SELECT", "Limiting Result Rows".
bool isLimited(const Scope &scope, const Query &query)
{
    const std::optional<qint64> named = query.where ? namedIds(scope, *query.where) : std::nullopt;
    return (query.limit && *query.limit <= mostFieldsRows) || (named && *named <= mostFieldsRows);
}

} // namespace

bool mayAskForFields(Draft &draft, const SelectItem &item)
{
    if (item.kind == SelectItem::Kind::StandardFields)
        return true;
    // The words: a published simulator of Salesforce; recorded ones: no source found.
    if (draft.context.isBulk)
        return draft.refuse(Error{"MALFORMED_QUERY",
            u"The SOQL FIELDS function is not supported with an unbounded set of fields in this API."_s});
    return isLimited(draft.scope, draft.query)
        || draft.refuse(Error{
            "MALFORMED_QUERY", u"The SOQL FIELDS function must have a LIMIT of at most 200"_s});
}

std::vector<const Field *> fieldsOf(const Object &object, const SelectItem &item)
{
    std::vector<const Field *> fields;
    for (const Field &field : object.fields) {
        const bool wanted = item.kind == SelectItem::Kind::AllFields
            || field.custom == (item.kind == SelectItem::Kind::CustomFields);
        if (wanted && field.visible())
            fields.push_back(&field);
    }
    return fields;
}

} // namespace practice::soql
