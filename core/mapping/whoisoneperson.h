#pragma once

#include "values/mapping.h"

/// Who is one person (CONTRACT.md): when a Contact and a Lead share a row of `people`. A record
/// whose Id is on a row belongs there, a converted Lead belongs to its Contact's row, else the
/// email decides. What the sync makes of it, for any mapping with an Identity, stands in
/// sync/identity.
namespace whoisoneperson {

[[nodiscard]] Identity contact();
[[nodiscard]] Identity lead();

} // namespace whoisoneperson
