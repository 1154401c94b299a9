// State and country/territory picklists: codes beside the texts of every address.
#pragma once

#include "app/practiceorg/records/recordsderive.h"

namespace practice {

/// The four fields of one address that hang together.
struct AddressCodes {
    const Field *country = nullptr;
    const Field *countryCode = nullptr;
    const Field *state = nullptr;
    const Field *stateCode = nullptr;
};

/// The addresses of an object that have codes; none while the feature is off.
[[nodiscard]] std::vector<AddressCodes> addressesWithCodes(const Object &object);
/// Adds the codes that an object's addresses lack. False when there was nothing to add.
[[nodiscard]] bool addAddressCodes(Object &object);
/// Codes for the texts that name a country or a state; the others stay as they are.
[[nodiscard]] bool convertAddresses(const SchemaSnapshot &schema, Store::Writer &writer);
/// Text and code of one address after a write that gave one of the two, or why it is refused.
[[nodiscard]] std::optional<RowError> keepInStep(
    const AddressCodes &address, Row &row, const Row *before, const std::vector<bool> &given);

} // namespace practice
