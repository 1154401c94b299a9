#pragma once

#include "values/rowkey.h"
#include "workspace/workspace.h"

#include <memory>
#include <string_view>

/// A statement for the hot path: prepared once per connection (kept by its text), bound from
/// string_views through the database's native handle. Bound text must stay alive until step() has
/// returned false, or execute() has returned. Failures spoil the transaction; in a spoilt one
/// nothing happens. Values stay bound from one execution to the next until they are bound anew.
/// Lives inside its transaction.
class Statement {
public:
    Statement(Transaction &work, const QString &sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    void bindNull(int position); ///< positions count from 1
    void bindText(int position, std::string_view text);
    void bindInteger(int position, qint64 value);
    void bindReal(int position, double value);
    void bindKey(int position, const RowKey &key);

    /// True when a row is there to read; false at the end, or when it failed.
    bool step();
    /// step() and reset() for a statement without rows: rows changed.
    qint64 execute();
    void reset();

    [[nodiscard]] bool isNull(int column) const; ///< columns count from 0
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] RowKey key(int column) const;            ///< of whatever type it is
    [[nodiscard]] std::string_view text(int column) const; ///< until the next step
    /// Whether the last execute() inserted (rather than updated): the row's id, or 0.
    [[nodiscard]] qint64 insertedId() const;

private:
    class Private;
    std::unique_ptr<Private> d; ///< the prepared statement itself belongs to the workspace's cache
};
