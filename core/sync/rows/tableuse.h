#pragma once

#include "values/mapping.h"

#include <QString>
#include <QStringList>

#include <vector>

/// Who changed something, for log and history.
struct RunMark {
    qint64 connection = 0;
    qint64 run = 0;
};

/// One table as all mappings of its connection see it: which objects fill it, what is fed by whom,
/// and which columns elsewhere hold its keys. Values only; built once per run.
class TableUse {
public:
    /// An object that feeds such a column: which rows are its own, and their records.
    struct Feeder {
        qint64 mapping = 0;
        QString recordsSql; ///< record Ids of its rows whose column holds the bound key
    };
    /// A column of some table that holds keys of this one.
    struct Reference {
        QString table;
        QString keyColumn;
        QString column;
        std::vector<Feeder> feeders; ///< Task and Event both feed `activities`
    };

    TableUse(const QString &table, const std::vector<Mapping> &all);

    [[nodiscard]] const QString &table() const { return m_table; }
    [[nodiscard]] const QString &keyColumn() const { return m_keyColumn; }
    /// The objects that share the table, by precedence: whose values go first comes first.
    [[nodiscard]] const std::vector<Mapping> &mappings() const { return m_mappings; }
    [[nodiscard]] const std::vector<Reference> &references() const { return m_references; }
    /// SQL (key): brings columns elsewhere that show that row's values (`Account.Name` on people)
    /// up to date. In Salesforce the child's stamp does not move when the parent changes.
    [[nodiscard]] const QStringList &copyUpdates() const { return m_copyUpdates; }

    /// Those `among` the connection's mappings whose values go first in that column, where a row
    /// has a record of theirs.
    [[nodiscard]] static std::vector<const Mapping *> preceding(
        const Mapping &mapping, const QString &column, const std::vector<Mapping> &among);
    /// SQL that is true for a row (`table`: its table's name or alias) that has no record of any of
    /// these; empty for none.
    [[nodiscard]] static QString noneOf(
        const std::vector<const Mapping *> &mappings, const QString &table);
    /// Columns that only this object feeds: without it they say nothing.
    [[nodiscard]] QStringList columnsOnlyOf(const Mapping &mapping) const;
    /// Columns that this object feeds and none whose values go first.
    [[nodiscard]] QStringList columnsFirstOf(const Mapping &mapping) const;
    /// Columns that this object feeds, its link and the external id aside.
    [[nodiscard]] static QStringList columnsOf(const Mapping &mapping);
    /// Whether the engine writes that column at all.
    [[nodiscard]] bool isFed(const QString &column) const;
    [[nodiscard]] QString externalIdColumn() const { return m_externalIdColumn; }
    /// `external_id` as CONTRACT.md has it, as an expression over the row's own links: of the first
    /// object that the row has. `about` speaks for its link column (Task and Event share one).
    [[nodiscard]] QString externalIdSql(const Mapping &about) const;
    /// `sf_1_Contact_`, as a SQL literal.
    [[nodiscard]] static QString externalIdPrefix(const Mapping &mapping);

private:
    void addReference(const Mapping &mapping, const FieldRow &row);

    QString m_table;
    QString m_keyColumn;
    QString m_externalIdColumn;
    std::vector<Mapping> m_mappings;
    std::vector<Reference> m_references;
    QStringList m_copyUpdates;
};

/// `'it''s'`: a SQL literal.
[[nodiscard]] QString sqlText(const QString &value);
