#include "app/practiceorg/records/schemachange.h"

#include "app/practiceorg/records/features/orgfeatures.h"
#include "app/practiceorg/records/setupaudit.h"
#include "app/practiceorg/schema/schemafield.h"
#include "app/practiceorg/store/schematables.h"
#include "app/practiceorg/store/schematype.h"
#include "app/practiceorg/text/refusal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString text(const QJsonObject &change, const QString &key) { return change[key].toString(); }

/// Where a custom field stands in the object, by name; the end when there is none.
std::vector<Field>::iterator customField(Object &object, const QString &name)
{
    const Field *found = object.field(name);
    return found != nullptr && found->custom ? object.fields.begin() + found->index
                                             : object.fields.end();
}

Failure noCustomField(const Object &object, const QString &name)
{
    return refusal(u"%1 has no custom field %2"_s.arg(object.name, name));
}

Result<void> rename(Object &object, const QJsonObject &change)
{
    const auto field = customField(object, text(change, u"from"_s));
    const QString to = customName(text(change, u"to"_s));
    if (field == object.fields.end())
        return noCustomField(object, text(change, u"from"_s));
    if (object.field(to) != nullptr)
        return refusal(u"%1 already has a field %2"_s.arg(object.name, to));
    field->name = to;
    if (field->type == FieldType::Reference)
        field->relationshipName = to.chopped(1) + u'r';
    return {};
}

Result<void> remove(Object &object, const QJsonObject &change, const QDateTime &at)
{
    const auto field = customField(object, text(change, u"field"_s));
    if (field == object.fields.end())
        return noCustomField(object, text(change, u"field"_s));
    object.deletedFields.push_back({*field, at, text(change, u"by"_s)});
    object.fields.erase(field);
    return {};
}

