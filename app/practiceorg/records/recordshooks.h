// Where features of an org take part in a write.
#pragma once

#include "app/practiceorg/records/recordscontext.h"

#include <memory>
#include <optional>

namespace practice {

/// A row on its way: as it will be, as it was (null: a new one), and by Field::index which fields
/// the client gave.
struct RowOnItsWay {
    Row &row;
    const Row *before;
    const std::vector<bool> &given;
};

/// One feature's part. Made for each RecordWriter that it has something to say to; it lives no
/// longer than the writer's WriteContext.
class RecordHook {
public:
    RecordHook() = default;
    RecordHook(const RecordHook &) = delete;
    RecordHook &operator=(const RecordHook &) = delete;
    virtual ~RecordHook() = default;

    /// Why the record can't be changed or deleted, whatever is asked.
    [[nodiscard]] virtual std::optional<RowError> refusal(const Row & /*before*/) const
    {
        return std::nullopt;
    }
    /// Fills in what follows from the client's values, or says what is wrong with them.
    virtual void complete(RowOnItsWay & /*change*/, std::vector<RowError> & /*errors*/) const { }
    /// The row has its Id and is about to be inserted. False when SQLite refused.
    [[nodiscard]] virtual bool beforeInsert(Row & /*row*/) const { return true; }
    [[nodiscard]] virtual bool afterUpdate(const Row & /*row*/) const { return true; }
};

using RecordHooks = std::vector<std::unique_ptr<const RecordHook>>;

/// In the order in which they take part.
[[nodiscard]] RecordHooks recordHooks(const WriteContext &context);

} // namespace practice
