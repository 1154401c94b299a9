#include "app/practiceorg/schema/schemacompactfield.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {

/// `a; *b; c (label)`
std::vector<PicklistValue> compactValues(const QString &text)
{
    std::vector<PicklistValue> values;
    for (QString part : text.split(u"; "_s, Qt::SkipEmptyParts)) {
        PicklistValue value;
        if (part.startsWith(u'*')) {
            value.isDefault = true;
            part.remove(0, 1);
        }
        const qsizetype label = part.indexOf(u" ("_s);
        if (label > 0 && part.endsWith(u')')) {
            value.value = part.left(label);
            value.label = part.mid(label + 2).chopped(1);
        } else {
            value.value = value.label = part;
        }
        values.push_back(std::move(value));
    }
    return values;
}

namespace {

/// What a field's type alone decides.
void applyType(Field &field)
{
    switch (field.type) {
    case FieldType::Id:
    case FieldType::Reference:
        field.length = 18;
        break;
    case FieldType::Boolean:
        field.aggregatable = false;
        break;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
    case FieldType::DateTime:
    case FieldType::Combobox:
        field.groupable = false;
        break;
    case FieldType::Address:
    case FieldType::Location:
        field.groupable = field.sortable = field.aggregatable = false;
        break;
    case FieldType::TextArea:
        field.extraTypeInfo = u"plaintextarea"_s;
        break;
    default:
        break;
    }
    field.idLookup = field.type == FieldType::Id;
}

bool parseType(const QString &text, Field &field)
{
    const qsizetype open = text.indexOf(u'(');
    const std::optional<FieldType> type = typeNamed(open < 0 ? text : text.left(open));
    if (!type)
        return false;
    field.type = *type;
    applyType(field);
    const QString inside = open < 0 ? QString() : text.mid(open + 1).chopped(1);
    if (field.type == FieldType::Reference) {
        if (inside != "+"_L1)
            field.referenceTo = inside.split(u' ', Qt::SkipEmptyParts);
    } else if (field.type == FieldType::Int) {
        field.digits = inside.toInt();
    } else if (isNumber(field.type)) {
        field.precision = inside.section(u',', 0, 0).toInt();
        field.scale = inside.section(u',', 1, 1).toInt();
    } else if (!inside.isEmpty()) {
        field.length = inside.toInt();
    }
    return true;
}

bool applyMark(const QString &mark, const QString &value, Field &field, const CompactLists &lists)
{
    if (mark == "as"_L1)
        field.relationshipName = value;
    else if (mark == "of"_L1)
        field.compoundFieldName = value;
    else if (mark == "compound"_L1)
        field.compoundFieldName = field.name;
    else if (mark == "name"_L1)
        field.nameField = true;
    else if (mark == "key"_L1)
        field.idLookup = true;
    else if (mark == "polymorphic"_L1)
        field.polymorphic = field.namePointing = true;
    else if (mark == "prefilter"_L1)
        field.searchPrefilterable = true;
    else if (mark == "restricted"_L1)
        field.restrictedPicklist = true;
    else if (mark == "kind"_L1)
        field.extraTypeInfo = value;
    else if (mark == "long"_L1) {
        field.longText = true;
        field.filterable = field.sortable = field.groupable = field.aggregatable = false;
    } else if (mark == "hidden"_L1)
        field.filterable = field.sortable = false;
    else if (mark == "noaggregate"_L1)
        field.aggregatable = false;
    else if (mark == "durable"_L1)
        field.byDurableId = true;
    else if (mark == "column"_L1)
        field.columnName = value;
    else if (mark == "bytes"_L1)
        field.bytes = value.toInt();
    else if (mark == "default"_L1)
        field.defaultValue = value;
    else if (mark == "values"_L1)
        field.picklist = lists.value(value.mid(1));
    else if (mark == "external"_L1)
        field.externalId = field.idLookup = true;
    else if (mark == "formula"_L1) {
        field.calculated = true;
        field.generatedSql = value;
    } else if (mark == "rollup"_L1) {
        field.calculated = true;
        field.rollUp = value;
    } else if (mark == "auto"_L1) {
        field.autoNumber = value;
    } else if (mark == "master"_L1)
        field.masterDetail = true;
    else
        return mark == "from"_L1; // says where the line comes from: for people
    return true;
}

} // namespace

