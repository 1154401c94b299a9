#pragma once

#include "base/recordbatch.h"

#include <QStringList>

/// The columns of a batch are exactly `fields`, in this order; parents as `Account.Name`.
[[nodiscard]] QString selectFrom(const QString &object, const QStringList &fields);
/// `'O\'Brien'`: a SOQL literal with its quotes (PROTOCOL.md 8.6).
[[nodiscard]] QString soqlText(const QString &value);
/// The object that a query reads from; empty where there is none.
[[nodiscard]] QString objectOf(const QString &soql);
/// `query?q=…`, relative to the version.
[[nodiscard]] QString queryPath(const QString &soql, bool queryAll);
/// The columns of a batch that holds these fields.
[[nodiscard]] RecordBatch::Columns batchColumns(const QStringList &fields);
