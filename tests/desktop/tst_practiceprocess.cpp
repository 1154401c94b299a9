#include "desktop/practiceprocess.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Stands in for the practice org's program: announces itself, or says something else, and lives
/// until it is ended. Each start leaves its process Id in a file.
constexpr auto sound = R"(echo '{"login_url":"http://127.0.0.1:4711","orgs":[{"environment":)"
                       R"("production","instance_url":"http://127.0.0.1:4711","client_id":"key",)"
                       R"("refresh_token":"token"}]}'; exec sleep 600)";
constexpr auto broken = "echo hello; exec sleep 600";
constexpr auto dying = "echo 'no room' >&2; exit 1";

struct Bench {
    QTemporaryDir folder;
    std::shared_ptr<ManualClock> clock =
        std::make_shared<ManualClock>(QDateTime(QDate(2026, 1, 12), QTime(12, 0)));
    std::unique_ptr<PracticeProcess> process;
    std::unique_ptr<QSignalSpy> ready;
    std::unique_ptr<QSignalSpy> restarting;
    std::unique_ptr<QSignalSpy> failed;

    explicit Bench(const QByteArray &behaviour)
    {
        PracticeProgram program;
        program.file = folder.filePath(u"program"_s);
        program.folder = folder.path();
        QFile script(program.file);
        if (!script.open(QIODevice::WriteOnly))
            qFatal("no script");
        script.write("#!/bin/sh\necho $$ >> " + pidFile().toUtf8() + '\n' + behaviour + '\n');
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        script.close();
        process = std::make_unique<PracticeProcess>(program, clock);
        ready = std::make_unique<QSignalSpy>(process.get(), &PracticeProcess::ready);
        restarting = std::make_unique<QSignalSpy>(process.get(), &PracticeProcess::restarting);
        failed = std::make_unique<QSignalSpy>(process.get(), &PracticeProcess::failed);
    }
    [[nodiscard]] QString pidFile() const { return folder.filePath(u"pids"_s); }
    [[nodiscard]] QList<QByteArray> pids() const
    {
        QFile file(pidFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n')
                                              : QList<QByteArray>();
    }
    void crash() const { ::kill(pids().constLast().toInt(), SIGKILL); }
    [[nodiscard]] QString complaint() const
    {
        return failed->constFirst().constFirst().value<Failure>().raw;
    }
};

} // namespace

class PracticeProcessTest final : public QObject {
    Q_OBJECT
private slots:
    static void anotherStartOfARunningOneSaysAgainWhereItIs()
    {
        const Bench bench(sound);
        bench.process->start();
        QTRY_COMPARE(bench.ready->size(), 1);

        bench.process->start(); // Try again, after what followed had failed

        QTRY_COMPARE(bench.ready->size(), 2);
        QCOMPARE(bench.pids().size(), 1);
        QCOMPARE(bench.ready->at(1).constFirst().value<PracticeAnnouncement>().loginUrl,
            u"http://127.0.0.1:4711"_s);
    }

    static void oneThatDiesIsStartedAgainAndSaysSo()
    {
        const Bench bench(sound);
        bench.process->start();
        QTRY_COMPARE(bench.ready->size(), 1);
        bench.crash();
        QTRY_COMPARE(bench.ready->size(), 2);
        QCOMPARE(bench.restarting->size(), 1);
        QCOMPARE(bench.pids().size(), 2);
    }

    static void crashesThatAreFarApartAreNeverTooMany()
    {
        const Bench bench(sound);
        bench.process->start();
        for (int crash = 1; crash <= 6; ++crash) {
            QTRY_COMPARE(bench.ready->size(), crash);
            bench.clock->advance(2min);
            bench.crash();
        }
        QTRY_COMPARE(bench.ready->size(), 7);
        QCOMPARE(bench.failed->size(), 0);
    }

    static void crashesInARowAreGivenUpAndAnotherStartTriesAgain()
    {
        const Bench bench(sound);
        bench.process->start();
        for (int crash = 1; crash <= 4; ++crash) {
            QTRY_COMPARE(bench.ready->size(), crash);
            bench.crash();
        }
        QTRY_COMPARE(bench.failed->size(), 1);
        bench.process->start();
        QTRY_COMPARE(bench.ready->size(), 5);
    }

    static void oneThatCantStartSaysWhyInItsOwnWords()
    {
        const Bench bench(dying);
        bench.process->start();
        QTRY_COMPARE(bench.failed->size(), 1);
        QVERIFY2(bench.complaint().contains(u"no room"_s), qPrintable(bench.complaint()));
    }

    static void oneThatAnnouncesNothingIsEndedAndSaidSo()
    {
        const Bench bench(broken);
        bench.process->start();
        QTRY_COMPARE(bench.failed->size(), 1);
        QVERIFY2(bench.complaint().contains(u"announcement"_s), qPrintable(bench.complaint()));
        for (const QByteArray &pid : bench.pids())
            QVERIFY(::kill(pid.toInt(), 0) != 0);
    }
};

QTEST_GUILESS_MAIN(PracticeProcessTest)
#include "tst_practiceprocess.moc"
