#pragma once

#include "tests/sync/syncbench.h"

#include "workspace/tables.h"

/// The people template's mappings moved onto a table of an admin's: other names, a UUID as its key,
/// no column for a Salesforce Id. A view `people` shows it in the template's words, so that a test
/// can tell the same story of both.
class AdminsTable {
public:
    static void replacePeople(SyncBench &bench)
    {
        Transaction work(*bench.workspace);
        const std::vector<Tables::Column> columns = Tables::columns(QStringLiteral("people"), work);
        work.run(QStringLiteral("DROP TABLE people"));
        create(columns, work);
        for (Mapping mapping : Mappings::ofConnection(bench.connection, work)) {
            if (mapping.table == QStringLiteral("people"))
                move(mapping);
            for (FieldRow &row : mapping.rows) {
                if (row.lookupTable == QStringLiteral("people"))
                    row.lookupTable = table();
            }
            Mappings::save(mapping, work);
        }
        show(columns, work);
        if (const Result<void> done = work.commit(); !done)
            qFatal("The admin's table was not made: %s", qPrintable(done.failure().raw));
    }

private:
    static QString table() { return QStringLiteral("Our clients"); }
    static QString named(const QString &column) { return QStringLiteral("client ") + column; }
    static bool isLink(const QString &column)
    {
        return column.startsWith(QStringLiteral("salesforce_"));
    }

    static void create(const std::vector<Tables::Column> &columns, Transaction &work)
    {
        QStringList made;
        for (const Tables::Column &column : columns) {
            if (!column.isKey && !isLink(column.name))
                made << quoted(named(column.name)) + u' ' + column.type;
        }
        work.run(QStringLiteral("CREATE TABLE %1 (code TEXT PRIMARY KEY NOT NULL, %2)")
                .arg(quoted(table()), made.join(QStringLiteral(", "))));
    }

    static void move(Mapping &mapping)
    {
        mapping.table = table();
        mapping.keyColumn = QStringLiteral("code");
        mapping.keySource = KeySource::Uuid;
        mapping.idColumn.clear();
        mapping.externalIdColumn = named(mapping.externalIdColumn);
        for (FieldRow &row : mapping.rows)
            row.column = named(row.column);
        for (MatchKey &key : mapping.identity.matchKeys) {
            for (MatchPart &part : key)
                part.column = named(part.column);
        }
    }

    static void show(const std::vector<Tables::Column> &columns, Transaction &work)
    {
        QStringList shown{QStringLiteral("c.code AS id"), QStringLiteral("c.rowid AS age")};
        for (const Tables::Column &column : columns) {
            if (column.isKey)
                continue;
            const QString object = column.name.contains(QStringLiteral("lead"))
                ? QStringLiteral("Lead")
                : QStringLiteral("Contact");
            const QString value = isLink(column.name)
                ? QStringLiteral("(SELECT l.record FROM orgmend_link AS l JOIN orgmend_mapping AS "
                                 "m ON m.id = l.mapping WHERE m.object = '%1' AND "
                                 "l.row_key = c.code)")
                      .arg(object)
                : QString(QStringLiteral("c.") + quoted(named(column.name)));
            shown << value + QStringLiteral(" AS ") + column.name;
        }
        const QString clients = quoted(table());
        work.run(QStringLiteral("CREATE VIEW people AS SELECT %1 FROM %2 AS c")
                .arg(shown.join(QStringLiteral(", ")), clients));
        work.run(QStringLiteral(
            "CREATE TRIGGER born_here INSTEAD OF INSERT ON people BEGIN INSERT INTO %1 (code, "
            "%2, %3, %4, %5) VALUES (hex(randomblob(16)), NEW.first_name, NEW.last_name, "
            "NEW.email, NEW.landing_page); END")
                .arg(clients, quoted(named(QStringLiteral("first_name"))),
                    quoted(named(QStringLiteral("last_name"))),
                    quoted(named(QStringLiteral("email"))),
                    quoted(named(QStringLiteral("landing_page")))));
        work.run(QStringLiteral("CREATE TRIGGER edited_here INSTEAD OF UPDATE ON people BEGIN "
                                "UPDATE %1 SET %2 = NEW.landing_page WHERE code = NEW.id; END")
                .arg(clients, quoted(named(QStringLiteral("landing_page")))));
    }
};
