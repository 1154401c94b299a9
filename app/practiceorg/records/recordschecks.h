// Why a row is refused, in Salesforce's own words.
#pragma once

#include "app/practiceorg/records/recordsincoming.h"

namespace practice {

class RecordRows;

/// `before`: null for a new row.
class RowChecks {
public:
    RowChecks(const WriteContext &context, const RecordRows &rows);

    /// Fields that the user may not write, and values that are none of their fields'.
    void incoming(IncomingRow &incoming) const;
    /// The whole row. What a later check says is not looked for when an earlier one refused: fields
    /// that are required, validation rules, unique fields, duplicate rules.
    void row(const Row &row, const Row *before, std::vector<RowError> &errors) const;

private:
    const WriteContext &m_context;
    const RecordRows &m_rows;
    const std::shared_ptr<const RuleSet> m_rules;
    std::vector<const ValidationRule *> m_validation;
    std::vector<const DuplicateRule *> m_duplicates;

    std::optional<RowError> reference(const Field &field, Value &value) const;
    void owner(const Row &row, const Row *before, std::vector<RowError> &errors) const;
    void required(const Row &row, std::vector<RowError> &errors) const;
    void validation(const Row &row, const Row *before, std::vector<RowError> &errors) const;
    void unique(const Row &row, const Row *before, std::vector<RowError> &errors) const;
    void duplicates(const Row &row, const Row *before, std::vector<RowError> &errors) const;
};

} // namespace practice
