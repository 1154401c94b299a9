#include "sync/identity/matchsql.h"

#include "workspace/stores/links.h"
#include "workspace/workspace.h"

using namespace Qt::StringLiterals;

namespace {

constexpr QChar between(0x1f); // ASCII's unit separator: no value holds it

/// The column as it is compared; an index that is to be used has to be written just so.
QString comparedSql(const MatchPart &part, const QString &table)
{
    const QString column =
        table.isEmpty() ? quoted(part.column) : QString(table + u'.' + quoted(part.column));
    return part.comparison == Comparison::Email ? u"lower(trim(%1))"_s.arg(column) : column;
}

std::string comparedValue(const MatchPart &part, std::string_view cell)
{
    return part.comparison == Comparison::Email ? normalEmail(cell) : std::string(cell);
}

QStringList textsOf(const MatchValues &match)
{
    QStringList texts;
    for (const std::string &value : match.values)
        texts << QString::fromStdString(value);
    return texts;
}

} // namespace

QString MatchValues::text() const
{
    // The first key's is the value itself, as it always was.
    const QString joined = textsOf(*this).join(between);
    return key == 0 ? joined : QString::number(key) + between + joined;
}

QString MatchValues::shown() const { return textsOf(*this).join(u", "_s); }

std::string normalEmail(std::string_view email)
{
    while (!email.empty() && email.front() == ' ')
        email.remove_prefix(1);
    while (!email.empty() && email.back() == ' ')
        email.remove_suffix(1);
    std::string normal(email);
    for (char &c : normal) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return normal;
}

std::optional<MatchSql> MatchSql::of(
    const Mapping &mapping, const TableUse &use, const QStringList &fields)
{
    const Identity &identity = mapping.identity;
    if (!identity.mayMeet())
        return std::nullopt;
    MatchSql rules;
    rules.m_mapping = mapping;
    rules.m_recordField = static_cast<std::size_t>(fields.indexOf(u"Id"_s));
    for (const MatchKey &key : identity.matchKeys) {
        std::vector<Part> parts;
        for (const MatchPart &part : key) {
            if (const qsizetype at = fields.indexOf(part.field); at >= 0)
                parts.push_back({static_cast<std::size_t>(at), part});
        }
        if (!parts.empty() && parts.size() == key.size())
            rules.m_keys.push_back(std::move(parts));
    }
    for (const Mapping &other : use.mappings()) {
        if (!identity.convertsInto.isEmpty() && other.object == identity.convertsInto)
            rules.m_target = other;
    }
    const qsizetype converted = fields.indexOf(identity.convertedField);
    if (rules.m_target && converted >= 0)
        rules.m_convertedField = static_cast<std::size_t>(converted);
    return rules;
}

std::string_view MatchSql::recordOf(const RecordBatch &batch, std::size_t row) const
{
    return batch.cell(row, m_recordField);
}

std::string_view MatchSql::convertedOf(const RecordBatch &batch, std::size_t row) const
{
    return m_convertedField ? batch.cell(row, *m_convertedField) : std::string_view();
}

std::optional<MatchValues> MatchSql::matchOf(const RecordBatch &batch, std::size_t row) const
{
    for (std::size_t key = 0; key < m_keys.size(); ++key) {
        MatchValues match{key, {}};
        for (const Part &part : m_keys[key]) {
            std::string value = comparedValue(part.what, batch.cell(row, part.field));
            if (value.empty())
                break;
            match.values.push_back(std::move(value));
        }
        if (match.values.size() == m_keys[key].size())
            return match;
    }
    return std::nullopt;
}

QString MatchSql::conditionOf(std::size_t key, const QString &table) const
{
    QStringList conditions;
    int parameter = 0;
    for (const Part &part : m_keys[key])
        conditions << comparedSql(part.what, table) + u" = ?"_s + QString::number(++parameter);
    return conditions.join(u" AND "_s);
}

/// COALESCE keeps SQLite from looking the free rows up by their unique index, which it takes for
/// one row and which is nearly the whole table while the first Leads come in.
QString MatchSql::freeRowsSql(std::size_t key) const
{
    const QString table = quoted(m_mapping.table);
    return u"SELECT %1 FROM %2 WHERE %3 AND COALESCE(%4, '') = '' LIMIT 2"_s.arg(
        quoted(m_mapping.keyColumn), table, conditionOf(key, {}),
        Links::recordSql(m_mapping, table));
}

QString MatchSql::otherRowSql(std::size_t key) const
{
    return u"SELECT 1 FROM %1 WHERE %2 AND %3 IS NOT ?%4 LIMIT 1"_s.arg(quoted(m_mapping.table),
        conditionOf(key, {}), quoted(m_mapping.keyColumn), QString::number(m_keys[key].size() + 1));
}

/// All but the first of those that agree: the first one found nobody there.
QString MatchSql::duplicatesSql(std::size_t key) const
{
    QStringList values;
    QStringList names;
    QStringList agree;
    QStringList shown;
    QStringList filled;
    for (std::size_t part = 0; part < m_keys[key].size(); ++part) {
        const QString name = u"v"_s + QString::number(part);
        const QString value = comparedSql(m_keys[key][part].what, {});
        values << value + u" AS "_s + name;
        names << value;
        filled << value + u" <> ''"_s;
        agree << comparedSql(m_keys[key][part].what, u"p"_s) + u" = several."_s + name;
        shown << u"several."_s + name;
    }
    const QString table = quoted(m_mapping.table);
    const QString record = Links::recordSql(m_mapping, u"p"_s);
    return u"SELECT %1, %2 FROM (SELECT %3, MIN(%4) AS first FROM %5 WHERE %6 GROUP BY %7 "
           "HAVING COUNT(*) > 1) AS several JOIN %5 AS p ON %8 "
           "WHERE p.%4 <> several.first AND %1 IS NOT NULL"_s.arg(record,
               shown.join(u" || ', ' || "_s), values.join(u", "_s), quoted(m_mapping.keyColumn),
               table, filled.join(u" AND "_s), names.join(u", "_s), agree.join(u" AND "_s));
}
