#pragma once

#include "base/recordbatch.h"
#include "sync/identity/recordmatch.h"
#include "sync/rows/rowsql.h"
#include "sync/rows/tableuse.h"
#include "values/event.h"

/// Puts records of one object into their table: the hot path of a pull. Made once per pull; what
/// it writes is part of the caller's transaction.
class RowWriter {
public:
    struct Options {
        /// A full pull notes the Ids that it saw, to ask for the others at its end.
        bool noteSeen = false;
        /// Whether a new row looks for others with its email at once, rather than all of them at
        /// the end of the first pull.
        bool tellOfDuplicates = true;
    };

    struct Outcome {
        Counts counts;
        qint64 unmatched = 0; ///< records whose row is decided at the end of the pull

        Outcome &operator+=(const Outcome &other);
    };

    /// `fields` are the columns of the batches to come. `use` must outlive the writer.
    RowWriter(const Mapping &mapping, const std::vector<Mapping> &all, const QStringList &fields,
        const TableUse &use, const RunMark &mark, const Options &options);

    /// Looks whether records failed earlier, to settle them when they go through now.
    void prepare(Transaction &work);

    /// Rows `first` to `first + count`. In one savepoint; only when the database refuses a value in
    /// it, row by row: a refused record becomes a record error and a line in the log, and the rest
    /// goes on. Whether the database itself is in trouble, the transaction knows.
    Outcome write(
        const RecordBatch &batch, std::size_t first, std::size_t count, Transaction &work);

    /// Decides about the next records that are unmatched, some `about` of them. Nothing left:
    /// counts of zero and false in `more`.
    Outcome settleUnmatched(int about, bool &more, Transaction &work);

    [[nodiscard]] const std::optional<MatchSql> &identity() const { return m_identity; }
    [[nodiscard]] const Mapping &mapping() const { return m_mapping; }

private:
    class Page;

    struct Refusal {
        QString record;
        QString code;
        QString raw;
    };
    void noteRefusal(const Refusal &refusal, Transaction &work);

    Mapping m_mapping;
    QStringList m_fields;
    const TableUse &m_use;
    RunMark m_mark;
    Options m_options;
    RowSql m_sql;
    std::optional<MatchSql> m_identity;
    int m_idField = -1;
    bool m_someFailedBefore = false;
};
