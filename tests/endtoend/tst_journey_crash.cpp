#include "oracle.h"
#include "programs.h"

#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace journey;

/// Whatever ends a run, the next one goes on and both databases agree afterwards.
class TestJourneyCrash : public QObject {
    Q_OBJECT

    static QString runs(const Ctl &ctl)
    {
        return rows(ctl.workspace(), u"SELECT count(*) FROM orgmend_run"_s).first().first();
    }
    static bool unfinished(const Ctl &ctl)
    {
        return rows(ctl.workspace(),
                   u"SELECT 1 FROM orgmend_run WHERE outcome = '' AND id = (SELECT max(id) FROM orgmend_run)"_s)
                   .size()
            == 1;
    }
    /// What a minute does: nobody renews the lease of a program that was killed.
    static void letLeasesLapse(const Ctl &ctl)
    {
        {
            QSqlDatabase file = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"lapse"_s);
            file.setDatabaseName(ctl.workspace());
            QVERIFY(file.open());
            QSqlQuery query(file);
            QVERIFY2(
                query.exec(u"UPDATE orgmend_lease SET expires_at = '2000-01-01T00:00:00.000Z'"_s),
                qPrintable(query.lastError().text()));
            QVERIFY(query.numRowsAffected() > 0);
        }
        QSqlDatabase::removeDatabase(u"lapse"_s);
    }

private slots:
    void fiftyKillsDuringASyncLoseNothing()
    {
        PracticeProgram org;
        QVERIFY(org.start(3'000, {u"--latency-ms"_s, u"5"_s}));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        QRandomGenerator random(20260117);
        int killed = 0;
        for (int round = 0; round < 400 && killed < 50; ++round) {
            // Between the kills the org goes on living.
            org.rest("POST", u"sobjects/Contact"_s,
                QJsonObject{{u"LastName"_s, u"Round %1"_s.arg(round)},
                    {u"Email"_s, u"round%1@example.org"_s.arg(round % 17)}});
            const QString before = runs(ctl);
            const std::unique_ptr<QProcess> process = ctl.begin(
                round % 5 == 4 ? QStringList{u"sync"_s, u"--full"_s} : QStringList{u"sync"_s});
            QTRY_VERIFY_WITH_TIMEOUT(runs(ctl) != before, 20'000);
            if (!process->waitForFinished(1 + int(random.bounded(150))))
                ::kill(pid_t(process->processId()), SIGKILL);
            process->waitForFinished();
            // A run that had ended before it could be killed does not count.
            killed += unfinished(ctl) ? 1 : 0;
            letLeasesLapse(ctl);
            if (QTest::currentTestFailed())
                return;
        }
        QCOMPARE(killed, 50);
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
        QCOMPARE(differences(org, ctl.workspace()).join(u'\n'), QString());
        QCOMPARE(rows(ctl.workspace(), u"PRAGMA integrity_check"_s), QList<QStringList>{{u"ok"_s}});
        QCOMPARE(rows(ctl.workspace(), u"SELECT count(*) FROM orgmend_run WHERE outcome = ''"_s),
            QList<QStringList>{{u"0"_s}});
    }

    void ctrlCEndsARunCleanlyAndTheNextGoesOn()
    {
        PracticeProgram org;
        QVERIFY(org.start(5'000, {u"--latency-ms"_s, u"60"_s}));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        const std::unique_ptr<QProcess> process = ctl.begin({u"sync"_s});
        QTRY_VERIFY_WITH_TIMEOUT(
            rows(ctl.workspace(),
                u"SELECT count(*) FROM orgmend_event WHERE name = 'sync_started'"_s)
                    .first()
                    .first()
                == u"1"_s,
            20'000);
        ::kill(pid_t(process->processId()), SIGINT);
        QVERIFY(process->waitForFinished(20'000));
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        QCOMPARE(process->exitCode(), 130);
        QCOMPARE(rows(ctl.workspace(),
                     u"SELECT count(*) FROM orgmend_event WHERE name = 'sync_cancelled'"_s),
            QList<QStringList>{{u"1"_s}});
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
        QCOMPARE(differences(org, ctl.workspace()).join(u'\n'), QString());
    }

    void connectionsThatBreakInTheMiddleAreGoneOnWith()
    {
        PracticeProgram org;
        QVERIFY(org.start(5'000));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        const auto fault = [](const QString &path, const QJsonObject &what,
                               const QJsonObject &when) {
            QJsonObject match = when;
            match[u"path"_s] = path;
            return QJsonObject{{u"match"_s, match}, {u"do"_s, what}};
        };
        QCOMPARE(org.control("POST", u"faults"_s,
                        QJsonArray{fault(u"*/results*"_s, {{u"cut_after_bytes"_s, 50'000}},
                                       {{u"nth"_s, 1}}),
                            fault(u"*/query?*"_s,
                                {{u"status"_s, 503}, {u"body"_s, u"<html>busy</html>"_s}},
                                {{u"nth"_s, 2}}),
                            fault(u"*/describe*"_s, {{u"cut_after_bytes"_s, 0}}, {{u"nth"_s, 3}})})
                     .status,
            200);
        int last = -1;
        for (int attempt = 0; attempt < 4 && last != 0; ++attempt)
            last = ctl.run({u"sync"_s}).exit;
        QCOMPARE(last, 0);
        QCOMPARE(differences(org, ctl.workspace()).join(u'\n'), QString());
    }

    void aTruncatedCsvIsNeverTakenForWhole()
    {
        PracticeProgram org;
        QVERIFY(org.start(5'000));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        for (const QString &kind : {u"csv"_s, u"gzip"_s}) {
            QCOMPARE(org.control("POST", u"faults"_s,
                            QJsonArray{
                                QJsonObject{{u"match"_s, QJsonObject{{u"path"_s, u"*/results*"_s}}},
                                    {u"do"_s, QJsonObject{{u"corrupt"_s, kind}}}}})
                         .status,
                200);
            const CtlResult broken = ctl.run({u"--json"_s, u"sync"_s});
            QVERIFY2(broken.exit == 5, broken.said().constData());
            QCOMPARE(org.control("DELETE", u"faults"_s).status, 200);
        }
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
        QCOMPARE(differences(org, ctl.workspace()).join(u'\n'), QString());
    }

    void twoProgramsOnOneWorkspaceShareOneRun()
    {
        PracticeProgram org;
        QVERIFY(org.start(4'000, {u"--latency-ms"_s, u"30"_s}));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        const std::unique_ptr<QProcess> first = ctl.begin({u"--json"_s, u"sync"_s});
        QTRY_VERIFY_WITH_TIMEOUT(
            rows(ctl.workspace(),
                u"SELECT count(*) FROM orgmend_event WHERE name = 'sync_started'"_s)
                    .first()
                    .first()
                == u"1"_s,
            20'000);
        const CtlResult second = ctl.run({u"--json"_s, u"sync"_s});
        QVERIFY(first->waitForFinished(60'000));
        QCOMPARE(first->exitCode(), 0);
        QVERIFY2(second.exit == 0, second.said().constData());
        // Never two at a time: no run begins before the one before it has ended.
        QCOMPARE(
            rows(ctl.workspace(),
                u"SELECT count(*) FROM orgmend_run a JOIN orgmend_run b ON b.id > a.id AND b.started_at < a.ended_at"_s),
            QList<QStringList>{{u"0"_s}});
        QCOMPARE(differences(org, ctl.workspace()).join(u'\n'), QString());
    }
};

QTEST_GUILESS_MAIN(TestJourneyCrash)
#include "tst_journey_crash.moc"
