#include "workspace/stores/mappings.h"

#include "workspace/stores/seenids.h"
#include "workspace/stores/storing.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

/// A word that we never wrote: taking it for another would put wrong values into the table.
void damaged(const QString &word, Transaction &work)
{
    work.spoil(failure(Failure::Problem::WorkspaceDamaged, {work.workspace().location()}, word));
}

const QString selectMapping =
    u"SELECT id, connection, object, table_name, key_column, key_source, id_column, "
    "external_id_column, position, precedence, converts_into, converted_field, keeps_rows, "
    "revision FROM orgmend_mapping"_s;

enum class Rows { All, Constants };

std::vector<FieldRow> fieldRows(qint64 mapping, Rows which, Transaction &work)
{
    const QString only = which == Rows::Constants ? u" AND field = ''"_s : QString();
    std::vector<FieldRow> rows;
    for (const Row &found : work.rows(u"SELECT id, field, column_name, conversion, constant, "
                                      "lookup_table FROM orgmend_field WHERE mapping = ?"_s
                 + only + u" ORDER BY position, id"_s,
             mapping)) {
        Reader from(found);
        FieldRow row;
        row.id = from.integer();
        row.field = from.text();
        row.column = from.text();
        const QString name = from.text();
        const std::optional<Conversion> conversion = fromWord<Conversion>(name);
        if (!conversion) {
            damaged(name, work);
            return {};
        }
        row.conversion = *conversion;
        row.constant = from.text();
        row.lookupTable = from.text();
        rows.push_back(row);
    }
    return rows;
}

std::vector<MatchKey> matchKeys(qint64 mapping, Transaction &work)
{
    std::vector<MatchKey> keys;
    qint64 last = -1;
    for (const Row &row :
        work.rows(u"SELECT position, field, column_name, comparison FROM orgmend_match_key "
                  "WHERE mapping = ? ORDER BY position, part"_s,
            mapping)) {
        const qint64 position = row.at(0).toLongLong();
        if (std::exchange(last, position) != position)
            keys.emplace_back();
        const std::optional<Comparison> comparison = fromWord<Comparison>(row.at(3).toString());
        if (!comparison)
            damaged(row.at(3).toString(), work);
        keys.back().push_back(
            {row.at(1).toString(), row.at(2).toString(), comparison.value_or(Comparison::Exact)});
    }
    return keys;
}

Mapping mappingOf(const Row &row, Rows which, Transaction &work)
{
    Reader from(row);
    Mapping mapping;
    mapping.id = from.integer();
    mapping.connection = from.integer();
    mapping.object = from.text();
    mapping.table = from.text();
    mapping.keyColumn = from.text();
    const QString source = from.text();
    if (const std::optional<KeySource> known = fromWord<KeySource>(source))
        mapping.keySource = *known;
    else
        damaged(source, work);
    mapping.idColumn = from.text();
    mapping.externalIdColumn = from.text();
    mapping.order = int(from.integer());
    mapping.identity.precedence = int(from.integer());
    mapping.identity.convertsInto = from.text();
    mapping.identity.convertedField = from.text();
    mapping.keepsRows = from.yes();
    mapping.revision = int(from.integer());
    mapping.identity.matchKeys = matchKeys(mapping.id, work);
    mapping.rows = fieldRows(mapping.id, which, work);
    return mapping;
}

qint64 saveHead(const Mapping &m, Transaction &work)
{
    if (m.id == 0) {
        work.run(u"INSERT INTO orgmend_mapping (connection, object, table_name, key_column, "
                 "key_source, id_column, external_id_column, position, precedence, converts_into, "
                 "converted_field, keeps_rows, revision) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"_s,
            m.connection, m.object, m.table, m.keyColumn, wordOf(m.keySource), m.idColumn,
            m.externalIdColumn, m.order, m.identity.precedence, m.identity.convertsInto,
            m.identity.convertedField, m.keepsRows);
        return work.lastInsertId();
    }
    work.run(u"UPDATE orgmend_mapping SET connection = ?, object = ?, table_name = ?, "
             "key_column = ?, key_source = ?, id_column = ?, external_id_column = ?, "
             "position = ?, precedence = ?, converts_into = ?, converted_field = ?, "
             "keeps_rows = ?, revision = revision + 1 WHERE id = ?"_s,
        m.connection, m.object, m.table, m.keyColumn, wordOf(m.keySource), m.idColumn,
        m.externalIdColumn, m.order, m.identity.precedence, m.identity.convertsInto,
        m.identity.convertedField, m.keepsRows, m.id);
    return m.id;
}

