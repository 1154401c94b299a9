// The object Name: what a query can ask of a parent that may be one of several objects, as the
// Owner, Who and What of an activity (Object Reference, "Name").
#pragma once

#include <QString>

namespace practice::soql {

/// Without regard to case.
[[nodiscard]] bool isNameField(const QString &field);
/// Whether describe knows it from User, so that it is there whatever the parent may be.
[[nodiscard]] bool isFieldOfUsers(const QString &field);
/// "This field contains a value only if the related record is a user", or a user, contact or lead:
/// whether records of this object have a value in the field of Name.
[[nodiscard]] bool hasNameField(const QString &object, const QString &field);
/// `Owner.Profile.Name`: a relationship that leads on from Name.
[[nodiscard]] bool isNameRelationship(const QString &relationship);

} // namespace practice::soql
