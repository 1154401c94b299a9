// Switches of an org: what a package and the features of Salesforce that change the schema add.
#pragma once

#include "app/practiceorg/records/records.h"

#include <QJsonObject>

namespace practice {

// The names that SchemaSnapshot::features() has and a change of kind `feature` gives as `feature`.
inline constexpr QLatin1StringView nonprofitPackage("npsp");
inline constexpr QLatin1StringView personAccounts("person_accounts");
inline constexpr QLatin1StringView multiCurrency("multi_currency");
inline constexpr QLatin1StringView addressPicklists("state_country_picklists");

/// What the journal has to keep of a switch, so that a later start gives the same Ids.
[[nodiscard]] Result<void> prepareFeature(Records &records, QJsonObject &change);
/// The schema with the feature. Fails for one that is on already: Salesforce has no way back for
/// most of them, and nothing is to be switched on twice.
[[nodiscard]] Result<void> applyFeature(Records &records, const QJsonObject &change);
/// What features add to every object that fits, new ones and new fields included.
void completeFeatures(Schema &schema, const QDateTime &at);
/// The rows that come with it: record types, currencies, codes of the addresses there are.
[[nodiscard]] bool fillFeature(Records &records, Store::Writer &writer, const QJsonObject &change);

} // namespace practice
