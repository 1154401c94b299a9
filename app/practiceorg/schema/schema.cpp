#include "app/practiceorg/schema/schema.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

QString typeName(FieldType type)
{
    switch (type) {
    case FieldType::Id:
        return u"id"_s;
    case FieldType::Reference:
        return u"reference"_s;
    case FieldType::String:
        return u"string"_s;
    case FieldType::TextArea:
        return u"textarea"_s;
    case FieldType::Boolean:
        return u"boolean"_s;
    case FieldType::Int:
        return u"int"_s;
    case FieldType::Double:
        return u"double"_s;
    case FieldType::Currency:
        return u"currency"_s;
    case FieldType::Percent:
        return u"percent"_s;
    case FieldType::Date:
        return u"date"_s;
    case FieldType::DateTime:
        return u"datetime"_s;
    case FieldType::Time:
        return u"time"_s;
    case FieldType::Picklist:
        return u"picklist"_s;
    case FieldType::MultiPicklist:
        return u"multipicklist"_s;
    case FieldType::Combobox:
        return u"combobox"_s;
    case FieldType::Phone:
        return u"phone"_s;
    case FieldType::Email:
        return u"email"_s;
    case FieldType::Url:
        return u"url"_s;
    case FieldType::Address:
        return u"address"_s;
    case FieldType::Location:
        return u"location"_s;
    case FieldType::ComplexValue:
        return u"complexvalue"_s;
    }
    Q_ASSERT(false);
    return {};
}

std::optional<FieldType> typeNamed(const QString &name)
{
    constexpr int last = static_cast<int>(FieldType::ComplexValue);
    for (int type = 0; type <= last; ++type) {
        if (typeName(static_cast<FieldType>(type)) == name)
            return static_cast<FieldType>(type);
    }
    return std::nullopt;
}

bool isText(FieldType type)
{
    switch (type) {
    case FieldType::String:
    case FieldType::TextArea:
    case FieldType::Picklist:
    case FieldType::MultiPicklist:
    case FieldType::Combobox:
    case FieldType::Phone:
    case FieldType::Email:
    case FieldType::Url:
        return true;
    default:
        return false;
    }
}

bool isNumber(FieldType type)
{
    switch (type) {
    case FieldType::Int:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return true;
    default:
        return false;
    }
}

const Field *Object::field(const QString &fieldName) const
{
    const auto found = byName.constFind(fieldName.toLower());
    return found == byName.cend() ? nullptr : &fields[static_cast<std::size_t>(*found)];
}

const Field *Object::visibleField(const QString &fieldName) const
{
    const Field *found = field(fieldName);
    return found != nullptr && found->visible() ? found : nullptr;
}

const Field *Object::relationship(const QString &relationshipName) const
{
    for (const Field &candidate : fields) {
        if (!candidate.relationshipName.isNull() && candidate.visible()
            && candidate.relationshipName.compare(relationshipName, Qt::CaseInsensitive) == 0)
            return &candidate;
    }
    return nullptr;
}

std::vector<const Field *> Object::components(const Field &compound) const
{
    std::vector<const Field *> parts;
    for (const Field &candidate : fields) {
        if (candidate.isComponent() && candidate.compoundFieldName == compound.name)
            parts.push_back(&candidate);
    }
    return parts;
}

const Field *Object::nameField() const
{
    const auto found = std::ranges::find_if(fields, &Field::nameField);
    return found == fields.end() ? nullptr : &*found;
}

void Object::reindex()
{
    table = '"' + name.toUtf8() + '"';
    byName.clear();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        Field &each = fields[i];
        each.index = static_cast<int>(i);
        each.column = '"' + (each.columnName.isNull() ? each.name : each.columnName).toUtf8() + '"';
        byName.insert(each.name.toLower(), static_cast<int>(i));
    }
}

const Object *SchemaSnapshot::object(const QString &name) const
{
    const auto found = m_byName.constFind(name.toLower());
    return found == m_byName.cend() ? nullptr : m_objects[static_cast<std::size_t>(*found)].get();
}

const Object *SchemaSnapshot::visibleObject(const QString &name) const
{
    const Object *found = object(name);
    return found != nullptr && found->mayRead ? found : nullptr;
}

const Object *SchemaSnapshot::parentOnly(const QString &name) const
{
    const auto found = std::ranges::find(
        m_parents, name, [](const auto &parent) -> const QString & { return parent->name; });
    return found == m_parents.end() || object(name) != nullptr ? nullptr : found->get();
}

const Object *SchemaSnapshot::objectOfId(QStringView id) const
{
    const auto found = m_byPrefix.constFind(id.left(3).toString());
    return found == m_byPrefix.cend() ? nullptr : m_objects[static_cast<std::size_t>(*found)].get();
}

