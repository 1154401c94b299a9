#pragma once

#include "base/recordbatch.h"
#include "sync/rows/tableuse.h"

#include <optional>
#include <string>
#include <vector>

/// What a record says that may name its row: which match key it is, and its values.
struct MatchValues {
    std::size_t key = 0; ///< of Identity::matchKeys
    std::vector<std::string> values;

    /// One text for all of it: two records with the same may be meant for the same row.
    [[nodiscard]] QString text() const;
    /// As the log names it.
    [[nodiscard]] QString shown() const;
};

/// What a mapping's Identity (for people it is made in mapping/whoisoneperson.h) means for one
/// pull: where in its batches the fields stand, and the SQL that finds rows by them. Values only;
/// made once per pull.
class MatchSql {
public:
    /// None for a mapping whose records are known by their Ids alone. `fields` are the columns of
    /// the batches to come: a match key is left out when one of its fields is not among them.
    [[nodiscard]] static std::optional<MatchSql> of(
        const Mapping &mapping, const TableUse &use, const QStringList &fields);

    [[nodiscard]] const Mapping &mapping() const { return m_mapping; }
    /// The mapping whose records this one's may become; none: it has none, or nobody reads it.
    [[nodiscard]] const Mapping *target() const { return m_target ? &*m_target : nullptr; }
    [[nodiscard]] std::size_t keyCount() const { return m_keys.size(); }

    [[nodiscard]] std::string_view recordOf(const RecordBatch &batch, std::size_t row) const;
    /// The record that it became; empty for one that is still its own.
    [[nodiscard]] std::string_view convertedOf(const RecordBatch &batch, std::size_t row) const;
    /// By the first match key that it has all values of; none: it can be known by its Id alone.
    [[nodiscard]] std::optional<MatchValues> matchOf(
        const RecordBatch &batch, std::size_t row) const;

    /// SQL (values of match key `key`) -> keys of rows without a record of this object, two at
    /// most.
    [[nodiscard]] QString freeRowsSql(std::size_t key) const;
    /// SQL (values, a row's key): whether another row has them too.
    [[nodiscard]] QString otherRowSql(std::size_t key) const;
    /// SQL: record, value and key of all rows but the first of those that agree in match key `key`.
    [[nodiscard]] QString duplicatesSql(std::size_t key) const;

private:
    struct Part {
        std::size_t field; ///< where in the batch
        MatchPart what;
    };
    [[nodiscard]] QString conditionOf(std::size_t key, const QString &table) const;

    Mapping m_mapping;
    std::optional<Mapping> m_target;
    std::vector<std::vector<Part>> m_keys;
    std::size_t m_recordField = 0;
    std::optional<std::size_t> m_convertedField;
};

/// Trimmed, A-Z lowered: as SQL's lower(trim(…)) has it.
[[nodiscard]] std::string normalEmail(std::string_view email);
