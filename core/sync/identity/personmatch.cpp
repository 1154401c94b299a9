#include "sync/identity/personmatch.h"

#include "sync/rows/rowmerge.h"
#include "sync/runlog.h"
#include "workspace/stores/convertedleads.h"
#include "workspace/stores/unmatchedrecords.h"

using namespace Qt::StringLiterals;

namespace {

QString asText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString severalRows() { return u"several_rows"_s; }
QString severalRecords() { return u"several_records"_s; }
QString placeTaken() { return u"place_taken"_s; }

QString keyBySql(const Mapping &mapping, const QString &column)
{
    return u"SELECT %1 FROM %2 WHERE %3 = ?1"_s.arg(
        quoted(mapping.keyColumn), quoted(mapping.table), quoted(column));
}

/// COALESCE keeps SQLite from looking the free rows up by their unique index, which it takes for
/// one row and which is nearly the whole table while the first Leads come in.
QString freeRowsSql(const PersonRules &rules)
{
    return u"SELECT %1 FROM %2 WHERE %3 = ?1 AND COALESCE(%4, '') = '' LIMIT 2"_s.arg(
        quoted(rules.mapping.keyColumn), quoted(rules.mapping.table),
        rules.byEmail() ? rules.emailSql() : u"NULL"_s, quoted(rules.mapping.idColumn));
}

QString anyRowSql(const PersonRules &rules)
{
    return u"SELECT 1 FROM %1 WHERE %2 = ?1 AND %3 <> ?2 LIMIT 1"_s.arg(quoted(rules.mapping.table),
        rules.byEmail() ? rules.emailSql() : u"NULL"_s, quoted(rules.mapping.keyColumn));
}

} // namespace

QString PersonRules::emailSql() const { return u"lower(trim(%1))"_s.arg(quoted(emailColumn)); }

std::optional<PersonRules> personRules(const Mapping &mapping, const QStringList &fields)
{
    if (!mapping.matchesPeople)
        return std::nullopt;
    PersonRules rules;
    rules.mapping = mapping;
    rules.contactColumn = mapping.yieldsTo;
    rules.idField = static_cast<int>(fields.indexOf(u"Id"_s));
    rules.emailField = static_cast<int>(fields.indexOf(u"Email"_s));
    if (!rules.contactColumn.isEmpty())
        rules.convertedField = static_cast<int>(fields.indexOf(u"ConvertedContactId"_s));
    for (const FieldRow &row : mapping.rows) {
        if (row.field == u"Email" && rules.emailField >= 0)
            rules.emailColumn = row.column;
    }
    return rules;
}

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

PersonMatch::PersonMatch(
    const PersonRules &rules, const TableUse &use, const RunMark &mark, Transaction &work)
    : m_rules(rules)
    , m_use(use)
    , m_mark(mark)
    , m_work(work)
    , m_keyOfRecord(work, keyBySql(rules.mapping, rules.mapping.idColumn))
    , m_keyOfContact(work,
          keyBySql(rules.mapping,
              rules.contactColumn.isEmpty() ? rules.mapping.idColumn : rules.contactColumn))
    , m_freeRows(work, freeRowsSql(rules))
    , m_anyRow(work, anyRowSql(rules))
{
    m_anyFree = work.value(u"SELECT EXISTS (SELECT 1 FROM %1 WHERE %2 IS NULL)"_s.arg(
                               quoted(rules.mapping.table), quoted(rules.mapping.idColumn)))
                    .toBool();
    m_anyUnmatched = UnmatchedRecords::any(rules.mapping.id, work);
    m_anyConversions = rules.convertedField >= 0 && ConvertedLeads::any(work);
}

bool PersonMatch::mayMeet(const RecordBatch &batch, std::size_t row) const
{
    return m_anyFree || m_anyUnmatched
        || (m_rules.convertedField >= 0
            && !batch.isNull(row, static_cast<std::size_t>(m_rules.convertedField)));
}

PersonMatch::Place PersonMatch::placeOf(const RecordBatch &batch, std::size_t row)
{
    const std::string_view record = batch.cell(row, static_cast<std::size_t>(m_rules.idField));
    if (m_anyUnmatched)
        forgetUnmatched(record); // it has come again, perhaps with another email

    const qint64 key = keyBy(m_keyOfRecord, record);
    if (m_rules.convertedField >= 0) {
        const std::string_view contact =
            batch.cell(row, static_cast<std::size_t>(m_rules.convertedField));
        const Conversion done =
            contact.empty() ? Conversion::There : joinContact(record, contact, key);
        if (done == Conversion::Impossible) {
            ConvertedLeads::note(m_rules.mapping.id, asText(record), asText(contact), m_work);
            m_anyConversions = true;
        } else if (m_anyConversions) {
            ConvertedLeads::forget(m_rules.mapping.id, asText(record), m_work);
        }
        if (done == Conversion::Joined)
            return Place::Joined;
    }
    if (key != 0 || !m_rules.byEmail())
        return Place::ById;

    const std::string email =
        normalEmail(batch.cell(row, static_cast<std::size_t>(m_rules.emailField)));
    if (email.empty() || rowsWith(email).freeCount == 0)
        return Place::ById;
    keepUnmatched(batch, row, email);
    return Place::Unmatched;
}