namespace {

/// `npsp__` of `npsp__Amount__c`; nothing of `Amount__c`.
QString namespaceOf(const QString &fieldName)
{
    return fieldName.count("__"_L1) > 1 ? QString(fieldName.section(u"__"_s, 0, 0) + u"__"_s)
                                        : QString();
}

/// Of several lookups of one child to the parent, the later ones have a number.
QString numberAmong(const Object &parent, const Object &child, const Field &field)
{
    int earlier = 0;
    for (const Field &each : child.fields) {
        if (each.name == field.name)
            break;
        if (each.custom && each.referenceTo.contains(parent.name)
            && namespaceOf(each.name) == namespaceOf(field.name))
            ++earlier;
    }
    return earlier == 0 ? QString() : QString::number(earlier);
}

/// Names of child relationships that are not simply the child's plural.
QString childRelationshipName(const Object &parent, const Object &child, const Field &field)
{
    if (child.custom || field.custom) {
        QString plural = child.labelPlural;
        plural.remove(u' ');
        return namespaceOf(field.name) + plural + numberAmong(parent, child, field) + u"__r"_s;
    }
    static const QHash<QString, QString> special = {
        {u"Account.ParentId"_s, u"ChildAccounts"_s},
        {u"Contact.AccountId"_s, u"Contacts"_s},
        {u"Opportunity.AccountId"_s, u"Opportunities"_s},
        {u"Task.WhoId"_s, u"Tasks"_s},
        {u"Task.WhatId"_s, u"Tasks"_s},
        {u"Event.WhoId"_s, u"Events"_s},
        {u"Event.WhatId"_s, u"Events"_s},
        {u"FieldDefinition.EntityDefinitionId"_s, u"Fields"_s},
        {u"EntityParticle.EntityDefinitionId"_s, u"Particles"_s},
        {u"CustomField.EntityDefinitionId"_s, u"CustomFields"_s},
        {u"ValidationRule.EntityDefinitionId"_s, u"ValidationRules"_s},
    };
    return special.value(child.name + u'.' + field.name);
}

} // namespace

std::vector<ChildRelationship> SchemaSnapshot::children(const Object &parent) const
{
    std::vector<ChildRelationship> found;
    for (const auto &child : m_objects) {
        for (const Field &field : child->fields) {
            if (field.type == FieldType::Reference && field.referenceTo.contains(parent.name))
                found.push_back(
                    {child.get(), &field, childRelationshipName(parent, *child, field)});
        }
    }
    return found;
}

QDateTime SchemaSnapshot::lastModified() const
{
    QDateTime newest;
    for (const auto &object : m_objects) {
        if (!newest.isValid() || object->lastModified > newest)
            newest = object->lastModified;
    }
    return newest;
}

void SchemaSnapshot::reindex()
{
    m_byName.clear();
    m_byPrefix.clear();
    for (std::size_t i = 0; i < m_objects.size(); ++i) {
        m_byName.insert(m_objects[i]->name.toLower(), static_cast<int>(i));
        if (!m_objects[i]->keyPrefix.isEmpty())
            m_byPrefix.insert(m_objects[i]->keyPrefix, static_cast<int>(i));
    }
}

Schema::Schema() : m_current(std::make_shared<SchemaSnapshot>()) { }

Result<void> Schema::reset(const QDateTime &created)
{
    Result<std::vector<Object>> standard = standardObjects();
    if (!standard)
        return standard.failure();
    Result<std::vector<Object>> parents = parentObjects();
    if (!parents)
        return parents.failure();

    auto next = std::make_shared<SchemaSnapshot>();
    for (Object &object : *standard) {
        object.lastModified = created;
        next->m_objects.push_back(std::make_shared<const Object>(std::move(object)));
    }
    for (Object &object : *parents)
        next->m_parents.push_back(std::make_shared<const Object>(std::move(object)));
    next->reindex();
    const QMutexLocker lock(&m_mutex);
    next->m_generation = m_current->m_generation + 1;
    m_current = std::move(next);
    return {};
}

SchemaPointer Schema::snapshot() const
{
    const QMutexLocker lock(&m_mutex);
    return m_current;
}

void Schema::replace(Object object)
{
    object.reindex();
    const QMutexLocker lock(&m_mutex);
    auto next = std::make_shared<SchemaSnapshot>(*m_current);
    ++next->m_generation;
    const auto place = next->m_byName.constFind(object.name.toLower());
    auto shared = std::make_shared<const Object>(std::move(object));
    if (place == next->m_byName.cend())
        next->m_objects.push_back(std::move(shared));
    else
        next->m_objects[static_cast<std::size_t>(*place)] = std::move(shared);
    next->reindex();
    m_current = std::move(next);
}

void Schema::enable(const QString &feature)
{
    const QMutexLocker lock(&m_mutex);
    auto next = std::make_shared<SchemaSnapshot>(*m_current);
    ++next->m_generation;
    next->m_features.append(feature);
    m_current = std::move(next);
}

void Schema::restore(const SchemaPointer &earlier)
{
    const QMutexLocker lock(&m_mutex);
    auto next = std::make_shared<SchemaSnapshot>(*earlier);
    next->m_generation = m_current->m_generation + 1;
    m_current = std::move(next);
}

} // namespace practice
