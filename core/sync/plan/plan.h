#pragma once

#include "salesforce/schema/schema.h"
#include "values/mapping.h"
#include "values/runwords.h"

#include <QString>
#include <QStringList>

#include <optional>

/// What a pull asks Salesforce, and in which way. Plain functions from values to values.
namespace plan {

/// The way, and why, as the log's `way_chosen` says it.
struct Choice {
    ReadWay way = ReadWay::Rest;
    ReadReason why = ReadReason::FewChanged;

    friend bool operator==(const Choice &, const Choice &) = default;
};
/// REST for a little, Bulk API 2.0 for a lot (PROTOCOL.md 5.5: past some 2,000 records Bulk is
/// quicker and costs fewer calls), and for a query that is too long for an address (`fitsAddress`).
/// `full`: everything is read; `first`: for the first time.
[[nodiscard]] Choice chooseWay(
    bool full, bool first, qint64 records, qint64 restLimit, bool fitsRest);
/// Whether REST can ask this: its address and the headers have 16,384 bytes (PROTOCOL.md 2).
[[nodiscard]] bool fitsAddress(const QString &soql);

/// What the rows of a pull consist of: Id first, the mapped fields once each, the one that
/// names what a record became (the Lead's ConvertedContactId, mapped or not), the stamp last.
[[nodiscard]] QStringList fieldsOf(
    const Mapping &mapping, const ObjectSchema &schema, const QString &stampField);

/// Where a pull stands: everything from `low` on (empty: from the beginning), behind the record
/// (`stamp`, `id`) where one is named. Many records share a stamp: the pair alone loses none.
struct Position {
    QString low;
    QString stamp;
    QString id;
};
[[nodiscard]] QString rowsQuery(const QString &object, const QStringList &fields,
    const QString &stampField, const Position &position, bool inOrder);
/// Of all records, or of those from `low` on.
[[nodiscard]] QString countQuery(
    const QString &object, const QString &stampField, const QString &low);
/// For queryAll: what was deleted from `low` on, oldest first, so that a chain of merges is
/// followed in its order.
[[nodiscard]] QString deletedQuery(const QString &object, const QStringList &fields,
    const QString &stampField, const QString &low);
[[nodiscard]] QString byIdQuery(
    const QString &object, const QStringList &fields, const QStringList &ids);
/// How many Ids such a query takes: many fields leave less room for them in its address.
[[nodiscard]] int idsPerQuery(const QString &object, const QStringList &fields);

} // namespace plan
