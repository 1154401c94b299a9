#include "sync/rows/rowwriter.h"

#include "mapping/convertcell.h"
#include "sync/runlog.h"
#include "workspace/statement.h"
#include "workspace/stores/convertedleads.h"
#include "workspace/stores/pendinglookups.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/recorderrors.h"
#include "workspace/stores/seenids.h"
#include "workspace/stores/unmatchedrecords.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace {

QString asText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

RowWriter::Outcome &RowWriter::Outcome::operator+=(const Outcome &other)
{
    counts += other.counts;
    unmatched += other.unmatched;
    return *this;
}

/// Everything prepared for one stretch of rows in one savepoint.
class RowWriter::Page {
public:
    Page(const RowWriter &writer, Transaction &work);

    void write(const RecordBatch &batch, std::size_t row);
    void settle(const RecordBatch &batch, std::size_t row, bool alone);

    Outcome outcome;
    std::vector<Refusal> refusals; ///< values that no column of that type can hold

private:
    struct Unresolved {
        const FieldRow *row;
        std::string_view record;
    };
    void put(const RecordBatch &batch, std::size_t row, bool joined);
    [[nodiscard]] bool bindValues(const RecordBatch &batch, std::size_t row);
    void bind(int parameter, const CellValue &value);
    [[nodiscard]] qint64 target(const RowSql::Value &value, std::string_view record);
    void keepLookups(std::string_view record, qint64 key);
    [[nodiscard]] qint64 keyOf(std::string_view record);
    void follow(std::string_view record);
    void noteSeen(std::string_view record);

    const RowWriter &m_writer;
    Transaction &m_work;
    Statement m_upsert;
    Statement m_keyOf;
    std::optional<Statement> m_seen;
    std::optional<PersonMatch> m_match;
    std::deque<Statement> m_lookups;
    std::deque<Statement> m_followers;
    std::vector<std::unordered_map<std::string_view, qint64>> m_found; ///< a lookup each
    std::vector<std::string> m_room; ///< a converted value each, alive until it is written
    std::vector<Unresolved> m_unresolved;
    bool m_someWaitHere = false; ///< cells of this table wait for a record
    bool m_someWaitForUs = false;
    bool m_someWereConverted = false; ///< Leads wait for their Contact
    bool m_duplicatesTold = false;    ///< by whoever settled what was unmatched
};

RowWriter::Page::Page(const RowWriter &writer, Transaction &work)
    : m_writer(writer)
    , m_work(work)
    , m_upsert(work, writer.m_sql.upsert)
    , m_keyOf(work, writer.m_sql.keyOfRecord)
    , m_found(static_cast<std::size_t>(writer.m_sql.lookups.size()))
    , m_room(writer.m_sql.values.size())
{
    if (writer.m_options.noteSeen)
        m_seen.emplace(work, SeenIds::noteSql());
    if (writer.m_people)
        m_match.emplace(*writer.m_people, writer.m_use, writer.m_mark, work);
    for (const QString &lookup : writer.m_sql.lookups)
        m_lookups.emplace_back(work, lookup);
    for (const QString &follower : writer.m_use.followers())
        m_followers.emplace_back(work, follower);
    m_someWereConverted =
        writer.m_people && writer.m_people->contactColumn.isEmpty() && ConvertedLeads::any(work);
    m_someWaitHere = PendingLookups::anyIn(writer.m_mapping.table, work);
    m_someWaitForUs = PendingLookups::anyFor(writer.m_mapping.table, work);
}

void RowWriter::Page::write(const RecordBatch &batch, std::size_t row)
{
    // First of all: a record that is refused joins nobody.
    if (!bindValues(batch, row))
        return;
    PersonMatch::Place place = PersonMatch::Place::ById;
    if (m_match && m_match->mayMeet(batch, row))
        place = m_match->placeOf(batch, row);
    if (place == PersonMatch::Place::Unmatched) {
        ++outcome.unmatched;
        noteSeen(batch.cell(row, static_cast<std::size_t>(m_writer.m_idField)));
        return;
    }
    put(batch, row, place == PersonMatch::Place::Joined);
}

void RowWriter::Page::settle(const RecordBatch &batch, std::size_t row, bool alone)
{
    if (!bindValues(batch, row))
        return;
    m_duplicatesTold = true;
    put(batch, row, m_match->settle(batch, row, alone) == PersonMatch::Place::Joined);
}