Result<void> restore(Object &object, const QJsonObject &change)
{
    const QString name = customName(text(change, u"field"_s));
    const auto deleted = std::ranges::find_if(object.deletedFields, [&](const DeletedField &each) {
        return each.field.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (deleted == object.deletedFields.end())
        return refusal(u"%1 has no deleted field %2"_s.arg(object.name, name));
    if (object.field(name) != nullptr)
        return refusal(u"%1 already has a field %2"_s.arg(object.name, name));
    object.fields.push_back(deleted->field);
    object.deletedFields.erase(deleted);
    return {};
}

Result<void> setPicklist(Object &object, const QJsonObject &change)
{
    const Field *found = object.field(text(change, u"field"_s));
    if (found == nullptr
        || (found->type != FieldType::Picklist && found->type != FieldType::MultiPicklist
            && found->type != FieldType::Combobox))
        return refusal(u"%1 has no picklist %2"_s.arg(object.name, text(change, u"field"_s)));
    Field &field = object.fields[static_cast<std::size_t>(found->index)];
    if (change.contains(u"values"_s))
        field.picklist = picklistFrom(change[u"values"_s].toArray());
    if (change.contains(u"restricted"_s))
        field.restrictedPicklist = change[u"restricted"_s].toBool();
    return {};
}

Result<void> setFieldSecurity(Object &object, const QJsonObject &change)
{
    const Field *found = object.field(text(change, u"field"_s));
    if (found == nullptr)
        return refusal(u"%1 has no field %2"_s.arg(object.name, text(change, u"field"_s)));
    if (!found->permissionable) {
        return refusal(
            u"field-level security cannot be set for %1.%2"_s.arg(object.name, found->name));
    }
    Field &field = object.fields[static_cast<std::size_t>(found->index)];
    field.readable = change[u"readable"_s].toBool(field.readable);
    // What cannot be read cannot be edited.
    field.editable = change[u"editable"_s].toBool(field.editable) && field.readable;
    return {};
}

void setObjectSecurity(Object &object, const QJsonObject &change)
{
    object.mayRead = change[u"read"_s].toBool(object.mayRead);
    object.mayCreate = change[u"create"_s].toBool(object.mayCreate);
    object.mayEdit = change[u"edit"_s].toBool(object.mayEdit);
    object.mayDelete = change[u"delete"_s].toBool(object.mayDelete);
}

Result<void> changeObject(Object &object, const QJsonObject &change, const QDateTime &at)
{
    const QString kind = text(change, u"kind"_s);
    if (kind == "addField"_L1) {
        Result<Field> field = customFieldFrom(change, object);
        if (!field)
            return field.failure();
        object.fields.push_back(std::move(*field));
        return {};
    }
    if (kind == "changeType"_L1)
        return changeFieldType(object, change);
    if (kind == "renameField"_L1)
        return rename(object, change);
    if (kind == "deleteField"_L1)
        return remove(object, change, at);
    if (kind == "restoreField"_L1)
        return restore(object, change);
    if (kind == "picklist"_L1)
        return setPicklist(object, change);
    if (kind == "fieldSecurity"_L1)
        return setFieldSecurity(object, change);
    if (kind == "objectSecurity"_L1) {
        setObjectSecurity(object, change);
        return {};
    }
    return refusal(u"no such change: %1"_s.arg(kind));
}

bool isRuleChange(const QString &kind)
{
    return kind == "addValidation"_L1 || kind == "addDuplicate"_L1 || kind == "removeRule"_L1;
}

ValidationRule validationFrom(const QJsonObject &change)
{
    ValidationRule rule;
    rule.id = text(change, u"id"_s);
    rule.object = text(change, u"object"_s);
    rule.name = text(change, u"name"_s);
    rule.formula = text(change, u"formula"_s);
    rule.message = text(change, u"message"_s);
    rule.field = text(change, u"field"_s);
    return rule;
}

DuplicateRule duplicateFrom(const QJsonObject &change)
{
    DuplicateRule rule;
    rule.object = text(change, u"object"_s);
    rule.name = text(change, u"name"_s);
    rule.matchingRule = change[u"matching_rule"_s].toString(QString(rule.name + u"_Match"_s));
    rule.message = change[u"message"_s].toString(u"Use one of these records?"_s);
    for (const QJsonValue &match : change[u"match"_s].toArray()) {
        const QString method = match[u"method"_s].toString();
        rule.match.push_back(
            {match[u"field"_s].toString(), !method.startsWith(u"exact"_s, Qt::CaseInsensitive)});
    }
    rule.block = text(change, u"action_on_create"_s).compare(u"block"_s, Qt::CaseInsensitive) == 0;
    if (change.contains(u"operations_on_create"_s)) {
        rule.alert = false;
        for (const QJsonValue &each : change[u"operations_on_create"_s].toArray())
            rule.alert =
                rule.alert || each.toString().compare(u"alert"_s, Qt::CaseInsensitive) == 0;
    }
    return rule;
}

/// Why a duplicate rule would never match as it is asked for; empty when it may.
QString problemOfDuplicate(const QJsonObject &change, const Object &object)
{
    const QJsonArray matches = change[u"match"_s].toArray();
    if (matches.isEmpty())
        return u"match has to be a list of {\"field\",\"method\"}"_s;
    for (const QJsonValue &match : matches) {
        const QString name = match[u"field"_s].toString();
        if (object.field(name) == nullptr)
            return match.isObject() ? u"%1 has no field '%2' to match by"_s.arg(object.name, name)
                                    : u"match has to be a list of {\"field\",\"method\"}"_s;
    }
    return {};
}

/// Formulas name fields by their place, so they are compiled again after every change of an object.
/// A rule whose field has gone refuses nothing, as in Salesforce one cannot delete such a field.
void compileAll(RuleSet &rules, const SchemaSnapshot &schema)
{
    for (ValidationRule &rule : rules.validation) {
        rule.compiled.reset();
        for (const auto &object : schema.objects()) {
            if (object->name != rule.object)
                continue;
            if (Result<std::shared_ptr<const Formula>> formula =
                    Formula::compile(rule.formula, object))
                rule.compiled = *formula;
        }
    }
}

Result<void> changeRules(Records &records, const QJsonObject &change)
{
    auto rules = std::make_shared<RuleSet>(*records.rules().current());
    const QString kind = text(change, u"kind"_s);
    const QString name = text(change, u"name"_s);
    const auto named = [&](const auto &rule) {
        return rule.name.compare(name, Qt::CaseInsensitive) == 0;
    };
    // A rule of the same name is replaced.
    const auto removed =
        std::erase_if(rules->validation, named) + std::erase_if(rules->duplicates, named);
    if (kind == "removeRule"_L1) {
        if (removed == 0)
            return refusal(u"no rule %1"_s.arg(name));
    } else {
        if (name.isEmpty())
            return refusal(u"a rule needs a name"_s);
        const SchemaPointer schema = records.snapshot();
        const Object *object = schema->object(text(change, u"object"_s));
        if (object == nullptr)
            return refusal(u"no object %1"_s.arg(text(change, u"object"_s)));
        if (kind == "addValidation"_L1) {
            rules->validation.push_back(validationFrom(change));
        } else {
            if (const QString problem = problemOfDuplicate(change, *object); !problem.isEmpty())
                return refusal(problem);
            rules->duplicates.push_back(duplicateFrom(change));
        }
    }
    compileAll(*rules, *records.snapshot());
    if (kind == "addValidation"_L1 && !rules->validation.back().compiled) {
        for (const auto &object : records.snapshot()->objects()) {
            if (object->name == rules->validation.back().object)
                return Formula::compile(rules->validation.back().formula, object).failure();
        }
    }
    records.rules().replace(std::move(rules));
    return {};
}

Result<void> changeOneObject(Records &records, const QJsonObject &change, const QDateTime &at)
{
    const SchemaPointer schema = records.snapshot();
    Object object;
    if (text(change, u"kind"_s) == "addObject"_L1) {
        Result<Object> made = customObjectFrom(change, *schema);
        if (!made)
            return made.failure();
        object = std::move(*made);
    } else {
        const Object *known = schema->object(text(change, u"object"_s));
        if (known == nullptr)
            return refusal(u"no object %1"_s.arg(text(change, u"object"_s)));
        object = *known;
        const Result<void> changed = changeObject(object, change, at);
        if (!changed)
            return changed;
    }
    object.lastModified = at;
    records.schema().replace(std::move(object));
    return {};
}

/// Schema and rules as after the change; tables are not touched.
Result<void> applyChange(Records &records, const QJsonObject &change)
{
    const QString kind = text(change, u"kind"_s);
    if (isRuleChange(kind))
        return changeRules(records, change);
    const QDateTime at =
        QDateTime::fromMSecsSinceEpoch(change[u"at"_s].toInteger(), QTimeZone::utc());
    const Result<void> changed =
        kind == "feature"_L1 ? applyFeature(records, change) : changeOneObject(records, change, at);
    if (!changed)
        return changed;
    completeFeatures(records.schema(), at);
    auto rules = std::make_shared<RuleSet>(*records.rules().current());
    compileAll(*rules, *records.snapshot());
    records.rules().replace(std::move(rules));
    return {};
}

} // namespace

Result<void> changeSetup(Records &records, Store::Writer &writer, QJsonObject change)
{
    if (!change.contains(u"at"_s))
        change.insert(u"at"_s, records.stamp());
    const QString kind = text(change, u"kind"_s);
    if (kind == "addField"_L1)
        change.insert(u"durableId"_s, QString::fromLatin1(records.store().nextId("00N").left(15)));
    else if (kind == "addObject"_L1)
        change.insert(u"durableId"_s, QString::fromLatin1(records.store().nextId("01I").left(15)));
    else if (kind == "addValidation"_L1)
        change.insert(u"id"_s, QString::fromLatin1(records.store().nextId("03d")));
    if (kind == "feature"_L1) {
        const Result<void> prepared = prepareFeature(records, change);
        if (!prepared)
            return prepared;
    }

    const SchemaPointer before = records.snapshot();
    const std::shared_ptr<const RuleSet> rulesBefore = records.rules().current();
    const Result<void> applied = applyChange(records, change);
    if (!applied) {
        records.schema().restore(before);
        return applied;
    }

    const SchemaPointer after = records.snapshot();
    bool done = true;
    for (const QByteArray &sql : tableStatements(*before, *after))
        done = done && writer.execute(sql);
    if (kind == "feature"_L1)
        done = done && fillFeature(records, writer, change);
    Statement journal(writer.db(), "INSERT INTO practice_change (change) VALUES (?)");
    journal.bind(1, QString::fromUtf8(QJsonDocument(change).toJson(QJsonDocument::Compact)));
    const QByteArray user = userNamed(records, writer, text(change, u"by"_s));
    const QString objectName =
        kind == "addObject"_L1 ? customName(text(change, u"object"_s)) : text(change, u"object"_s);
    done = done && !user.isEmpty() && journal.run()
        && writeAudit(records, writer, change, after->object(objectName), user);
    if (done)
        return {};
    const QString why = writer.errorText();
    records.schema().restore(before);
    records.rules().replace(rulesBefore);
    return failure(Failure::Problem::Internal, {}, why);
}

Result<void> replaySetup(Records &records, Store::Writer &writer)
{
    Statement journal(writer.db(), "SELECT change FROM practice_change ORDER BY n");
    while (journal.step()) {
        const QJsonObject change = QJsonDocument::fromJson(journal.string(0).toUtf8()).object();
        const Result<void> applied = applyChange(records, change);
        if (!applied)
            return applied;
    }
    return {};
}

} // namespace practice
