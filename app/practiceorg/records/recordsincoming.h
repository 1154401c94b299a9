// What a client sends of a record, read into values.
#pragma once

#include "app/practiceorg/records/recordscontext.h"
#include "app/practiceorg/records/recordsvalues.h"

namespace practice {

struct IncomingRow {
    std::vector<Assignment> values;
    std::vector<RowError> errors;
    QStringList notWritable;
};

class IncomingReader {
public:
    explicit IncomingReader(const WriteContext &context) : m_context(context) { }

    [[nodiscard]] IncomingRow fromJson(const QJsonObject &body, bool creating) const;
    /// An empty cell is absent, `#N/A` is null.
    [[nodiscard]] IncomingRow fromCells(std::span<const UploadColumn> headers,
        std::span<const std::string_view> cells, bool creating) const;
    [[nodiscard]] bool column(const QString &header, UploadColumn &column) const;
    static void addValue(IncomingRow &incoming, const Field &field, Value value, bool creating);

private:
    const WriteContext &m_context;

    void addJson(
        IncomingRow &incoming, const QString &name, const QJsonValue &json, bool creating) const;
    bool addParent(
        IncomingRow &incoming, const QString &name, const QJsonValue &json, bool creating) const;
    std::optional<RowError> parentId(
        const Object &parent, const Field &parentKey, const Value &wanted, Value &id) const;
};

} // namespace practice
