#pragma once

#include "values/connection.h"

/// The names that the engine chooses.
namespace naming {

/// `wanted`, or `wanted 2` … where another connection has it.
[[nodiscard]] QString connectionName(const QString &wanted, const std::vector<Connection> &others);

/// CONTRACT.md, "Prefix": none for the first production connection, `sandbox_` for the first
/// sandbox, `<name as identifier>_` for later ones; never one that another connection has.
[[nodiscard]] QString tablePrefix(
    const Connection &connection, const std::vector<Connection> &others);

/// The port asked for, or, when that is only the default, the one of the callback that worked
/// before.
[[nodiscard]] quint16 callbackPort(quint16 asked, const QString &callback);

/// Whoever holds this lease may run the connection's sync.
[[nodiscard]] QString syncLease(qint64 connection);

} // namespace naming
