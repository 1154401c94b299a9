// A lead becomes a contact of an account, perhaps with an opportunity.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

namespace practice {

/// What a converted lead became. Ids of existing records to use, or empty for new ones;
/// `opportunity` stays empty unless wanted.
struct Conversion {
    QByteArray account;
    QByteArray contact;
    QByteArray opportunity;
    bool wantsOpportunity = false;
};
[[nodiscard]] Result<Conversion> convert(
    Records &records, Store::Writer &writer, const QByteArray &lead, Conversion wanted);

} // namespace practice
