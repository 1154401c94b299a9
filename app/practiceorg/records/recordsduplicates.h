// Duplicate rules at work.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

#include <optional>
#include <vector>

namespace practice {

/// The refusal of the first rule that finds other records like `row`; nothing when none does, or
/// when the client asked to save anyway and the rule lets it. `self`: the row's own Id, or empty.
[[nodiscard]] std::optional<RowError> findDuplicates(
    const std::vector<const DuplicateRule *> &rules, const Object &object, const Row &row,
    const QByteArray &self, const WriteOptions &options, Store::Writer &writer);
/// Whether an update touches a field that one of the rules looks at.
[[nodiscard]] bool matchesChanged(const std::vector<const DuplicateRule *> &rules,
    const Object &object, const Row &row, const Row &before);

} // namespace practice
