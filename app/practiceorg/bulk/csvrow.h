#pragma once

#include "app/practiceorg/soql/soqlplan.h"
#include "app/practiceorg/text/csv.h"

#include <string>
#include <vector>

struct sqlite3_stmt;

namespace practice {

/// Rows of a plan as Bulk API 2.0 writes them: every value quoted, null as `""`, datetimes with a
/// `Z`, numbers as decimals (PROTOCOL.md 5.1).
class CsvRow {
public:
    CsvRow(const std::vector<soql::Leaf> &leaves, csv::Dialect dialect);

    [[nodiscard]] std::string header() const; ///< with its line ending
    void append(std::string &out, sqlite3_stmt *row) const;

private:
    const std::vector<soql::Leaf> &m_leaves;
    csv::Dialect m_dialect;
};

} // namespace practice
