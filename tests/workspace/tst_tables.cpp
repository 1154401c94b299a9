#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "workspace/tables.h"

using namespace Qt::StringLiterals;
using P = Failure::Problem;

namespace {

struct TablesBench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();
    Transaction work{*workspace};
};

Tables::Spec oddTable()
{
    Tables::Spec spec;
    spec.name = u"Order \"of\" things"_s;
    spec.keyColumn = u"id"_s;
    spec.columns = {{u"select"_s, u"TEXT"_s}, {u"größe"_s, u"DECIMAL_TEXT(18,2)"_s},
        {u"must"_s, u"INTEGER"_s, true}};
    spec.indices = {Tables::Index::on(spec.name, {u"select"_s}, true),
        {u"odd_lower"_s, {u"lower(trim(\"select\"))"_s}, false}};
    spec.starterRows = {{u"one"_s, u"1.10"_s, 1}};
    return spec;
}

} // namespace

class TablesTest : public QObject {
    Q_OBJECT

private slots:
    void aTableIsMadeAsAskedFor()
    {
        TablesBench bench;
        const Tables::Spec spec = oddTable();
        QVERIFY(!Tables::exists(spec.name, bench.work));
        Tables::create(spec, bench.work);
        QVERIFY(Tables::exists(spec.name, bench.work));
        QVERIFY(Tables::exists(spec.name.toUpper(), bench.work));
        const std::vector<Tables::Column> columns = Tables::columns(spec.name, bench.work);
        QCOMPARE(columns.size(), std::size_t(4));
        QCOMPARE(columns.at(0), (Tables::Column{u"id"_s, u"INTEGER"_s, false, true}));
        QCOMPARE(columns.at(2), (Tables::Column{u"größe"_s, u"DECIMAL_TEXT(18,2)"_s}));
        QVERIFY(columns.at(3).notNull);
        QCOMPARE(Tables::indices(spec.name, bench.work),
            QStringList({u"Order \"of\" things_select"_s, u"odd_lower"_s}));
        QCOMPARE(Tables::rowCount(spec.name, bench.work), 1);
        // An exact number stays exact: the name of the type keeps SQLite from rounding it.
        QCOMPARE(
            bench.work.value(u"SELECT typeof(\"größe\") || \"größe\" FROM "_s + quoted(spec.name))
                .toString(),
            u"text1.10"_s);
        COMMITTED(bench.work);
    }

    void keysAreNeverUsedTwice()
    {
        TablesBench bench;
        const Tables::Spec spec = oddTable();
        Tables::create(spec, bench.work);
        bench.work.run(u"DELETE FROM "_s + quoted(spec.name));
        QVERIFY(Tables::isEmpty(spec.name, bench.work));
        bench.work.run(u"INSERT INTO %1 (must) VALUES (1)"_s.arg(quoted(spec.name)));
        QCOMPARE(bench.work.lastInsertId(), 2);
        QVERIFY(!Tables::isEmpty(spec.name, bench.work));
    }

    void aTableThatIsThereIsCompletedAndLosesNothing()
    {
        TablesBench bench;
        const Tables::Spec spec = oddTable();
        bench.work.run(
            u"CREATE TABLE %1 (id INTEGER PRIMARY KEY, \"SELECT\" TEXT, mine TEXT)"_s.arg(
                quoted(spec.name)));
        bench.work.run(u"INSERT INTO %1 (mine) VALUES ('precious')"_s.arg(quoted(spec.name)));
        Tables::Spec wanted = spec;
        wanted.columns.back().notNull = false; // can't be added to rows that have no value for it
        Tables::complete(wanted, bench.work);
        Tables::complete(wanted, bench.work);
        QVERIFY2(!bench.work.isSpoilt(), qPrintable(bench.work.failure().raw));
        QStringList names;
        for (const Tables::Column &column : Tables::columns(spec.name, bench.work))
            names.append(column.name);
        QCOMPARE(names, QStringList({u"id"_s, u"SELECT"_s, u"mine"_s, u"größe"_s, u"must"_s}));
        QCOMPARE(Tables::indices(spec.name, bench.work).size(), 2);
        // Starter rows are for a table that we make.
        QCOMPARE(
            bench.work.value(u"SELECT mine FROM "_s + quoted(spec.name)).toString(), u"precious"_s);
        QCOMPARE(Tables::rowCount(spec.name, bench.work), 1);
    }

    void aTableWithAnotherKeyIsNotTouched()
    {
        TablesBench bench;
        const Tables::Spec spec = oddTable();
        bench.work.run(u"CREATE TABLE %1 (key TEXT PRIMARY KEY, id TEXT)"_s.arg(quoted(spec.name)));
        Tables::complete(spec, bench.work);
        QVERIFY(bench.work.isSpoilt());
        QCOMPARE(bench.work.failure().problem, P::DatabaseRefused);
        QCOMPARE(bench.work.failure().arguments, QStringList(spec.name));
    }

    void makingATableTwiceIsRefused()
    {
        TablesBench bench;
        Tables::create(oddTable(), bench.work);
        Tables::create(oddTable(), bench.work);
        QCOMPARE(bench.work.failure().problem, P::DatabaseRefused);
    }

    void onlyTheAdminsTablesAreListed()
    {
        TablesBench bench;
        QVERIFY(Tables::all(bench.work).isEmpty());
        bench.work.run(u"CREATE TABLE zebra (id INTEGER)"_s);
        bench.work.run(u"CREATE TABLE orgmender (id INTEGER PRIMARY KEY AUTOINCREMENT)"_s);
        QCOMPARE(Tables::all(bench.work), QStringList({u"orgmender"_s, u"zebra"_s}));
        QVERIFY(Tables::columns(u"nowhere"_s, bench.work).empty());
    }

    void anIndexCanBeTakenAwayAndMadeAgain()
    {
        TablesBench bench;
        const Tables::Spec spec = oddTable();
        Tables::create(spec, bench.work);
        Tables::dropIndex(spec.indices.back().name, bench.work);
        QCOMPARE(Tables::indices(spec.name, bench.work).size(), 1);
        Tables::addIndex(spec.name, spec.indices.back(), bench.work);
        QCOMPARE(Tables::indices(spec.name, bench.work).size(), 2);
        COMMITTED(bench.work);
    }
};

ORGMEND_TEST(TablesTest)
#include "tst_tables.moc"
