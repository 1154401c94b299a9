#pragma once

#include "base/recordbatch.h"
#include "sync/rows/tableuse.h"
#include "workspace/statement.h"

#include <optional>
#include <string>

/// What "Who is one person" (CONTRACT.md) needs to know of one object of a people table; made once
/// per pull.
struct PersonRules {
    Mapping mapping;
    QString emailColumn;   ///< empty: this pull knows no email, and nobody meets by it
    QString contactColumn; ///< Lead: where the row keeps its Contact; empty for Contact
    int idField = -1;      ///< where in the batch
    int emailField = -1;
    int convertedField = -1; ///< ConvertedContactId

    [[nodiscard]] bool byEmail() const { return emailField >= 0 && !emailColumn.isEmpty(); }
    [[nodiscard]] QString emailSql() const; ///< the column as it is compared and indexed
};

/// None for a mapping that is not about people.
[[nodiscard]] std::optional<PersonRules> personRules(
    const Mapping &mapping, const QStringList &fields);

/// Trimmed, A-Z lowered: as SQL's lower(trim(…)) has it.
[[nodiscard]] std::string normalEmail(std::string_view email);

/// Finds the row a record of a people object belongs to. Lives inside one transaction.
///
/// 1. A record whose Id is on a row belongs there. 2. A converted Lead belongs to the row of its
/// Contact: if it had a row of its own, the two become one. 3. By email only when it is certain,
/// which can't be known before the object's pull is complete, as another record may come with the
/// same email: such a record is kept (orgmend_candidate) and settled then, so that the result
/// does not depend on the order in which records arrive.
class PersonMatch {
public:
    PersonMatch(
        const PersonRules &rules, const TableUse &use, const RunMark &mark, Transaction &work);

    enum class Place {
        ById,      ///< the upsert by Id does the rest
        Joined,    ///< the Id was put on an existing row just now: counts as updated
        Unmatched, ///< kept until all have come; nothing to write yet
    };
    /// False while no record can meet a row that is not its own: then placeOf() need not be asked.
    [[nodiscard]] bool mayMeet(const RecordBatch &batch, std::size_t row) const;
    [[nodiscard]] Place placeOf(const RecordBatch &batch, std::size_t row);
    /// A record that was kept unmatched and whose email's other records are known to be `alone` or
    /// not: joins the one row with a free place, or gets a row of its own and a line in the log.
    [[nodiscard]] Place settle(const RecordBatch &batch, std::size_t row, bool alone);
    /// The record has just got row `key` of its own: tells of others with the same email.
    void tellOfDuplicates(const RecordBatch &batch, std::size_t row, qint64 key);

    /// Whether a record that is not here yet can meet anybody: some row has a free place.
    [[nodiscard]] bool anyFree() const { return m_anyFree; }

private:
    struct Rows {
        qint64 free = 0;   ///< the first with a free place
        int freeCount = 0; ///< 2 stands for more
        bool any = false;
    };
    [[nodiscard]] qint64 keyBy(Statement &statement, std::string_view value) const;
    [[nodiscard]] Rows rowsWith(std::string_view email);
    enum class Conversion { Joined, There, Impossible };
    [[nodiscard]] Conversion joinContact(
        std::string_view record, std::string_view contact, qint64 key);
    void link(qint64 key, std::string_view record, std::string_view email);
    void keepUnmatched(const RecordBatch &batch, std::size_t row, const std::string &email);
    void forgetUnmatched(std::string_view record);
    void tell(std::string_view record, std::string_view email, const QString &why);

    const PersonRules &m_rules;
    const TableUse &m_use;
    RunMark m_mark;
    Transaction &m_work;
    bool m_anyFree = false;
    bool m_anyUnmatched = false;
    bool m_anyConversions = false;
    Statement m_keyOfRecord;
    Statement m_keyOfContact;
    Statement m_freeRows;
    Statement m_anyRow;
};

/// A possible duplicate is told once the first pull of a table is in, in one go: asking for each
/// row while a million arrive would cost a tenth of the time.
void tellOfAllDuplicates(const PersonRules &rules, const RunMark &mark, Transaction &work);
