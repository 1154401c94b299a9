// What the record endpoints share.
#pragma once

#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/records/recordswrite.h"

namespace practice {

[[nodiscard]] ApiError apiError(const RowError &error, const QByteArray &version);
/// A row error as it stands in collections and trees: `{"statusCode","message","fields"}`.
[[nodiscard]] QJsonArray rowErrorsJson(
    const std::vector<RowError> &errors, const QString &language);
/// Sforce-Duplicate-Rule-Header and the version of the call.
[[nodiscard]] WriteOptions writeOptions(const Call &call);
/// The object of the path; null when the user sees none (404 has been answered).
[[nodiscard]] const Object *objectOfPath(Call &call, const SchemaSnapshot &schema);
/// The fields of `?fields=A,B`, or all visible ones. False: INVALID_FIELD has been answered.
[[nodiscard]] bool fieldsOf(
    Call &call, const Object &object, const QStringList &names, std::vector<const Field *> &fields);
/// A parameter as text, null when absent.
[[nodiscard]] QString parameter(const Call &call, std::string_view name);

/// The live records whose idLookup field has that value; 20 at most.
[[nodiscard]] std::vector<QByteArray> findByKey(
    sqlite3 *db, const Object &object, const Field &key, const QString &value);

/// The record with the fields of `?fields=`; 404 when it is not there, or not any more.
void answerRecord(Call &call, const Object &object, const QByteArray &id);

void addReadEndpoints(Router &router);       ///< GET of records, updated, deleted
void addCollectionEndpoints(Router &router); ///< composite/sobjects
void addCompositeEndpoints(Router &router);  ///< composite, composite/batch and the tree
void addTreeEndpoint(Router &router);        ///< composite/tree

} // namespace practice
