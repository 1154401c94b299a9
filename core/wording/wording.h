#pragma once

#include "base/failure.h"
#include "values/connectionstate.h"
#include "values/event.h"
#include "values/runwords.h"

#include <QString>

#include <optional>

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
/// How a run ended: *Completed*, *Failed* … ; *Running* for none.
[[nodiscard]] QString label(std::optional<Outcome> outcome);

/// A count as this country writes it.
[[nodiscard]] QString number(qint64 number);
/// "1,204 imported, 37 updated, 2 deleted", with failed and held ones where there are any.
[[nodiscard]] QString describe(const Counts &counts);
/// "0.4 s", "42 s", "3 min 20 s", "1 h 12 min".
[[nodiscard]] QString duration(double seconds);
/// For UsageWrong: "There is no template …".
[[nodiscard]] QString templateUnknown(const QString &name);
/// Why a connection has no time at which its token expires.
[[nodiscard]] QString tokenExpiryUnknown();

} // namespace wording
