#include "workspace/stores/mappings.h"

#include "workspace/stores/seenids.h"
#include "workspace/stores/storing.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

struct Named {
    Conversion conversion;
    QLatin1StringView name;
};

constexpr std::array conversionNames{Named{Conversion::Text, "text"_L1},
    Named{Conversion::Boolean, "boolean"_L1}, Named{Conversion::Integer, "integer"_L1},
    Named{Conversion::Real, "real"_L1}, Named{Conversion::Decimal, "decimal"_L1},
    Named{Conversion::Date, "date"_L1}, Named{Conversion::Timestamp, "timestamp"_L1},
    Named{Conversion::Lookup, "lookup"_L1}};

const QString selectMapping =
    u"SELECT id, connection, object, table_name, key_column, id_column, external_id_column, "
    "yields_to, matches_people, position FROM orgmend_mapping"_s;

std::vector<FieldRow> fieldRows(qint64 mapping, Transaction &work)
{
    std::vector<FieldRow> rows;
    for (const Row &row : work.rows(u"SELECT field, column_name, conversion, constant, "
                                    "lookup_table, lookup_columns, shared FROM orgmend_field "
                                    "WHERE mapping = ? ORDER BY position"_s,
             mapping)) {
        const QString name = row.at(2).toString();
        const std::optional<Conversion> conversion = conversionFromName(name);
        if (!conversion) {
            // Nothing we ever wrote: taking it for text would put wrong values into the column.
            work.spoil(
                failure(Failure::Problem::WorkspaceDamaged, {work.workspace().location()}, name));
            return {};
        }
        rows.push_back({row.at(0).toString(), row.at(1).toString(), *conversion,
            row.at(3).toString(), row.at(4).toString(), listFrom(row.at(5)), row.at(6).toBool()});
    }
    return rows;
}

Mapping read(const Row &row, Transaction &work)
{
    Mapping mapping;
    mapping.id = row.at(0).toLongLong();
    mapping.connection = row.at(1).toLongLong();
    mapping.object = row.at(2).toString();
    mapping.table = row.at(3).toString();
    mapping.keyColumn = row.at(4).toString();
    mapping.idColumn = row.at(5).toString();
    mapping.externalIdColumn = row.at(6).toString();
    mapping.yieldsTo = row.at(7).toString();
    mapping.matchesPeople = row.at(8).toBool();
    mapping.order = row.at(9).toInt();
    mapping.rows = fieldRows(mapping.id, work);
    return mapping;
}

qint64 saveHead(const Mapping &m, Transaction &work)
{
    if (m.id == 0) {
        work.run(u"INSERT INTO orgmend_mapping (connection, object, table_name, key_column, "
                 "id_column, external_id_column, yields_to, matches_people, position) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            m.connection, m.object, m.table, m.keyColumn, m.idColumn, m.externalIdColumn,
            m.yieldsTo, m.matchesPeople, m.order);
        return work.lastInsertId();
    }
    work.run(u"UPDATE orgmend_mapping SET connection = ?, object = ?, table_name = ?, "
             "key_column = ?, id_column = ?, external_id_column = ?, yields_to = ?, "
             "matches_people = ?, position = ? WHERE id = ?"_s,
        m.connection, m.object, m.table, m.keyColumn, m.idColumn, m.externalIdColumn, m.yieldsTo,
        m.matchesPeople, m.order, m.id);
    work.run(u"DELETE FROM orgmend_field WHERE mapping = ?"_s, m.id);
    return m.id;
}

} // namespace

qint64 Mappings::save(const Mapping &mapping, Transaction &work)
{
    const qint64 id = saveHead(mapping, work);
    int position = 0;
    for (const FieldRow &row : mapping.rows)
        work.run(u"INSERT INTO orgmend_field (mapping, position, field, column_name, conversion, "
                 "constant, lookup_table, lookup_columns, shared) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            id, position++, row.field, row.column, conversionName(row.conversion), row.constant,
            row.lookupTable, jsonList(row.lookupColumns), row.shared);
    return work.isSpoilt() ? 0 : id;
}

std::vector<Mapping> Mappings::ofConnection(qint64 connection, Transaction &work)
{
    std::vector<Mapping> mappings;
    for (const Row &row :
        work.rows(selectMapping + u" WHERE connection = ? ORDER BY position, id"_s, connection))
        mappings.push_back(read(row, work));
    return mappings;
}

std::optional<Mapping> Mappings::find(qint64 connection, const QString &object, Transaction &work)
{
    const Row row =
        work.row(selectMapping + u" WHERE connection = ? AND lower(object) = lower(?)"_s,
            connection, object);
    return row.empty() ? std::nullopt : std::optional(read(row, work));
}

void Mappings::remove(qint64 mapping, Transaction &work)
{
    SeenIds::clear(mapping, work);
    work.run(u"DELETE FROM orgmend_mapping WHERE id = ?"_s, mapping);
}

QString conversionName(Conversion conversion)
{
    const auto *found =
        std::ranges::find(conversionNames, conversion, [](const Named &n) { return n.conversion; });
    return found->name;
}

std::optional<Conversion> conversionFromName(const QString &name)
{
    const auto *found =
        std::ranges::find_if(conversionNames, [&name](const Named &n) { return n.name == name; });
    return found == conversionNames.end() ? std::nullopt : std::optional(found->conversion);
}
