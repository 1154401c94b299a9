#pragma once

#include "programs.h"

#include <QStringList>

namespace journey {

/// Reads every record of the org and every row of the workspace and says where they differ: a
/// missing row, a row too many, a value that is not the record's. Empty when both agree. Knows the
/// people template of CONTRACT.md and nothing of the engine; table names carry `prefix`.
[[nodiscard]] QStringList differences(
    PracticeProgram &org, const QString &workspace, const QString &prefix = {});

/// A query on the workspace's database file, each row as a list of texts (NULL is a null text).
[[nodiscard]] QList<QStringList> rows(const QString &workspace, const QString &sql);

} // namespace journey
