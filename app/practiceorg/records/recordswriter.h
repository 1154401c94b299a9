// The inside of a RecordWriter, shared by the files that carry it out: what comes in
// (recordsincoming.cpp), what is refused (recordschecks.cpp), rows as they are stored
// (recordsrow.cpp), and the calls themselves (recordswrite.cpp).
#pragma once

#include "app/practiceorg/records/features/addresspicklists.h"
#include "app/practiceorg/records/features/personaccounts.h"
#include "app/practiceorg/records/recordsderive.h"
#include "app/practiceorg/records/recordsvalues.h"
#include "app/practiceorg/records/recordswrite.h"

#include <QDateTime>

#include <optional>

namespace practice {

/// A refusal without the key `fields` in single-record answers.
[[nodiscard]] RowError plainError(const QByteArray &code, const QString &message, int status = 400);
/// A refusal that lists its fields, be it none.
[[nodiscard]] RowError listError(
    const QByteArray &code, const QString &message, const QStringList &fields = {});
[[nodiscard]] RowError noSuchColumn(const QString &name, const Object &object);
[[nodiscard]] RowError internalError(const QString &text);

void bindValue(Statement &statement, int index, const Value &value);

struct RecordWriter::Private {
    Private(Records &owner, Store::Writer &connection, SchemaPointer schemaNow,
        const Object &ofObject, Operation what, const Field *keyField, WriteOptions given);

    // What every row shares.
    Records &records;
    Store::Writer &writer;
    const SchemaPointer schema;
    const Object &object;
    const Operation operation;
    const Field *const key;
    const WriteOptions options;
    const std::shared_ptr<const RuleSet> rules;
    std::vector<const ValidationRule *> validation;
    std::vector<const DuplicateRule *> duplicates;
    std::vector<const Field *> columns;  ///< stored, generated ones included
    std::vector<const Field *> writable; ///< stored, not generated
    std::vector<const Field *> uniques;
    const std::vector<AddressCodes> addresses;
    const std::vector<PersonPair> persons;
    Row blank;
    qint64 now = 0;
    QDateTime time;
    std::string user;
    QByteArray selectSql;
    QByteArray insertSql;

    struct Incoming {
        std::vector<Assignment> values;
        std::vector<RowError> errors;
        QStringList notWritable;
    };

    void addValue(Incoming &incoming, const Field &field, Value value, bool creating) const;
    void addJson(Incoming &incoming, const QString &name, const QJsonValue &json, bool creating);
    bool addParent(Incoming &incoming, const QString &name, const QJsonValue &json, bool creating);
    std::optional<RowError> parentId(
        const Object &parent, const Field &parentKey, const Value &wanted, Value &id);
    Incoming fromJson(const QJsonObject &body, bool creating);
    Incoming fromCells(std::span<const UploadColumn> headers,
        std::span<const std::string_view> cells, bool creating);

    RowResult write(Incoming incoming, const std::optional<QByteArray> &id);
    RowResult create(Incoming &incoming);
    bool makeHousehold(Row &row);
    bool makePersonContact(Row &row);
    bool followPerson(const Row &row);
    void checkAddresses(Row &row, const Row *before, const std::vector<bool> &given,
        std::vector<RowError> &errors) const;
    RowResult change(const QByteArray &id, Incoming &incoming);
    [[nodiscard]] bool changesAccount(const Row &row, const Row &before) const;
    bool load(const QByteArray &id, Row &row);
    [[nodiscard]] RowError wrongId(const QByteArray &id) const;
    std::optional<RowError> findForUpdate(const QByteArray &id, Row &row);
    std::vector<QByteArray> find(const Object &in, const Field &field, const Value &value);

    void checkAccess(Incoming &incoming) const;
    void checkFields(Incoming &incoming);
    std::optional<RowError> checkReference(const Field &field, Value &value);
    void checkOwner(const Row &row, const Row *before, std::vector<RowError> &errors);
    void checkRequired(const Row &row, std::vector<RowError> &errors) const;
    void checkRules(const Row &row, const Row *before, std::vector<RowError> &errors) const;
    void checkUnique(const Row &row, const Row *before, std::vector<RowError> &errors);
    bool insert(const Row &row);
    bool update(const QByteArray &id, const Row &row, const Row &before);
    void stampChange(Row &row) const;
    void giveNumber(Row &row) const;
    void setText(Row &row, const QString &name, const std::string &text) const;
    void setInteger(Row &row, const QString &name, qint64 number) const;
    RowResult upsertTarget(const Value &wanted, std::optional<QByteArray> &id);
};

} // namespace practice
