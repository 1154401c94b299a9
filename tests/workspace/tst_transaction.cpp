#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "workspace/statement.h"

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using P = Failure::Problem;
using Access = Transaction::Access;

namespace {

/// A workspace with one table of the admin's.
struct Bench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();

    Bench()
    {
        workspace->setPatience(options.patience);
        Transaction work(*workspace);
        work.run(u"CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                 "record TEXT UNIQUE, name TEXT, age INTEGER CHECK (age >= 0), height REAL)"_s);
        if (!work.commit())
            qFatal("no table");
    }
    QStringList names()
    {
        Transaction work(*workspace, Access::Read);
        QStringList names;
        for (const Row &row : work.rows(u"SELECT name FROM people ORDER BY id"_s))
            names.append(row.front().toString());
        return names;
    }
    static void add(const QString &name, Transaction &work)
    {
        work.run(u"INSERT INTO people (record, name) VALUES (?, ?)"_s, name, name);
    }
};

const QString upsert =
    u"INSERT INTO people (record, name, age) VALUES (?, ?, ?) ON CONFLICT (record) DO UPDATE "
    "SET name = excluded.name, age = excluded.age "
    "WHERE (people.name, people.age) IS NOT (excluded.name, excluded.age)"_s;

} // namespace

class TransactionTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsCommittedStays()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        QCOMPARE(work.lastInsertId(), 1);
        COMMITTED(work);
        QCOMPARE(bench.names(), QStringList(u"Okafor"_s));
    }

    void whatIsNotCommittedLeavesNothing()
    {
        Bench bench;
        {
            Transaction work(*bench.workspace);
            Bench::add(u"Okafor"_s, work);
        }
        QVERIFY(bench.names().isEmpty());
    }

    void theFirstFailureSpoilsItAndIsWhatCommitSays()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        QCOMPARE(work.run(u"UPDATE people SET age = -1"_s), 0);
        QVERIFY(work.isSpoilt());
        QCOMPARE(work.run(u"INSERT INTO people (name) VALUES ('Lindqvist')"_s), 0);
        QVERIFY(work.rows(u"SELECT * FROM people"_s).empty());
        work.run(u"NOT SQL AT ALL"_s);
        const Result<void> done = work.commit();
        QVERIFY(!done);
        QCOMPARE(done.failure().problem, P::DatabaseRefused);
        QVERIFY(done.failure().raw.contains(u"CHECK constraint failed"_s));
        QVERIFY(bench.names().isEmpty());
    }

    void aRefusalNamesTheTable()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        Bench::add(u"Okafor"_s, work);
        QCOMPARE(work.failure().arguments, QStringList(u"people"_s));
    }

    void spoiltFromOutsideNothingStays()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        work.spoil(failure(P::LeaseLost, {u"Production"_s}));
        work.spoil(failure(P::Internal));
        const Result<int> done = work.commit(7);
        QVERIFY(!done);
        QCOMPARE(done.failure().problem, P::LeaseLost);
        QVERIFY(bench.names().isEmpty());
    }

    void valuesComeBackAsTheyWent()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        const QString odd = u"Zoë “quoted”\n'; DROP TABLE people; -- 😀"_s;
        work.run(u"INSERT INTO people (name, age, height) VALUES (?, ?, ?)"_s, odd, 41, 1.75);
        const Row row = work.row(u"SELECT name, age, height, record FROM people"_s);
        QCOMPARE(row.at(0).toString(), odd);
        QCOMPARE(row.at(1), QVariant(qint64(41)));
        QCOMPARE(row.at(2), QVariant(1.75));
        QVERIFY(!row.at(3).isValid());

        const QVariant now = work.value(u"SELECT ?"_s, bench.clock.now());
        QCOMPARE(now.toString(), u"2026-01-31T09:05:00.000Z"_s);
        QVERIFY(!work.value(u"SELECT ?"_s, QDateTime()).isValid());
        QVERIFY(!work.value(u"SELECT ?"_s, QVariant()).isValid());
        QCOMPARE(work.value(u"SELECT ?"_s, true).toInt(), 1);
        QCOMPARE(work.value(u"SELECT ?"_s, odd + u'!').toString(), QString(odd + u'!'));
        QCOMPARE(work.value(u"SELECT ?"_s, "latin"_L1).toString(), u"latin"_s);
        QCOMPARE(work.value(u"SELECT typeof(?)"_s, QString()).toString(), u"text"_s);
        QCOMPARE(work.value(u"SELECT ?"_s, QByteArray("\0\1\2", 3)).toByteArray(),
            QByteArray("\0\1\2", 3));
        QCOMPARE(work.value(u"SELECT ?"_s, std::numeric_limits<qint64>::min()).toLongLong(),
            std::numeric_limits<qint64>::min());
    }

    void rowsChangedAreCounted()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        Bench::add(u"Lindqvist"_s, work);
        QCOMPARE(work.run(u"UPDATE people SET age = 3"_s), 2);
        QCOMPARE(work.run(u"UPDATE people SET age = 4 WHERE name = 'nobody'"_s), 0);
        QCOMPARE(work.run(u"CREATE TABLE other (id INTEGER)"_s), 0);
    }

    void aPartThatIsRefusedIsUndoneAlone()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        Failure refusal;
        const bool went = work.attempt(
            [&] {
                Bench::add(u"Lindqvist"_s, work);
                Bench::add(u"Okafor"_s, work);
                Bench::add(u"Nguyễn"_s, work);
            },
            &refusal);
        QVERIFY(!went);
        QVERIFY(!work.isSpoilt());
        QCOMPARE(refusal.problem, P::DatabaseRefused);
        QVERIFY(work.attempt([&] { Bench::add(u"Dubois"_s, work); }));
        COMMITTED(work);
        QCOMPARE(bench.names(), QStringList({u"Okafor"_s, u"Dubois"_s}));
    }

    void partsMayStandInParts()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        QVERIFY(work.attempt([&] {
            Bench::add(u"Okafor"_s, work);
            QVERIFY(!work.attempt([&] {
                Bench::add(u"Lindqvist"_s, work);
                Bench::add(u"Lindqvist"_s, work);
            }));
            Bench::add(u"Dubois"_s, work);
        }));
        COMMITTED(work);
        QCOMPARE(bench.names(), QStringList({u"Okafor"_s, u"Dubois"_s}));
    }

    void aDatabaseInTroubleSpoilsTheWholeEvenInAPart()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        bench.workspace->failAfter(0);
        QVERIFY(!work.attempt([&] { Bench::add(u"Lindqvist"_s, work); }));
        bench.workspace->failAfter(-1);
        QVERIFY(work.isSpoilt());
        QCOMPARE(work.commit().failure().problem, P::WorkspaceDiskFull);
        QVERIFY(bench.names().isEmpty());
    }

    void afterAnyFailingStatementNothingIsLeftAndTheNextTimeItWorks()
    {
        int failures = 0;
        for (int statement = 0;; ++statement) {
            Bench bench;
            const auto step = [&bench] {
                Transaction work(*bench.workspace);
                Bench::add(u"Okafor"_s, work);
                Bench::add(u"Lindqvist"_s, work);
                return work.commit();
            };
            bench.workspace->failAfter(statement);
            const Result<void> first = step();
            bench.workspace->failAfter(-1);
            if (first)
                break;
            ++failures;
            QCOMPARE(first.failure().problem, P::WorkspaceDiskFull);
            QVERIFY(bench.names().isEmpty());
            QVERIFY(step());
            QCOMPARE(bench.names().size(), 2);
        }
        QCOMPARE(failures, 3); // both inserts, and the commit
    }

    void aDiskThatIsReallyFullIsSaidToBeSo()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        const qint64 pages = work.value(u"PRAGMA page_count"_s).toLongLong();
        QVERIFY(!work.rows(u"PRAGMA max_page_count = %1"_s.arg(pages + 2)).empty());
        for (int i = 0; i < 100 && !work.isSpoilt(); ++i)
            work.run(u"INSERT INTO people (name) VALUES (?)"_s, QString(10'000, u'x'));
        const Result<void> done = work.commit();
        QVERIFY(!done);
        QCOMPARE(done.failure().problem, P::WorkspaceDiskFull);
        QVERIFY(bench.names().isEmpty());
    }

    void aWriteWaitsForAnothersAndThenSaysLocked()
    {
        Bench bench;
        OtherProgram other(bench.path);
        QVERIFY(other.run("BEGIN IMMEDIATE"));
        {
            Transaction work(*bench.workspace);
            QVERIFY(work.isSpoilt());
            Bench::add(u"Okafor"_s, work);
            QCOMPARE(work.commit().failure().problem, P::WorkspaceLocked);
        }
        // Reading goes on meanwhile.
        QVERIFY(bench.names().isEmpty());
        QVERIFY(other.run("COMMIT"));
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        COMMITTED(work);
    }

    void aWriteThatOthersLeaveInTimeGoesThrough()
    {
        Bench bench;
        bench.workspace->setPatience(std::chrono::seconds(20));
        OtherProgram other(bench.path);
        QVERIFY(other.run("BEGIN IMMEDIATE"));
        std::atomic<bool> waiting = false;
        std::jthread ends([&] {
            waiting.wait(false);
            other.run("COMMIT");
        });
        waiting = true;
        waiting.notify_one();
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        COMMITTED(work);
    }

    void aReaderSeesOneStateThroughout()
    {
        Bench bench;
        OtherProgram other(bench.path);
        Transaction work(*bench.workspace, Access::Read);
        QCOMPARE(work.value(u"SELECT COUNT(*) FROM people"_s).toInt(), 0);
        QVERIFY(other.run("INSERT INTO people (name) VALUES ('Okafor')"));
        QCOMPARE(work.value(u"SELECT COUNT(*) FROM people"_s).toInt(), 0);
        COMMITTED(work);
        QCOMPARE(bench.names(), QStringList(u"Okafor"_s));
    }

    void othersWritesAreNoticed()
    {
        Bench bench;
        const qint64 before = bench.workspace->dataVersion();
        QCOMPARE(bench.workspace->dataVersion(), before);
        {
            Transaction own(*bench.workspace);
            Bench::add(u"Okafor"_s, own);
            COMMITTED(own);
        }
        QCOMPARE(bench.workspace->dataVersion(), before);
        const auto second = bench.open();
        Transaction work(*second);
        Bench::add(u"Lindqvist"_s, work);
        COMMITTED(work);
        QVERIFY(bench.workspace->dataVersion() != before);
    }

    void anEndlessStatementCanBeInterrupted()
    {
        Bench bench;
        Transaction work(*bench.workspace, Access::Read);
        std::jthread impatient([&](const std::stop_token &stop) {
            // Interrupting before it runs has no effect on SQLite, so go on until it has.
            while (!stop.stop_requested()) {
                bench.workspace->interrupt();
                std::this_thread::yield();
            }
        });
        QVERIFY(
            work.rows(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                      "SELECT max(i) FROM n"_s)
                .empty());
        impatient.request_stop();
        impatient.join();
        QCOMPARE(work.commit().failure().problem, P::Cancelled);
        // And the next unit of work knows nothing of it.
        QVERIFY(bench.names().isEmpty());
        Transaction next(*bench.workspace);
        Bench::add(u"Okafor"_s, next);
        COMMITTED(next);
    }

    void waitingForAnothersLockCanBeInterrupted()
    {
        Bench bench;
        bench.workspace->setPatience(std::chrono::minutes(10));
        OtherProgram other(bench.path);
        QVERIFY(other.run("BEGIN IMMEDIATE"));
        std::jthread impatient([&](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                bench.workspace->interrupt();
                std::this_thread::yield();
            }
        });
        Transaction work(*bench.workspace);
        impatient.request_stop();
        impatient.join();
        QCOMPARE(work.commit().failure().problem, P::Cancelled);
    }

    void aStatementInsertsUpdatesAndTellsWhich()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Statement statement(work, upsert);
        const auto put = [&](std::string_view record, std::string_view name, qint64 age) {
            statement.bindText(1, record);
            statement.bindText(2, name);
            statement.bindInteger(3, age);
            return statement.execute();
        };
        QCOMPARE(put("003A", "Okafor", 40), 1);
        QCOMPARE(statement.insertedId(), 1);
        QCOMPARE(put("003B", "Lindqvist", 50), 1);
        QCOMPARE(statement.insertedId(), 2);
        QCOMPARE(put("003A", "Okafor", 41), 1);
        QCOMPARE(statement.insertedId(), 0);
        QCOMPARE(put("003A", "Okafor", 41), 0); // equal: neither written nor counted
        QCOMPARE(statement.insertedId(), 0);
        COMMITTED(work);
        QCOMPARE(bench.names(), QStringList({u"Okafor"_s, u"Lindqvist"_s}));
    }

    void aTriggersOwnRowsAreNotTakenForInserts()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        work.run(u"CREATE TABLE seen (id INTEGER PRIMARY KEY, who TEXT)"_s);
        work.run(u"CREATE TRIGGER note AFTER UPDATE ON people BEGIN "
                 "INSERT INTO seen (id, who) VALUES (77 + (SELECT COUNT(*) FROM seen), NEW.name); "
                 "END"_s);
        Bench::add(u"Okafor"_s, work);
        Statement statement(work, upsert);
        statement.bindText(1, "Okafor");
        statement.bindText(2, "Okafor");
        statement.bindInteger(3, 12);
        QCOMPARE(statement.execute(), 1);
        QCOMPARE(statement.insertedId(), 0);
        QCOMPARE(work.value(u"SELECT COUNT(*) FROM seen"_s).toInt(), 1);
    }

    void aStatementReadsRowByRow()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        work.run(u"INSERT INTO people (name, age, height) VALUES ('Okafor', 4, 1.5), "
                 "('Lindqvist', NULL, NULL)"_s);
        Statement statement(
            work, u"SELECT name, age, height FROM people WHERE id >= ? ORDER BY id"_s);
        for (int round = 0; round < 2; ++round) {
            statement.bindInteger(1, 1);
            QVERIFY(statement.step());
            QCOMPARE(statement.text(0), std::string_view("Okafor"));
            QCOMPARE(statement.integer(1), 4);
            QCOMPARE(statement.real(2), 1.5);
            QVERIFY(statement.step());
            QVERIFY(statement.isNull(1));
            QCOMPARE(statement.text(1), std::string_view());
            QVERIFY(!statement.step());
        }
    }

    void emptyTextIsNotNull()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Statement statement(work, u"SELECT typeof(?), typeof(?)"_s);
        statement.bindText(1, std::string_view());
        statement.bindNull(2);
        QVERIFY(statement.step());
        QCOMPARE(statement.text(0), std::string_view("text"));
        QCOMPARE(statement.text(1), std::string_view("null"));
    }

    void twoOfTheSameStatementDoNotDisturbEachOther()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Bench::add(u"Okafor"_s, work);
        Bench::add(u"Lindqvist"_s, work);
        const QString sql = u"SELECT name FROM people WHERE id >= ? ORDER BY id"_s;
        Statement one(work, sql);
        one.bindInteger(1, 1);
        QVERIFY(one.step());
        {
            Statement other(work, sql);
            other.bindInteger(1, 2);
            QVERIFY(other.step());
            QCOMPARE(other.text(0), std::string_view("Lindqvist"));
        }
        QCOMPARE(one.text(0), std::string_view("Okafor"));
        QVERIFY(one.step());
        QCOMPARE(one.text(0), std::string_view("Lindqvist"));
        QVERIFY(!one.step());
    }

    void aStatementThatIsRefusedSpoilsOnlyItsPart()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Statement statement(work, u"INSERT INTO people (record, age) VALUES (?, ?)"_s);
        int refused = 0;
        for (const int age : {3, -3, 5}) {
            const std::string record = std::to_string(age);
            if (!work.attempt([&] {
                    statement.bindText(1, record);
                    statement.bindInteger(2, age);
                    statement.execute();
                }))
                ++refused;
        }
        QCOMPARE(refused, 1);
        QCOMPARE(work.value(u"SELECT SUM(age) FROM people"_s).toInt(), 8);
        COMMITTED(work);
    }

    void aStatementInASpoiltTransactionDoesNothing()
    {
        Bench bench;
        Transaction work(*bench.workspace);
        Statement statement(work, u"INSERT INTO people (name) VALUES (?)"_s);
        work.spoil(failure(P::Cancelled));
        statement.bindText(1, "Okafor");
        QCOMPARE(statement.execute(), 0);
        QVERIFY(!statement.step());
        QCOMPARE(statement.insertedId(), 0);
        Statement late(work, u"SELECT 1"_s);
        QVERIFY(!late.step());
        QCOMPARE(work.commit().failure().problem, P::Cancelled);
    }

    void aStatementSeesTablesThatChangedSinceItWasPrepared()
    {
        Bench bench;
        const QString sql = u"SELECT * FROM people"_s;
        Transaction first(*bench.workspace);
        Bench::add(u"Okafor"_s, first);
        QCOMPARE(first.row(sql).size(), std::size_t(5));
        COMMITTED(first);
        OtherProgram other(bench.path);
        QVERIFY(other.run("ALTER TABLE people ADD COLUMN email TEXT"));
        Transaction second(*bench.workspace);
        QCOMPARE(second.row(sql).size(), std::size_t(6));
    }

    void veryManyDifferentStatementsAreNotAllKept()
    {
        Bench bench;
        Transaction work(*bench.workspace, Access::Read);
        Statement lent(work, u"SELECT 0"_s);
        for (int i = 0; i < 1'000; ++i)
            QCOMPARE(work.value(u"SELECT %1"_s.arg(i)).toInt(), i);
        QVERIFY(lent.step());
        QCOMPARE(lent.integer(0), 0);
    }

    void namesOfAnyKindAreQuoted()
    {
        QCOMPARE(quoted(u"order"_s), u"\"order\""_s);
        QCOMPARE(quoted(u"say \"hi\""_s), u"\"say \"\"hi\"\"\""_s);
    }
};

ORGMEND_TEST(TransactionTest)
#include "tst_transaction.moc"
