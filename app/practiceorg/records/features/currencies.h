// Several currencies in one org.
#pragma once

#include "app/practiceorg/records/features/orgfeatures.h"

namespace practice {

/// Checks `{"corporate":"USD","currencies":{"EUR":0.92,…}}` and fills in what is missing.
[[nodiscard]] Result<void> prepareCurrencies(QJsonObject &change);
/// The picklists of the objects that the feature's file brought.
void nameCurrencies(Schema &schema, const QJsonObject &change);
/// CurrencyIsoCode for an object that has none and keeps amounts. False when nothing was added.
[[nodiscard]] bool addCurrency(const SchemaSnapshot &schema, Object &object);
/// CurrencyType's rows, and the user's currency.
[[nodiscard]] bool fillCurrencies(
    Records &records, Store::Writer &writer, const QJsonObject &change);

} // namespace practice
