#pragma once

#include "sync/identity/matchsql.h"
#include "values/runwords.h"
#include "workspace/statement.h"

#include <deque>

/// Finds the row a record belongs to, where its own Id may not be all that tells (CONTRACT.md, "Who
/// is one person"). Lives inside one transaction.
///
/// 1. A record whose Id is on a row belongs there. 2. A record that became another one (a converted
/// Lead) belongs to that one's row: if it had a row of its own, the two become one. 3. By a match
/// key only when it is certain, which can't be known before the object's pull is complete, as
/// another record may come with the same values: such a record is kept (orgmend_unmatched_record)
/// and settled then, so that the result does not depend on the order in which records arrive.
class RecordMatch {
public:
    RecordMatch(const MatchSql &rules, const TableUse &use, const RunMark &mark, Transaction &work);

    enum class Place {
        ById,      ///< its Id does the rest
        Joined,    ///< the Id was put on an existing row just now: counts as updated
        Unmatched, ///< kept until all have come; nothing to write yet
    };
    /// False while no record can meet a row that is not its own: then placeOf() need not be asked.
    [[nodiscard]] bool mayMeet(const RecordBatch &batch, std::size_t row) const;
    [[nodiscard]] Place placeOf(const RecordBatch &batch, std::size_t row);
    /// A record that was kept unmatched and whose values' other records are known to be `alone` or
    /// not: joins the one row with a free place, or gets a row of its own and a line in the log.
    [[nodiscard]] Place settle(const RecordBatch &batch, std::size_t row, bool alone);
    /// The record has just got row `key` of its own: tells of others with the same values.
    void tellOfDuplicates(const RecordBatch &batch, std::size_t row, const RowKey &key);

private:
    struct Rows {
        RowKey free;       ///< the first with a free place
        int freeCount = 0; ///< 2 stands for more
        bool any = false;
    };
    [[nodiscard]] RowKey keyBy(Statement &statement, std::string_view value) const;
    [[nodiscard]] Rows rowsWith(const MatchValues &match);
    [[nodiscard]] bool anyOther(const MatchValues &match, const RowKey &than);
    enum class Converted { Joined, There, Impossible };
    [[nodiscard]] Converted joinTarget(
        std::string_view record, std::string_view target, const RowKey &key);
    void join(const RowKey &key, const QString &record, const QString &match);
    void tell(std::string_view record, const MatchValues &match, DuplicateReason why);

    const MatchSql &m_rules;
    const TableUse &m_use;
    RunMark m_mark;
    Transaction &m_work;
    bool m_anyFree = false;
    bool m_anyUnmatched = false;
    bool m_anyConverted = false;
    Statement m_keyOfRecord;
    std::optional<Statement> m_keyOfTarget;
    std::deque<Statement> m_freeRows; ///< a match key each
    std::deque<Statement> m_otherRow;
};

/// A possible duplicate is told once the first pull of a table is in, in one go: asking for each
/// row while a million arrive would cost a tenth of the time.
void tellOfAllDuplicates(const MatchSql &rules, const RunMark &mark, Transaction &work);