/// Its values are bound already.
void RowWriter::Page::put(const RecordBatch &batch, std::size_t row, bool joined)
{
    const std::string_view record = batch.cell(row, static_cast<std::size_t>(m_writer.m_idField));
    if (joined) {
        // Two rows may have become one: what was found before may be gone.
        for (auto &found : m_found)
            found.clear();
        (void)bindValues(batch, row);
    }
    const qint64 changed = m_upsert.execute();
    if (m_work.isSpoilt())
        return;
    const qint64 inserted = m_upsert.insertedId();
    if (inserted != 0)
        ++outcome.counts.imported;
    else if (changed > 0 || joined)
        ++outcome.counts.updated;

    qint64 filled = 0;
    if ((inserted != 0 || joined) && m_someWaitForUs)
        filled = PendingLookups::fill(m_writer.m_mapping.table, asText(record),
            inserted != 0 ? inserted : keyOf(record), m_work);
    if ((inserted != 0 || joined) && m_someWereConverted)
        ConvertedLeads::wake(asText(record), m_work);
    if ((changed > 0 && inserted == 0) || filled > 0)
        follow(record);
    if (!m_unresolved.empty() || m_someWaitHere)
        keepLookups(record, inserted);
    if (inserted != 0 && m_match && m_writer.m_options.tellOfDuplicates && !m_duplicatesTold)
        m_match->tellOfDuplicates(batch, row, inserted);
    noteSeen(record);
    if (!m_writer.m_failedBefore.isEmpty()
        && m_writer.m_failedBefore.contains(
            QByteArray::fromRawData(record.data(), static_cast<qsizetype>(record.size()))))
        RecordErrors::settle(
            m_writer.m_mark.connection, m_writer.m_mapping.object, asText(record), m_work);
}

/// False when a value can't be brought to its column's form: the record is refused.
bool RowWriter::Page::bindValues(const RecordBatch &batch, std::size_t row)
{
    m_unresolved.clear();
    m_upsert.bindText(1, batch.cell(row, static_cast<std::size_t>(m_writer.m_idField)));
    const std::vector<RowSql::Value> &values = m_writer.m_sql.values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const RowSql::Value &value = values[i];
        const std::string_view cell = batch.cell(row, static_cast<std::size_t>(value.batchColumn));
        const int parameter = static_cast<int>(i) + 2;
        if (value.lookup >= 0) {
            const qint64 key = cell.empty() ? 0 : target(value, cell);
            if (key != 0)
                m_upsert.bindInteger(parameter, key);
            else
                m_upsert.bindNull(parameter);
            if (key == 0 && !cell.empty())
                m_unresolved.push_back({&value.row, cell});
            continue;
        }
        const CellValue converted = convertCell(cell, value.row.conversion, m_room[i]);
        if (converted.kind == CellValue::Kind::Invalid) {
            refusals.push_back(
                {asText(batch.cell(row, static_cast<std::size_t>(m_writer.m_idField))),
                    u"value_invalid"_s, u"%1: %2"_s.arg(value.row.field, asText(cell))});
            return false;
        }
        bind(parameter, converted);
    }
    return true;
}

void RowWriter::Page::bind(int parameter, const CellValue &value)
{
    switch (value.kind) {
    case CellValue::Kind::Text:
        m_upsert.bindText(parameter, value.text);
        return;
    case CellValue::Kind::Integer:
        m_upsert.bindInteger(parameter, value.integer);
        return;
    case CellValue::Kind::Real:
        m_upsert.bindReal(parameter, value.real);
        return;
    case CellValue::Kind::Null:
    case CellValue::Kind::Invalid:
        m_upsert.bindNull(parameter);
        return;
    }
}

/// Many records share few parents. Only what was found is remembered: the rest may arrive within
/// this very page.
qint64 RowWriter::Page::target(const RowSql::Value &value, std::string_view record)
{
    const auto index = static_cast<std::size_t>(value.lookup);
    auto &known = m_found[index];
    if (const auto found = known.find(record); found != known.end())
        return found->second;
    Statement &lookup = m_lookups[index];
    lookup.bindText(1, record);
    const qint64 key = lookup.step() && !lookup.isNull(0) ? lookup.integer(0) : 0;
    lookup.reset();
    if (key != 0)
        known.emplace(record, key);
    return key;
}

void RowWriter::Page::keepLookups(std::string_view record, qint64 key)
{
    if (key == 0)
        key = keyOf(record);
    const Mapping &mapping = m_writer.m_mapping;
    for (const RowSql::Value &value : m_writer.m_sql.values) {
        if (value.lookup < 0)
            continue;
        const auto waits = std::find_if(m_unresolved.begin(), m_unresolved.end(),
            [&value](const Unresolved &unresolved) { return unresolved.row == &value.row; });
        if (waits == m_unresolved.end()) {
            if (m_someWaitHere)
                PendingLookups::forget(mapping.table, key, value.row.column, m_work);
            continue;
        }
        PendingLookups::note({.connection = m_writer.m_mark.connection,
                                 .table = mapping.table,
                                 .keyColumn = mapping.keyColumn,
                                 .rowKey = key,
                                 .column = value.row.column,
                                 .targetTable = value.row.lookupTable,
                                 .targetColumns = value.row.lookupColumns,
                                 .targetRecord = asText(waits->record)},
            m_work);
        m_someWaitHere = true;
        if (value.row.lookupTable == mapping.table)
            m_someWaitForUs = true;
    }
}