PersonMatch::Place PersonMatch::settle(const RecordBatch &batch, std::size_t row, bool alone)
{
    const std::string_view record = batch.cell(row, static_cast<std::size_t>(m_rules.idField));
    if (keyBy(m_keyOfRecord, record) != 0)
        return Place::ById;
    const std::string email =
        normalEmail(batch.cell(row, static_cast<std::size_t>(m_rules.emailField)));
    const Rows rows = rowsWith(email);
    if (alone && rows.freeCount == 1) {
        link(rows.free, record, email);
        return Place::Joined;
    }
    if (!alone)
        tell(record, email, severalRecords());
    else if (rows.any)
        tell(record, email, rows.freeCount > 1 ? severalRows() : placeTaken());
    return Place::ById;
}

void PersonMatch::tellOfDuplicates(const RecordBatch &batch, std::size_t row, qint64 key)
{
    if (!m_rules.byEmail())
        return;
    const std::string email =
        normalEmail(batch.cell(row, static_cast<std::size_t>(m_rules.emailField)));
    if (email.empty())
        return;
    m_anyRow.bindText(1, email);
    m_anyRow.bindInteger(2, key);
    const bool found = m_anyRow.step();
    m_anyRow.reset();
    if (found)
        tell(batch.cell(row, static_cast<std::size_t>(m_rules.idField)), email, placeTaken());
}

qint64 PersonMatch::keyBy(Statement &statement, std::string_view value) const
{
    statement.bindText(1, value);
    const qint64 key = statement.step() ? statement.integer(0) : 0;
    statement.reset();
    return key;
}

PersonMatch::Rows PersonMatch::rowsWith(std::string_view email)
{
    Rows rows;
    m_freeRows.bindText(1, email);
    while (m_freeRows.step()) {
        if (rows.freeCount++ == 0)
            rows.free = m_freeRows.integer(0);
    }
    rows.any = rows.freeCount > 0;
    if (!rows.any) {
        m_anyRow.bindText(1, email);
        m_anyRow.bindInteger(2, 0);
        rows.any = m_anyRow.step();
        m_anyRow.reset();
    }
    return rows;
}

/// Rule 2. A Contact's row that already has another Lead stays that Lead's.
PersonMatch::Conversion PersonMatch::joinContact(
    std::string_view record, std::string_view contact, qint64 key)
{
    const qint64 target = keyBy(m_keyOfContact, contact);
    if (target == 0)
        return Conversion::Impossible;
    if (target == key)
        return Conversion::There;
    const QVariant holder =
        m_work.value(u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(quoted(m_rules.mapping.idColumn),
                         quoted(m_rules.mapping.table), quoted(m_rules.mapping.keyColumn)),
            target);
    if (!holder.isNull())
        return Conversion::Impossible;
    if (key == 0) {
        link(target, record, {});
        return Conversion::Joined;
    }
    RowMerge(m_use, m_rules.mapping, m_mark, m_work).moveLink(key, target, asText(record));
    logEvent(m_work, m_mark, u"person_joined"_s, Level::Debug, m_rules.mapping.object,
        {QString::number(target), QString()});
    return Conversion::Joined;
}

void PersonMatch::link(qint64 key, std::string_view record, std::string_view email)
{
    m_work.run(u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(quoted(m_rules.mapping.table),
                   quoted(m_rules.mapping.idColumn), quoted(m_rules.mapping.keyColumn)),
        asText(record), key);
    logEvent(m_work, m_mark, u"person_joined"_s, Level::Debug, m_rules.mapping.object,
        {QString::number(key), asText(email)});
}

void PersonMatch::keepUnmatched(const RecordBatch &batch, std::size_t row, const std::string &email)
{
    UnmatchedRecords::put(m_rules.mapping.id,
        asText(batch.cell(row, static_cast<std::size_t>(m_rules.idField))),
        QString::fromStdString(email), batch, row, m_work);
    m_anyUnmatched = true;
}

void PersonMatch::forgetUnmatched(std::string_view record)
{
    UnmatchedRecords::remove(m_rules.mapping.id, asText(record), m_work);
}

void PersonMatch::tell(std::string_view record, std::string_view email, const QString &why)
{
    logEvent(m_work, m_mark, u"possible_duplicate"_s, Level::Warning, m_rules.mapping.object,
        {m_rules.mapping.object, asText(record), asText(email), why});
}

void tellOfAllDuplicates(const PersonRules &rules, const RunMark &mark, Transaction &work)
{
    if (!rules.byEmail())
        return;
    const QString table = quoted(rules.mapping.table);
    const QString key = quoted(rules.mapping.keyColumn);
    const QString email = rules.emailSql();
    const QString link = quoted(rules.mapping.idColumn);
    // All but the first of each email: the first one found nobody there.
    const std::vector<Row> found = work.rows(
        u"SELECT p.%1, several.value FROM (SELECT %2 AS value, MIN(%3) AS first FROM %4 "
        "WHERE %2 <> '' GROUP BY %2 HAVING COUNT(*) > 1) AS several "
        "JOIN %4 AS p ON %2 = several.value WHERE p.%3 <> several.first AND p.%1 IS NOT NULL"_s.arg(
            link, email, key, table));
    for (const Row &row : found)
        logEvent(work, mark, u"possible_duplicate"_s, Level::Warning, rules.mapping.object,
            {rules.mapping.object, row[0].toString(), row[1].toString(), placeTaken()});
}
