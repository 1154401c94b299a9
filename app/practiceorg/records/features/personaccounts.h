// Person accounts: an account and a contact that are one person.
#pragma once

#include "app/practiceorg/records/features/orgfeatures.h"
#include "app/practiceorg/records/recordsderive.h"

namespace practice {

/// A field of the account and the field of its contact that has the same value.
struct PersonPair {
    const Field *account = nullptr;
    const Field *contact = nullptr;
    bool shared = false; ///< a business account has it too: Phone
};

/// Nothing while the feature is off, and for every object but Account.
[[nodiscard]] std::vector<PersonPair> personPairs(
    const SchemaSnapshot &schema, const Object &account);

void prepareRecordTypes(Records &records, QJsonObject &change);
void nameRecordTypes(Schema &schema, const QJsonObject &change);
[[nodiscard]] bool fillRecordTypes(
    Records &records, Store::Writer &writer, const QJsonObject &change);
/// One `__pc` field of Account a custom field of Contact, whatever happened to that. False when
/// there was nothing to do.
[[nodiscard]] bool followContactFields(const Object &contact, Object &account, const QDateTime &at);

/// What a write makes of an account: a person or a business, its name, its record type; or why it
/// is refused.
[[nodiscard]] std::optional<RowError> checkPerson(const Object &account,
    const std::vector<PersonPair> &pairs, Row &row, const Row *before,
    const std::vector<bool> &given);
[[nodiscard]] bool isPerson(const Object &object, const Row &row);
/// INVALID_PERSON_ACCOUNT_OPERATION
[[nodiscard]] RowError personContactRefused();

/// The contacts of two person accounts become one before the accounts do; afterwards each account
/// that was merged away has its own contact again, in the recycle bin with it.
[[nodiscard]] Result<void> mergePersons(
    Records &records, Store::Writer &writer, const QByteArray &master, const QByteArray &loser);
[[nodiscard]] bool keepMergedPerson(
    Store::Writer &writer, const QByteArray &loser, const QByteArray &contact);
/// The contact of a person account; empty for a business.
[[nodiscard]] QByteArray contactOfPerson(
    const SchemaSnapshot &schema, Store::Writer &writer, const QByteArray &account);

} // namespace practice
