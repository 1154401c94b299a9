#pragma once

#include "base/connectionstate.h"
#include "base/event.h"
#include "base/failure.h"

#include <QString>

/// The one place where a failure, event or state becomes a sentence: whole, translated, in an
/// admin's words. Used by the window, orgmendctl, the log and the admin API. Raw text from
/// Salesforce is never part of these sentences; it stands beside them, word for word.
namespace wording {

/// What went wrong, where, and what to do: one or two sentences.
[[nodiscard]] QString sentence(const Failure &failure);
/// A few words for a badge or a title: "Sign-in needed".
[[nodiscard]] QString title(const Failure &failure);
/// What happened, for the log's column of that name.
[[nodiscard]] QString sentence(const Event &event);
/// *Connected*, *Token expired*, *Disconnected* … exactly as UX.md has them.
[[nodiscard]] QString label(ConnectionState state);
/// `Info`, `Warning` …
[[nodiscard]] QString label(Level level);

} // namespace wording
