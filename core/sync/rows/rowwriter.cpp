#include "sync/rows/rowwriter.h"

#include "mapping/convertcell.h"
#include "sync/runlog.h"
#include "workspace/statement.h"
#include "workspace/stores/convertedleads.h"
#include "workspace/stores/links.h"
#include "workspace/stores/pendinglookups.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/recorderrors.h"
#include "workspace/stores/seenids.h"
#include "workspace/stores/unmatchedrecords.h"

#include <QUuid>
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
    /// What a record's row got, and whether it is new.
    struct Written {
        RowKey key; ///< null where it is not known yet: see rowOf()
        bool isNew = false;
        bool isChanged = false;
    };
    void put(const RecordBatch &batch, std::size_t row, bool joined);
    [[nodiscard]] Written writeRow(std::string_view record);
    [[nodiscard]] Written updateOrInsert(std::string_view record);
    [[nodiscard]] RowKey rowOf(const Written &written, std::string_view record);
    [[nodiscard]] bool isConvertedInto() const;
    [[nodiscard]] bool bindValues(const RecordBatch &batch, std::size_t row);
    void bind(int parameter, const CellValue &value);
    [[nodiscard]] RowKey target(const RowSql::Value &value, std::string_view record);
    void keepLookups(const RowKey &key);
    [[nodiscard]] RowKey keyOf(std::string_view record);
    void updateCopies(const RowKey &key);
    void noteSeen(std::string_view record);

    const RowWriter &m_writer;
    Transaction &m_work;
    /// Upsert, or update and insert, whichever the table takes: values are bound to all of them.
    std::deque<Statement> m_writing;
    Statement m_keyOf;
    std::optional<Statement> m_seen;
    std::optional<RecordMatch> m_match;
    std::deque<Statement> m_lookups;
    std::deque<Statement> m_copyUpdates;
    std::vector<std::unordered_map<std::string_view, RowKey>> m_found; ///< a lookup each
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
    , m_keyOf(work, writer.m_sql.keyOfRecord)
    , m_found(static_cast<std::size_t>(writer.m_sql.lookups.size()))
    , m_room(writer.m_sql.values.size())
{
    if (writer.m_options.noteSeen)
        m_seen.emplace(work, SeenIds::noteSql());
    if (writer.m_identity)
        m_match.emplace(*writer.m_identity, writer.m_use, writer.m_mark, work);
    for (const QString &lookup : writer.m_sql.lookups)
        m_lookups.emplace_back(work, lookup);
    for (const QString &update : writer.m_use.copyUpdates())
        m_copyUpdates.emplace_back(work, update);
    for (const QString &sql : {writer.m_sql.upsert, writer.m_sql.update, writer.m_sql.insert}) {
        if (!sql.isEmpty())
            m_writing.emplace_back(work, sql);
    }
    m_someWereConverted = isConvertedInto() && ConvertedLeads::any(work);
    m_someWaitHere = PendingLookups::anyIn(writer.m_mapping.table, work);
    m_someWaitForUs = PendingLookups::anyFor(writer.m_mapping.table, work);
}

void RowWriter::Page::write(const RecordBatch &batch, std::size_t row)
{
    // First of all: a record that is refused joins nobody.
    if (!bindValues(batch, row))
        return;
    RecordMatch::Place place = RecordMatch::Place::ById;
    if (m_match && m_match->mayMeet(batch, row))
        place = m_match->placeOf(batch, row);
    if (place == RecordMatch::Place::Unmatched) {
        ++outcome.unmatched;
        noteSeen(batch.cell(row, static_cast<std::size_t>(m_writer.m_idField)));
        return;
    }
    put(batch, row, place == RecordMatch::Place::Joined);
}

void RowWriter::Page::settle(const RecordBatch &batch, std::size_t row, bool alone)
{
    if (!bindValues(batch, row))
        return;
    m_duplicatesTold = true;
    put(batch, row, m_match->settle(batch, row, alone) == RecordMatch::Place::Joined);
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
    const Written written = writeRow(record);
    if (m_work.isSpoilt())
        return;
    if (written.isNew)
        ++outcome.counts.imported;
    else if (written.isChanged || joined)
        ++outcome.counts.updated;

    const bool arrived = written.isNew || joined;
    qint64 filled = 0;
    if (arrived && m_someWaitForUs)
        filled = PendingLookups::fill(
            m_writer.m_mapping.table, asText(record), rowOf(written, record), m_work);
    if (arrived && m_someWereConverted)
        ConvertedLeads::wake(asText(record), m_work);
    if (!m_copyUpdates.empty() && ((written.isChanged && !written.isNew) || filled > 0))
        updateCopies(rowOf(written, record));
    if (!m_unresolved.empty() || m_someWaitHere)
        keepLookups(rowOf(written, record));
    if (written.isNew && m_match && m_writer.m_options.tellOfDuplicates && !m_duplicatesTold)
        m_match->tellOfDuplicates(batch, row, rowOf(written, record));
    noteSeen(record);
    if (m_writer.m_someFailedBefore)
        RecordErrors::settle(m_writer.m_mapping.id, Direction::Inbound, asText(record), m_work);
}

