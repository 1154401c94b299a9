#include "app/practiceorg/soql/soqlscope.h"

#include "app/practiceorg/soql/soqlnamefields.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr int deepestRelation = 5;

QString noSuchColumn(const QString &field, const QString &entity)
{
    return u"No such column '%1' on entity '%2'. If you are attempting to use a custom field, be sure to "
           "append the '__c' after the custom field name. Please reference your WSDL or the describe call for "
           "the appropriate names."_s.arg(field, entity);
}

QString noSuchRelation(const QString &relation)
{
    return u"Didn't understand relationship '%1' in field path. If you are attempting to use a custom "
           "relationship, be sure to append the '__r' after the custom relationship name. Please reference your "
           "WSDL or the describe call for the appropriate names."_s.arg(relation);
}

QByteArray firstOf(const QList<QByteArray> &values)
{
    return values.size() == 1 ? values.first() : "COALESCE(" + values.join(", ") + ")";
}

bool same(const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

} // namespace

QByteArray Relation::idSql() const
{
    QList<QByteArray> ids;
    for (const Source &target : targets)
        ids.append(target.alias + ".\"Id\"");
    return firstOf(ids);
}

QByteArray Relation::typeSql() const
{
    QByteArray sql = "CASE";
    for (const Source &target : targets) {
        sql += " WHEN " + target.alias + ".\"Id\" IS NOT NULL THEN '" + target.object->name.toUtf8()
            + "'";
    }
    return sql + " END";
}

Scope::Scope(const QString &text, const Query &query, const Context &context, int &nextAlias)
    : m_text(text), m_query(query), m_context(context), m_nextAlias(nextAlias)
{
}

std::optional<Error> Scope::open()
{
    const Object *object = m_context.schema->visibleObject(m_query.object);
    if (object == nullptr) {
        return refuse(m_query.objectAt, "INVALID_TYPE",
            u"sObject type '%1' is not supported. If you are attempting to use a custom object, be sure to append "
            "the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate "
            "names."_s.arg(m_query.object));
    }
    openAs(*object);
    return std::nullopt;
}

void Scope::openAs(const Object &object)
{
    Relation root;
    root.targets.push_back({&object, "t" + QByteArray::number(m_nextAlias++)});
    m_relations.push_back(std::move(root));
}

/// `c.Name`, `Contact.Name` and, after `FROM Contact c, c.Account a`, `a.Name`.
QStringList Scope::withoutAlias(const Path &path) const
{
    QStringList parts = path.parts;
    if (parts.size() < 2)
        return parts;
    // Later aliases build on earlier ones; going backwards, each is put in once.
    for (auto it = m_query.moreAliases.rbegin(); it != m_query.moreAliases.rend(); ++it) {
        if (same(it->first, parts.first()))
            parts = it->second.parts + parts.mid(1);
    }
    const bool isAlias = !m_query.alias.isEmpty() && same(parts.first(), m_query.alias);
    const bool isOwn =
        isCalled(parts.first()) && (isAlias || object().relationship(parts.first()) == nullptr);
    return isOwn ? parts.mid(1) : parts;
}

bool Scope::isCalled(const QString &name) const
{
    return same(name, object().name) || (!m_query.alias.isEmpty() && same(name, m_query.alias));
}

const Relation *Scope::step(const Relation &from, const QString &name)
{
    for (const Relation &relation : m_relations) {
        if (relation.from == &from && same(relation.name, name))
            return &relation;
    }
    if (from.depth() == deepestRelation || (from.polymorphic && !isNameRelationship(name)))
        return nullptr;
    const Field *field = nullptr;
    QList<QByteArray> keys;
    for (const Source &source : from.targets) {
        const Field *key = source.object->relationship(name);
        if (key == nullptr)
            continue;
        field = field == nullptr ? key : field;
        keys.append(source.alias + "." + key->column);
    }
    if (field == nullptr)
        return nullptr;

    Relation relation;
    relation.from = &from;
    relation.name = field->relationshipName;
    relation.polymorphic = field->polymorphic || field->referenceTo.size() > 1;
    const auto join = [&](const Object *object) {
        if (object == nullptr)
            return;
        const QByteArray alias = "t" + QByteArray::number(m_nextAlias++);
        m_joins += " LEFT JOIN " + object->table + " " + alias + " ON " + alias
            + ".\"Id\" = " + firstOf(keys);
        relation.targets.push_back({object, alias});
    };
    for (const QString &target : field->referenceTo)
        join(m_context.schema->visibleObject(target));
    if (relation.targets.empty())
        join(m_context.schema->parentOnly(field->referenceTo.value(0)));
    if (relation.targets.empty())
        return nullptr;
    m_relations.push_back(std::move(relation));
    return &m_relations.back();
}

