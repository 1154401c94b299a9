#pragma once

#include "workspace/workspace.h"

#include <QStringList>

#include <vector>

/// The admin's own tables: what is there, and making what a template asks for. Names of any kind
/// are fine; they are always quoted.
class Tables {
public:
    struct Column {
        QString name;
        QString type; ///< as declared: `TEXT`, `DECIMAL_TEXT(18,2)`; empty where none was
        bool notNull = false;
        bool isKey = false;

        friend bool operator==(const Column &, const Column &) = default;
    };
    /// One index; expressions (`lower(trim("email"))`) are written as they are.
    struct Index {
        QString name;
        QStringList expressions;
        bool unique = false;
        /// The columns that make it up, for a simple index; their names still unquoted.
        [[nodiscard]] static Index on(
            const QString &table, const QStringList &columns, bool unique = false);
    };
    /// A table to make. The key is `INTEGER PRIMARY KEY AUTOINCREMENT`: never reused.
    struct Spec {
        QString name;
        QString keyColumn;
        std::vector<Column> columns; ///< without the key
        std::vector<Index> indices;
        /// Rows that it starts with: values by position of `columns`.
        std::vector<std::vector<QVariant>> starterRows;
    };

    [[nodiscard]] static bool exists(const QString &table, Transaction &work);
    /// All tables that are not Orgmend's or the database's own, by name.
    [[nodiscard]] static QStringList all(Transaction &work);
    /// In order; empty when there is no such table.
    [[nodiscard]] static std::vector<Column> columns(const QString &table, Transaction &work);
    [[nodiscard]] static QStringList indices(const QString &table, Transaction &work);
    [[nodiscard]] static qint64 rowCount(const QString &table, Transaction &work);
    [[nodiscard]] static bool isEmpty(const QString &table, Transaction &work);

    /// Makes the table with its indices and starter rows. DatabaseRefused when it is there already.
    static void create(const Spec &spec, Transaction &work);
    /// Makes the table, or adds the columns and indices that an existing one lacks; nothing is
    /// changed or taken away. DatabaseRefused when the existing one has another key.
    static void complete(const Spec &spec, Transaction &work);
    static void addColumn(const QString &table, const Column &column, Transaction &work);
    static void addIndex(const QString &table, const Index &index, Transaction &work);
    static void dropIndex(const QString &index, Transaction &work);
};
