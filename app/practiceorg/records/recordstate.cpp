#include "app/practiceorg/records/recordstate.h"

using namespace Qt::StringLiterals;

namespace practice {

RecordState stateOf(const SchemaSnapshot &schema, Store::Writer &writer, const QByteArray &id)
{
    RecordState found;
    found.object = schema.objectOfId(QString::fromLatin1(id));
    if (found.object == nullptr || found.object->field(u"IsDeleted"_s) == nullptr)
        return found;
    Statement &statement = writer.prepared("SELECT \"IsDeleted\", \"SystemModstamp\" FROM "
        + found.object->table + " WHERE \"Id\" = ?");
    statement.bind(1, viewOf(id));
    found.exists = statement.step();
    if (found.exists) {
        found.deleted = statement.integer(0) != 0;
        found.stamp = statement.integer(1);
    }
    statement.reset();
    return found;
}

bool setDeleted(Store::Writer &writer, const Object &object, const QByteArray &id, bool deleted,
    qint64 now, const QByteArray &user)
{
    Statement &statement = writer.prepared("UPDATE " + object.table
        + " SET \"IsDeleted\" = ?1, \"SystemModstamp\" = ?2, \"LastModifiedDate\" = "
          "iif(?3 IS NULL, \"LastModifiedDate\", ?2), \"LastModifiedById\" = "
          "coalesce(?3, \"LastModifiedById\") WHERE \"Id\" = ?4");
    statement.bind(1, static_cast<qint64>(deleted ? 1 : 0));
    statement.bind(2, now);
    if (user.isEmpty())
        statement.bindNull(3);
    else
        statement.bind(3, viewOf(user));
    statement.bind(4, viewOf(id));
    return statement.run();
}

} // namespace practice