/// Children that show this row's values, as `Account.Name`: their own stamp does not move.
void RowWriter::Page::follow(std::string_view record)
{
    if (m_followers.empty())
        return;
    const qint64 key = keyOf(record);
    for (Statement &follower : m_followers) {
        follower.bindInteger(1, key);
        follower.execute();
    }
}

qint64 RowWriter::Page::keyOf(std::string_view record)
{
    m_keyOf.bindText(1, record);
    const qint64 key = m_keyOf.step() ? m_keyOf.integer(0) : 0;
    m_keyOf.reset();
    return key;
}

void RowWriter::Page::noteSeen(std::string_view record)
{
    if (!m_seen)
        return;
    m_seen->bindInteger(1, m_writer.m_mapping.id);
    m_seen->bindText(2, record);
    m_seen->execute();
}

RowWriter::RowWriter(const Mapping &mapping, const std::vector<Mapping> &all,
    const QStringList &fields, const TableUse &use, const RunMark &mark, const Options &options)
    : m_mapping(mapping)
    , m_fields(fields)
    , m_use(use)
    , m_mark(mark)
    , m_options(options)
    , m_sql(makeRowSql(mapping, all, fields))
    , m_people(personRules(mapping, fields))
    , m_idField(static_cast<int>(fields.indexOf(u"Id"_s)))
{
}

void RowWriter::prepare(Transaction &work)
{
    m_failedBefore.clear();
    for (const RecordError &error : RecordErrors::open(m_mark.connection, m_mapping.object, work))
        m_failedBefore.insert(error.record.toUtf8());
}

RowWriter::Outcome RowWriter::write(
    const RecordBatch &batch, std::size_t first, std::size_t count, Transaction &work)
{
    Outcome outcome;
    std::vector<Refusal> refusals;
    const auto stretch = [&](std::size_t from, std::size_t to) {
        Page page(*this, work);
        for (std::size_t row = from; row < to && !work.isSpoilt(); ++row)
            page.write(batch, row);
        outcome += page.outcome;
        refusals.insert(refusals.end(), page.refusals.begin(), page.refusals.end());
    };
    if (!work.attempt([&] { stretch(first, first + count); })) {
        outcome = {};
        refusals.clear();
        for (std::size_t row = first; row < first + count && !work.isSpoilt(); ++row) {
            const Outcome before = outcome;
            Failure refusal;
            if (!work.attempt([&] { stretch(row, row + 1); }, &refusal)) {
                outcome = before;
                refusals.push_back({asText(batch.cell(row, static_cast<std::size_t>(m_idField))),
                    refusal.code(), refusal.raw});
            }
        }
    }
    if (work.isSpoilt())
        return {};
    for (const Refusal &refusal : refusals)
        noteRefusal(refusal, work);
    outcome.counts.failed += static_cast<qint64>(refusals.size());
    return outcome;
}

RowWriter::Outcome RowWriter::settleUnmatched(int about, bool &more, Transaction &work)
{
    const std::vector<UnmatchedRecords::Record> next = m_people
        ? UnmatchedRecords::next(m_mapping.id, about, work)
        : std::vector<UnmatchedRecords::Record>();
    more = !next.empty() && !work.isSpoilt();
    if (!more)
        return {};
    const RecordBatch batch = batchOf(next, m_fields);
    Outcome outcome;
    for (std::size_t row = 0; row < next.size() && !work.isSpoilt(); ++row) {
        Outcome settled;
        std::vector<Refusal> refusals;
        Failure refusal;
        if (!work.attempt(
                [&] {
                    Page page(*this, work);
                    page.settle(batch, row, next[row].alone);
                    settled = page.outcome;
                    refusals = page.refusals;
                },
                &refusal)) {
            settled = {};
            refusals = {{next[row].record, refusal.code(), refusal.raw}};
        }
        outcome += settled;
        outcome.counts.failed += static_cast<qint64>(refusals.size());
        for (const Refusal &refused : refusals)
            noteRefusal(refused, work);
        UnmatchedRecords::remove(m_mapping.id, next[row].record, work);
    }
    return outcome;
}

void RowWriter::noteRefusal(const Refusal &refusal, Transaction &work)
{
    RecordError error;
    error.connection = m_mark.connection;
    error.object = m_mapping.object;
    error.record = refusal.record;
    error.table = m_mapping.table;
    error.run = m_mark.run;
    error.code = refusal.code;
    error.raw = refusal.raw;
    RecordErrors::note(error, work);
    logEvent(work, m_mark, u"record_failed"_s, Level::Error, m_mapping.object,
        {m_mapping.object, refusal.record}, refusal.raw);
}