std::optional<Field> compactField(const QString &line, const CompactLists &lists)
{
    static const QRegularExpression pattern(
        u"^(\\w+)\\s+(\\w+(?:\\([^)]*\\))?)\\s+([CUNDP]+|-)\\s+\"([^\"]*)\"\\s*(.*)$"_s);
    static const QRegularExpression marks(u"(\\w+)(?:=(?:\"([^\"]*)\"|(\\S+)))?"_s);
    const QRegularExpressionMatch match = pattern.match(line);
    Field field;
    if (!match.hasMatch() || !parseType(match.captured(2), field))
        return std::nullopt;
    field.name = match.captured(1);
    const QString flags = match.captured(3);
    field.createable = flags.contains(u'C');
    field.updateable = flags.contains(u'U');
    field.nillable = flags.contains(u'N');
    field.defaultedOnCreate = flags.contains(u'D');
    field.permissionable = flags.contains(u'P');
    field.label = match.captured(4);
    QRegularExpressionMatchIterator each = marks.globalMatch(match.captured(5));
    while (each.hasNext()) {
        const QRegularExpressionMatch mark = each.next();
        const QString value = mark.captured(2).isNull() || mark.captured(2).isEmpty()
            ? mark.captured(3)
            : mark.captured(2);
        if (!applyMark(mark.captured(1), value, field, lists))
            return std::nullopt;
    }
    field.custom = field.name.endsWith("__c"_L1);
    if (field.custom && field.type == FieldType::Reference)
        field.relationshipName = field.name.chopped(1) + u'r';
    return field;
}

void applyFormula(const QString &object, Field &field)
{
    static const QHash<QString, QString> formulas = {
        {u"Contact.Name"_s, u"coalesce(\"FirstName\" || ' ', '') || \"LastName\""_s},
        {u"Lead.Name"_s, u"coalesce(\"FirstName\" || ' ', '') || \"LastName\""_s},
        {u"User.Name"_s, u"coalesce(\"FirstName\" || ' ', '') || \"LastName\""_s},
        {u"Contact.IsEmailBounced"_s, u"\"EmailBouncedReason\" IS NOT NULL"_s},
        {u"Task.IsClosed"_s, u"\"Status\" = 'Completed'"_s},
        {u"Task.IsHighPriority"_s, u"\"Priority\" = 'High'"_s},
        {u"Event.EndDate"_s, u"date(\"EndDateTime\" / 1000, 'unixepoch')"_s},
        {u"Opportunity.IsClosed"_s, u"\"StageName\" IN ('Closed Won', 'Closed Lost')"_s},
        {u"Opportunity.IsWon"_s, u"\"StageName\" = 'Closed Won'"_s},
        {u"Opportunity.ExpectedRevenue"_s, u"round(\"Amount\" * \"Probability\" / 100, 2)"_s},
        {u"Opportunity.ForecastCategory"_s,
            u"CASE \"ForecastCategoryName\" WHEN 'Best Case' THEN 'BestCase' WHEN 'Commit' THEN "
            u"'Forecast' ELSE \"ForecastCategoryName\" END"_s},
        {u"Opportunity.FiscalYear"_s, u"CAST(substr(\"CloseDate\", 1, 4) AS INTEGER)"_s},
        {u"Opportunity.FiscalQuarter"_s,
            u"(CAST(substr(\"CloseDate\", 6, 2) AS INTEGER) + 2) / 3"_s},
        {u"Opportunity.Fiscal"_s,
            u"substr(\"CloseDate\", 1, 4) || ' ' || ((CAST(substr(\"CloseDate\", 6, 2) AS "
            u"INTEGER) + 2) / 3)"_s},
    };
    if (formulas.contains(object + u'.' + field.name))
        field.generatedSql = formulas.value(object + u'.' + field.name);
    if (field.name == "PhotoUrl"_L1)
        field.generatedSql = u"'/services/images/photo/' || \"Id\""_s;
}

} // namespace practice
