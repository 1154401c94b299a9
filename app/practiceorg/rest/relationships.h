// Addresses that lead from a record along its relationships: `sobjects/Contact/003…/Account` is the
// contact's account, `sobjects/Account/001…/Contacts` are the account's contacts (REST API Guide,
// sObject Relationships and "Traverse Relationships with Friendly URLs"; since version 36.0).
#pragma once

#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/schema/schema.h"

#include <optional>

namespace practice {

/// Whether `sobjects/{object}/{field}/{value...}` is such an address, and none of an external Id.
[[nodiscard]] bool isRelationshipPath(const Call &call, const Object &object);

struct RelatedRecord {
    const Object *object = nullptr;
    QByteArray id;
};
/// Where the path leads, from parent to parent, five at most. Nothing: answered, with 404 where no
/// record is related. "For relationships that resolve to multiple records, only GET methods are
/// supported."
[[nodiscard]] std::optional<RelatedRecord> relatedRecord(
    Call &call, const SchemaSnapshot &schema, const Object &object);

/// GET: the record that the path leads to, or what a query for the children answers.
void readRelated(Call &call, const SchemaSnapshot &schema, const Object &object);

} // namespace practice
