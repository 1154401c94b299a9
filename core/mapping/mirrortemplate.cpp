#include "mapping/fieldtypes.h"
#include "mapping/templates.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace {

/// What PostgreSQL keeps of a name; the rest would be cut off silently, and two names could meet.
constexpr qsizetype nameBytes = 63;

int orderOf(const QString &object)
{
    const qsizetype position = mirrorObjects().indexOf(object);
    return int(position < 0 ? mirrorObjects().size() : position);
}

} // namespace

QStringList mirrorObjects()
{
    return {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s, u"Task"_s, u"Event"_s};
}

QString mirrorName(const QString &name)
{
    QString lower = name.toLower();
    const QByteArray bytes = lower.toUtf8();
    if (bytes.size() <= nameBytes)
        return lower;
    const QString hash = QString::fromLatin1(
        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(8));
    QString head = lower;
    while (head.toUtf8().size() > nameBytes - 1 - hash.size())
        head.chop(1);
    return head + u'_' + hash;
}

Tables::Spec mirrorTable(const QString &prefix, const ObjectSchema &schema)
{
    Tables::Spec table;
    table.name = mirrorName(prefix + schema.name);
    table.keyColumn = u"orgmend_id"_s;
    table.columns.push_back({u"id"_s, u"TEXT"_s});
    for (const FieldSchema &field : schema.fields) {
        if (field.name.compare("Id"_L1, Qt::CaseInsensitive) != 0 && !isCompound(field, schema))
            table.columns.push_back({mirrorName(field.name), columnTypeFor(field)});
    }
    table.indices.push_back(Tables::Index::on(table.name, {u"id"_s}, true));
    return table;
}

Mapping mirrorMapping(const QString &prefix, const ObjectSchema &schema)
{
    Mapping mapping;
    mapping.object = schema.name;
    mapping.table = mirrorName(prefix + schema.name);
    mapping.keyColumn = u"orgmend_id"_s;
    mapping.idColumn = u"id"_s;
    mapping.order = orderOf(schema.name);
    for (const FieldSchema &field : schema.fields) {
        if (field.name.compare("Id"_L1, Qt::CaseInsensitive) != 0 && !isCompound(field, schema))
            mapping.rows.push_back({.field = field.name,
                .column = mirrorName(field.name),
                .conversion = conversionFor(field)});
    }
    return mapping;
}

WorkspaceTemplate mirrorTemplate(const QString &prefix, const std::vector<ObjectSchema> &schemas)
{
    WorkspaceTemplate mirror;
    for (const ObjectSchema &schema : schemas) {
        mirror.tables.push_back(mirrorTable(prefix, schema));
        mirror.mappings.push_back(mirrorMapping(prefix, schema));
    }
    return mirror;
}
