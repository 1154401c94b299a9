// Writing records: the one way in for REST, collections, composite, Bulk ingest and the controls.
#pragma once

#include "app/practiceorg/records/records.h"

#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// A value as it is stored (store.h has the table of types).
struct Value {
    enum class Kind : quint8 { Null, Text, Integer, Real };
    Kind kind = Kind::Null;
    qint64 integer = 0;
    double real = 0;
    std::string text;

    [[nodiscard]] bool isNull() const { return kind == Kind::Null; }
    [[nodiscard]] static Value ofText(std::string_view utf8);
    [[nodiscard]] static Value ofInteger(qint64 number);
    [[nodiscard]] static Value ofReal(double number);
    friend bool operator==(const Value &a, const Value &b);
};

/// One reason why a row was refused. `code` stands as errorCode in single-record answers, as
/// statusCode in collections, before the first colon in Bulk results.
struct RowError {
    QByteArray code;
    QString message;
    QStringList fields = {};
    QJsonObject duplicateResult = {}; ///< with DUPLICATES_DETECTED
    /// Single-record answers leave the key `fields` out for some errors (INVALID_FIELD,
    /// JSON_PARSER_ERROR, NOT_FOUND …).
    bool withFields = true;
    int status = 400; ///< of a single-record answer
    /// JSON_PARSER_ERROR of a field: where in the body it stands is added by whoever has the text
    /// (` at [line:1, column:55]`).
    QString positionOf = {};
};

struct RowResult {
    QByteArray id; ///< 18 characters; also of a refused row where it is known
    bool created = false;
    std::vector<RowError> errors;
    std::vector<QByteArray> candidates; ///< upsert: the external Id fits several records (300)
    [[nodiscard]] bool ok() const { return errors.empty() && candidates.empty(); }
};

enum class Operation { Insert, Update, Upsert, Delete, HardDelete };

struct WriteOptions {
    bool saveDuplicates = false;   ///< Sforce-Duplicate-Rule-Header: allowSave
    bool duplicateDetails = false; ///< includeRecordDetails
    bool updateOnly = false;       ///< upsert: not found is NOT_FOUND
    bool matchDetails = true;      ///< DUPLICATES_DETECTED with duplicateResult (single calls)
    QByteArray version = "62.0";   ///< for addresses and spellings in answers
};

/// One column of a Bulk upload: a field, or a parent by external Id (`Account.Ext__c`,
/// `Lead:Who.Email`).
struct UploadColumn {
    const Field *field = nullptr;     ///< what is written
    const Object *parent = nullptr;   ///< looked up by parentKey; null: the cell is the value
    const Field *parentKey = nullptr; ///< an idLookup field of parent
    bool isId = false;                ///< the record's own Id
};

/// Writes rows of one object in one transaction of the caller's. Made once per call or per batch
/// of rows: it prepares what every row needs. Lives no longer than `writer`; use it on its thread.
class RecordWriter {
public:
    /// `key`: for Upsert, the external Id field (null: Id). `object` belongs to `schema`.
    RecordWriter(Records &records, Store::Writer &writer, SchemaPointer schema,
        const Object &object, Operation operation, const Field *key = nullptr,
        WriteOptions options = {});
    ~RecordWriter();

    /// A column header of a Bulk upload, without regard to case; false when the user can see no
    /// such field (the job fails then: `InvalidBatch : Field name not found : X`).
    [[nodiscard]] bool column(const QString &header, UploadColumn &column) const;
    /// A row of a Bulk upload; a cell each column. Empty: absent on update, null on insert; `#N/A`:
    /// null. Errors say `Failed to deserialize field at col N` where REST speaks of the JSON.
    [[nodiscard]] RowResult applyCells(
        std::span<const UploadColumn> columns, std::span<const std::string_view> cells);

    /// A record as JSON. `id`: of the row to update (ignored for Insert); for Upsert by an external
    /// Id its value. `attributes` is skipped.
    [[nodiscard]] RowResult applyJson(const QJsonObject &body, const QString &id = {});

    /// Deletes by Id (into the recycle bin, or for good with HardDelete).
    [[nodiscard]] RowResult remove(const QString &id);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// DUPLICATE_EXTERNAL_ID: an external Id fits several records (single REST calls answer 300
/// instead).
[[nodiscard]] RowError severalRecords(const Field &key, const std::vector<QByteArray> &ids);
/// `"IsDeleted"`, or `0` for an object whose records never go into the recycle bin.
[[nodiscard]] QByteArray deletedColumn(const Object &object);

} // namespace practice
