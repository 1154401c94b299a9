#include "sync/identity/recordmatch.h"

#include "sync/rows/rowmerge.h"
#include "sync/runlog.h"
#include "workspace/stores/convertedleads.h"
#include "workspace/stores/links.h"
#include "workspace/stores/unmatchedrecords.h"

using namespace Qt::StringLiterals;

namespace {

QString asText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool anyFreeRow(const Mapping &mapping, Transaction &work)
{
    const QString table = quoted(mapping.table);
    return work
        .value(u"SELECT EXISTS (SELECT 1 FROM %1 WHERE %2 IS NULL)"_s.arg(
            table, Links::recordSql(mapping, table)))
        .toBool();
}

/// The parameter after the last.
int bindValues(Statement &statement, const MatchValues &match)
{
    int parameter = 1;
    for (const std::string &value : match.values)
        statement.bindText(parameter++, value);
    return parameter;
}

} // namespace

RecordMatch::RecordMatch(
    const MatchSql &rules, const TableUse &use, const RunMark &mark, Transaction &work)
    : m_rules(rules)
    , m_use(use)
    , m_mark(mark)
    , m_work(work)
    , m_anyFree(anyFreeRow(rules.mapping(), work))
    , m_anyUnmatched(UnmatchedRecords::any(rules.mapping().id, work))
    , m_keyOfRecord(work, Links::keySql(rules.mapping()))
{
    if (rules.target()) {
        m_keyOfTarget.emplace(work, Links::keySql(*rules.target()));
        m_anyConverted = ConvertedLeads::any(work);
    }
    for (std::size_t key = 0; key < rules.keyCount(); ++key) {
        m_freeRows.emplace_back(work, rules.freeRowsSql(key));
        m_otherRow.emplace_back(work, rules.otherRowSql(key));
    }
}

bool RecordMatch::mayMeet(const RecordBatch &batch, std::size_t row) const
{
    return m_anyFree || m_anyUnmatched || !m_rules.convertedOf(batch, row).empty();
}

RecordMatch::Place RecordMatch::placeOf(const RecordBatch &batch, std::size_t row)
{
    const std::string_view record = m_rules.recordOf(batch, row);
    const qint64 mapping = m_rules.mapping().id;
    if (m_anyUnmatched) // it has come again, perhaps with other values
        UnmatchedRecords::remove(mapping, asText(record), m_work);

    const RowKey key = keyBy(m_keyOfRecord, record);
    if (m_keyOfTarget) {
        const std::string_view target = m_rules.convertedOf(batch, row);
        const Converted done = target.empty() ? Converted::There : joinTarget(record, target, key);
        if (done == Converted::Impossible) {
            ConvertedLeads::note(mapping, asText(record), asText(target), m_work);
            m_anyConverted = true;
        } else if (m_anyConverted) {
            ConvertedLeads::forget(mapping, asText(record), m_work);
        }
        if (done == Converted::Joined)
            return Place::Joined;
    }
    if (!key.isNull())
        return Place::ById;
    const std::optional<MatchValues> match = m_rules.matchOf(batch, row);
    if (!match || rowsWith(*match).freeCount == 0)
        return Place::ById;
    UnmatchedRecords::put(mapping, asText(record), match->text(), batch, row, m_work);
    m_anyUnmatched = true;
    return Place::Unmatched;
}

RecordMatch::Place RecordMatch::settle(const RecordBatch &batch, std::size_t row, bool alone)
{
    const std::string_view record = m_rules.recordOf(batch, row);
    const std::optional<MatchValues> match = m_rules.matchOf(batch, row);
    if (!match || !keyBy(m_keyOfRecord, record).isNull())
        return Place::ById;
    const Rows rows = rowsWith(*match);
    if (alone && rows.freeCount == 1) {
        join(rows.free, asText(record), match->shown());
        return Place::Joined;
    }
    if (!alone)
        tell(record, *match, DuplicateReason::SeveralRecords);
    else if (rows.any)
        tell(record, *match,
            rows.freeCount > 1 ? DuplicateReason::SeveralRows : DuplicateReason::PlaceTaken);
    return Place::ById;
}

void RecordMatch::tellOfDuplicates(const RecordBatch &batch, std::size_t row, const RowKey &key)
{
    const std::optional<MatchValues> match = m_rules.matchOf(batch, row);
    if (match && anyOther(*match, key))
        tell(m_rules.recordOf(batch, row), *match, DuplicateReason::PlaceTaken);
}

RowKey RecordMatch::keyBy(Statement &statement, std::string_view value) const
{
    statement.bindText(1, value);
    RowKey key = statement.step() ? statement.key(0) : RowKey();
    statement.reset();
    return key;
}

RecordMatch::Rows RecordMatch::rowsWith(const MatchValues &match)
{
    Rows rows;
    Statement &free = m_freeRows[match.key];
    bindValues(free, match);
    while (free.step()) {
        if (rows.freeCount++ == 0)
            rows.free = free.key(0);
    }
    rows.any = rows.freeCount > 0 || anyOther(match, RowKey());
    return rows;
}

bool RecordMatch::anyOther(const MatchValues &match, const RowKey &than)
{
    Statement &other = m_otherRow[match.key];
    other.bindKey(bindValues(other, match), than);
    const bool found = other.step();
    other.reset();
    return found;
}

/// Rule 2. A row that already has another record of this object stays that record's.
RecordMatch::Converted RecordMatch::joinTarget(
    std::string_view record, std::string_view target, const RowKey &key)
{
    const RowKey row = keyBy(*m_keyOfTarget, target);
    if (row.isNull())
        return Converted::Impossible;
    if (row == key)
        return Converted::There;
    if (!Links::recordOf(m_rules.mapping(), row, m_work).isEmpty())
        return Converted::Impossible;
    if (key.isNull()) {
        join(row, asText(record), {});
        return Converted::Joined;
    }
    RowMerge(m_use, m_rules.mapping(), m_mark, m_work).moveLink(key, row, asText(record));
    logEvent(m_work, m_mark, events::personJoined(m_rules.mapping().object, row.text(), {}));
    return Converted::Joined;
}

void RecordMatch::join(const RowKey &key, const QString &record, const QString &match)
{
    Links::set(m_rules.mapping(), key, record, false, m_work);
    logEvent(m_work, m_mark, events::personJoined(m_rules.mapping().object, key.text(), match));
}

void RecordMatch::tell(std::string_view record, const MatchValues &match, DuplicateReason why)
{
    logEvent(m_work, m_mark,
        events::possibleDuplicate(m_rules.mapping().object, asText(record), match.shown(), why));
}

void tellOfAllDuplicates(const MatchSql &rules, const RunMark &mark, Transaction &work)
{
    const QString &object = rules.mapping().object;
    for (std::size_t key = 0; key < rules.keyCount(); ++key) {
        for (const Row &row : work.rowsBound(rules.duplicatesSql(key), {}))
            logEvent(work, mark,
                events::possibleDuplicate(
                    object, row[0].toString(), row[1].toString(), DuplicateReason::PlaceTaken));
    }
}