void saveMatchKeys(qint64 mapping, const std::vector<MatchKey> &keys, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_match_key WHERE mapping = ?"_s, mapping);
    for (std::size_t key = 0; key < keys.size(); ++key) {
        for (std::size_t part = 0; part < keys[key].size(); ++part) {
            const MatchPart &what = keys[key][part];
            work.run(u"INSERT INTO orgmend_match_key (mapping, position, part, field, "
                     "column_name, comparison) VALUES (?, ?, ?, ?, ?, ?)"_s,
                mapping, qint64(key), qint64(part), what.field, what.column,
                wordOf(what.comparison));
        }
    }
}

void saveRow(qint64 mapping, int position, const FieldRow &row, Transaction &work)
{
    const QString conversion = wordOf(row.conversion);
    if (row.id == 0)
        work.run(u"INSERT INTO orgmend_field (mapping, position, field, column_name, conversion, "
                 "constant, lookup_table) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            mapping, position, row.field, row.column, conversion, row.constant, row.lookupTable);
    else
        work.run(u"UPDATE orgmend_field SET position = ?, field = ?, column_name = ?, "
                 "conversion = ?, constant = ?, lookup_table = ? WHERE id = ? AND mapping = ?"_s,
            position, row.field, row.column, conversion, row.constant, row.lookupTable, row.id,
            mapping);
}

void saveRows(qint64 mapping, const std::vector<FieldRow> &rows, Transaction &work)
{
    for (const Row &known :
        work.rows(u"SELECT id FROM orgmend_field WHERE mapping = ?"_s, mapping)) {
        const qint64 id = known.front().toLongLong();
        if (std::ranges::find(rows, id, &FieldRow::id) == rows.end())
            work.run(u"DELETE FROM orgmend_field WHERE id = ?"_s, id);
    }
    int position = 0;
    for (const FieldRow &row : rows)
        saveRow(mapping, position++, row, work);
}

std::vector<Mapping> readAll(const std::vector<Row> &rows, Rows which, Transaction &work)
{
    std::vector<Mapping> mappings;
    mappings.reserve(rows.size());
    for (const Row &row : rows)
        mappings.push_back(mappingOf(row, which, work));
    return mappings;
}

} // namespace

qint64 Mappings::save(const Mapping &mapping, Transaction &work)
{
    const qint64 id = saveHead(mapping, work);
    saveMatchKeys(id, mapping.identity.matchKeys, work);
    saveRows(id, mapping.rows, work);
    return work.isSpoilt() ? 0 : id;
}

std::vector<Mapping> Mappings::ofConnection(qint64 connection, Transaction &work)
{
    return readAll(
        work.rows(selectMapping + u" WHERE connection = ? ORDER BY position, id"_s, connection),
        Rows::All, work);
}

std::vector<Mapping> Mappings::heads(qint64 connection, Transaction &work)
{
    return readAll(
        work.rows(selectMapping + u" WHERE connection = ? ORDER BY position, id"_s, connection),
        Rows::Constants, work);
}

std::vector<Mapping> Mappings::ofObject(qint64 connection, const QString &object, Transaction &work)
{
    return readAll(work.rows(selectMapping
                           + u" WHERE connection = ? AND lower(object) = lower(?) ORDER BY id"_s,
                       connection, object),
        Rows::All, work);
}

void Mappings::remove(qint64 mapping, Transaction &work)
{
    SeenIds::clear(mapping, work);
    work.run(u"DELETE FROM orgmend_mapping WHERE id = ?"_s, mapping);
}
