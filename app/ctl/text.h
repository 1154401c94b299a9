#pragma once

#include "engine/engine.h"

/// What orgmendctl shows to people: aligned, calm, in local time.
namespace text {

/// What went wrong, as everywhere, and the option that helps where one does.
[[nodiscard]] QString sentence(const Failure &failure);

[[nodiscard]] QString connections(const std::vector<ConnectionStatus> &connections);
[[nodiscard]] QString status(const ConnectionStatus &status, const QDateTime &now);
[[nodiscard]] QString run(const RunReport &report);
[[nodiscard]] QString event(const Event &event);
/// One line about a run that goes on.
[[nodiscard]] QString progress(const RunReport &soFar);

/// Columns as wide as their widest cell; numbers (by `alignRight`) end together.
[[nodiscard]] QString table(
    const std::vector<QStringList> &rows, const std::vector<bool> &alignRight);

} // namespace text
