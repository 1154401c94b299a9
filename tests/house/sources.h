#pragma once

#include <QList>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

/// What the house tests read: sources as text, and what stands in them.

struct Include {
    QString file; ///< relative to the project
    QString path; ///< as written
};

struct Source {
    QString file; ///< relative to the project
    QString text;
};

/// The programs and their libraries, without the practice org (tst_practicerooms has that).
[[nodiscard]] const QStringList &productFolders();
[[nodiscard]] QList<Source> sourcesUnder(const QString &folder);
[[nodiscard]] QList<Source> productSources();

[[nodiscard]] QStringList includesOf(const Source &source);
[[nodiscard]] QList<Include> includesUnder(const QString &folder);
/// Types that headers under a folder define outside of any namespace, with where.
[[nodiscard]] QList<std::pair<QString, QString>> globalTypesUnder(const QString &folder);
/// Classes and structs that a header defines.
[[nodiscard]] QStringList classesIn(const Source &header);
/// What stands before the `::` of functions that are defined there, once for each.
[[nodiscard]] QStringList scopesOfFunctionsIn(const Source &source);
/// `orgmend_…` outside of comments.
[[nodiscard]] QStringList tablesIn(const Source &source);
/// Text that something is compared with or set to, save names of events and icons and types of
/// Salesforce's fields.
[[nodiscard]] QStringList comparedTextsIn(const Source &source);
/// The words of the enums of core/values (EnumWords).
[[nodiscard]] QSet<QString> enumWords();

/// A header and its source are one part, and so is what only they include (`_p`).
[[nodiscard]] QString partOf(const QString &file);
using Arrows = QMap<QString, QStringList>;
/// `a > b > a`, or nothing.
[[nodiscard]] QString anyCircle(const Arrows &arrows);
