#pragma once

#include "base/recordbatch.h"

#include <QStringList>

/// The object that a query reads from; empty where there is none.
[[nodiscard]] QString objectOf(const QString &soql);
/// `query?q=…`, relative to the version.
[[nodiscard]] QString queryPath(const QString &soql, bool queryAll);
/// The columns of a batch that holds these fields.
[[nodiscard]] RecordBatch::Columns batchColumns(const QStringList &fields);