RowWriter::Page::Written RowWriter::Page::writeRow(std::string_view record)
{
    if (m_writer.m_sql.upsert.isEmpty())
        return updateOrInsert(record);
    Statement &upsert = m_writing.front();
    const qint64 changed = upsert.execute();
    const qint64 inserted = upsert.insertedId();
    Written written{{}, inserted != 0, changed > 0};
    if (written.isNew)
        written.key = RowKey(inserted);
    return written;
}

/// Links may stand beside an admin's own table, and only RETURNING knows a key that is no rowid, so
/// no statement can do both.
RowWriter::Page::Written RowWriter::Page::updateOrInsert(std::string_view record)
{
    const RowSql &sql = m_writer.m_sql;
    Written written{keyOf(record), false, false};
    if (!written.key.isNull()) {
        if (!sql.update.isEmpty()) {
            m_writing.front().bindKey(sql.keyParameter, written.key);
            written.isChanged = m_writing.front().execute() > 0;
        }
        return written;
    }
    Statement &insert = m_writing.back();
    if (m_writer.m_mapping.keySource == KeySource::Uuid)
        insert.bindKey(
            sql.keyParameter, RowKey(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    const bool isInserted = insert.step();
    if (isInserted)
        written.key = insert.key(0);
    insert.reset();
    written.isNew = isInserted;
    // A row without a key could never be found again: the link refuses it, and it goes.
    if (isInserted && m_writer.m_mapping.idColumn.isEmpty())
        Links::set(m_writer.m_mapping, written.key, asText(record), true, m_work);
    return written;
}

RowKey RowWriter::Page::rowOf(const Written &written, std::string_view record)
{
    return written.key.isNull() ? keyOf(record) : written.key;
}

/// Whether records of another object may become ones of this.
bool RowWriter::Page::isConvertedInto() const
{
    return std::ranges::any_of(m_writer.m_use.mappings(), [this](const Mapping &mapping) {
        return mapping.identity.convertsInto == m_writer.m_mapping.object;
    });
}

/// False when a value can't be brought to its column's form: the record is refused.
bool RowWriter::Page::bindValues(const RecordBatch &batch, std::size_t row)
{
    m_unresolved.clear();
    for (Statement &statement : m_writing)
        statement.bindText(1, batch.cell(row, static_cast<std::size_t>(m_writer.m_idField)));
    const std::vector<RowSql::Value> &values = m_writer.m_sql.values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const RowSql::Value &value = values[i];
        const std::string_view cell = batch.cell(row, static_cast<std::size_t>(value.batchColumn));
        const int parameter = static_cast<int>(i) + 2;
        if (value.lookup >= 0) {
            const RowKey key = cell.empty() ? RowKey() : target(value, cell);
            for (Statement &statement : m_writing)
                statement.bindKey(parameter, key);
            if (key.isNull() && !cell.empty())
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
    for (Statement &statement : m_writing) {
        switch (value.kind) {
        case CellValue::Kind::Text:
            statement.bindText(parameter, value.text);
            break;
        case CellValue::Kind::Integer:
            statement.bindInteger(parameter, value.integer);
            break;
        case CellValue::Kind::Real:
            statement.bindReal(parameter, value.real);
            break;
        case CellValue::Kind::Null:
        case CellValue::Kind::Invalid:
            statement.bindNull(parameter);
            break;
        }
    }
}

/// Many records share few parents. Only what was found is remembered: the rest may arrive within
/// this very page.
RowKey RowWriter::Page::target(const RowSql::Value &value, std::string_view record)
{
    const auto index = static_cast<std::size_t>(value.lookup);
    auto &known = m_found[index];
    if (const auto found = known.find(record); found != known.end())
        return found->second;
    Statement &lookup = m_lookups[index];
    lookup.bindText(1, record);
    RowKey key = lookup.step() ? lookup.key(0) : RowKey();
    lookup.reset();
    if (!key.isNull())
        known.emplace(record, key);
    return key;
}

void RowWriter::Page::keepLookups(const RowKey &key)
{
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
                                 .targetRecord = asText(waits->record)},
            m_work);
        m_someWaitHere = true;
        if (value.row.lookupTable == mapping.table)
            m_someWaitForUs = true;
    }
}

/// Children that show this row's values, as `Account.Name`: their own stamp does not move.
void RowWriter::Page::updateCopies(const RowKey &key)
{
    for (Statement &update : m_copyUpdates) {
        update.bindKey(1, key);
        update.execute();
    }
}

RowKey RowWriter::Page::keyOf(std::string_view record)
{
    m_keyOf.bindText(1, record);
    RowKey key = m_keyOf.step() ? m_keyOf.key(0) : RowKey();
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
    , m_identity(MatchSql::of(mapping, use, fields))
    , m_idField(static_cast<int>(fields.indexOf(u"Id"_s)))
{
}

void RowWriter::prepare(Transaction &work)
{
    m_someFailedBefore = RecordErrors::any(m_mapping.id, Direction::Inbound, work);
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
    const std::vector<UnmatchedRecords::Record> next = m_identity
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
    error.record = refusal.record;
    error.run = m_mark.run;
    error.code = refusal.code;
    error.raw = refusal.raw;
    RecordErrors::note(error, m_mapping, work);
    logEvent(work, m_mark, events::recordFailed(m_mapping.object, refusal.record, refusal.raw));
}
