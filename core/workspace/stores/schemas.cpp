#include "workspace/stores/schemas.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;

std::optional<StoredSchema> Schemas::find(
    qint64 connection, const QString &object, Transaction &work)
{
    const Row row = work.row(u"SELECT json, etag, last_modified, since FROM orgmend_schema "
                             "WHERE connection = ? AND object = ?"_s,
        connection, object);
    if (row.empty())
        return std::nullopt;
    storing::Reader from(row);
    StoredSchema schema;
    schema.json = from.text();
    schema.etag = from.text();
    schema.lastModified = from.text();
    schema.since = from.time();
    return schema;
}

bool Schemas::isKept(
    qint64 connection, const QString &object, const StoredSchema &schema, Transaction &work)
{
    // A describe may be half a megabyte: it is compared where it is.
    return work
        .value(u"SELECT EXISTS (SELECT 1 FROM orgmend_schema WHERE connection = ? AND object = ? "
               "AND etag = ? AND last_modified = ? AND json = ?)"_s,
            connection, object, schema.etag, schema.lastModified, schema.json)
        .toBool();
}

void Schemas::keep(
    qint64 connection, const QString &object, const StoredSchema &schema, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_schema (connection, object, etag, last_modified, since, json) "
             "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (connection, object) DO UPDATE SET "
             "etag = excluded.etag, last_modified = excluded.last_modified, "
             "since = excluded.since, json = excluded.json"_s,
        connection, object, schema.etag, schema.lastModified, work.workspace().clock().now(),
        schema.json);
}