std::variant<Found, Error> Scope::find(const Path &path)
{
    return find(root(), withoutAlias(path), path.at);
}

std::variant<Found, Error> Scope::find(const Operand &operand)
{
    std::variant<Found, Error> answer = find(operand.path);
    if (auto *found = std::get_if<Found>(&answer); found != nullptr && operand.localTime) {
        if (found->field == nullptr || found->field->type != FieldType::DateTime)
            return refuse(operand.path.at, "MALFORMED_QUERY",
                u"field %1 does not support function CONVERTTIMEZONE"_s.arg(found->fieldName()));
        found->sql = localSql(found->sql);
    }
    return answer;
}

QByteArray Scope::localSql(const QByteArray &moment) const
{
    return "local_ms(" + moment + ", (SELECT TimeZoneSidKey FROM User WHERE Id = '"
        + m_context.userId + "'))";
}

std::variant<Found, Error> Scope::findFrom(const Relation &parent, const Path &path)
{
    return find(parent, path.parts, path.at);
}

std::variant<const Relation *, Error> Scope::polymorphic(const Path &path)
{
    const Relation *relation = &root();
    for (const QString &name : withoutAlias(path)) {
        relation = step(*relation, name);
        if (relation == nullptr)
            return refuse(path.at, "INVALID_FIELD", noSuchRelation(name));
    }
    if (!relation->polymorphic)
        return refuse(path.at, "INVALID_FIELD",
            u"TYPEOF needs a polymorphic relationship: %1"_s.arg(path.text()));
    return relation;
}

const Relation *Scope::as(const Relation &parent, const QString &object)
{
    for (const Source &target : parent.targets) {
        if (!same(target.object->name, object))
            continue;
        // Without a name of its own: no path leads here but through TYPEOF.
        m_relations.push_back({&parent, {}, {target}, false});
        return &m_relations.back();
    }
    return nullptr;
}

std::variant<Found, Error> Scope::find(const Relation &from, const QStringList &parts, qsizetype at)
{
    const Relation *relation = &from;
    for (const QString &name : parts.mid(0, parts.size() - 1)) {
        relation = step(*relation, name);
        if (relation == nullptr)
            return refuse(at, "INVALID_FIELD", noSuchRelation(name));
    }

    if (relation->polymorphic)
        return findInName(*relation, parts.last(), at);
    const Source &source = relation->targets.front();
    Found found;
    found.relation = relation;
    found.object = source.object;
    found.field = source.object->visibleField(parts.last());
    if (found.field == nullptr)
        return refuse(at, "INVALID_FIELD", noSuchColumn(parts.last(), source.object->name));
    QList<QByteArray> columns;
    if (found.field->stored())
        columns.append(source.alias + "." + found.field->column);
    else {
        for (const Field *component : source.object->components(*found.field))
            columns.append(source.alias + "." + component->column);
    }
    found.sql = columns.join(", ");
    found.nullable = relation != &root() || found.field->nillable;
    return found;
}

std::variant<Found, Error> Scope::findInName(
    const Relation &relation, const QString &name, qsizetype at) const
{
    Found found;
    found.relation = &relation;
    if (same(name, u"Type"_s)) {
        found.sql = relation.typeSql();
        return found;
    }
    const auto take = [&](const Object *object) {
        const Field *field = object == nullptr ? nullptr : object->visibleField(name);
        if (field != nullptr && found.field == nullptr) {
            found.object = object;
            found.field = field;
        }
        return field;
    };
    QList<QByteArray> values;
    for (const Source &target : relation.targets) {
        const Field *field =
            hasNameField(target.object->name, name) ? take(target.object) : nullptr;
        if (field != nullptr)
            values.append(target.alias + "." + field->column);
    }
    if (values.isEmpty() && isFieldOfUsers(name)) {
        take(m_context.schema->object(u"User"_s));
        values.append("NULL");
    }
    if (found.field == nullptr || !isNameField(name))
        return refuse(at, "INVALID_FIELD", noSuchColumn(name, u"Name"_s));
    found.sql = firstOf(values);
    return found;
}

QByteArray Scope::fromSql(bool tableOrder) const
{
    const Source &source = root().targets.front();
    return " FROM " + source.object->table + " " + source.alias + (tableOrder ? " NOT INDEXED" : "")
        + m_joins;
}

} // namespace practice::soql
