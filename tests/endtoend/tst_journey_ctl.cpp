#include "oracle.h"
#include "programs.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

/// A terminal with a person at it: what a program asks can be read, and keys can be pressed.
class Terminal {
public:
    Terminal() : m_screen(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
        if (::grantpt(m_screen) != 0 || ::unlockpt(m_screen) != 0)
            qFatal("no pseudo terminal");
    }
    ~Terminal() { ::close(m_screen); }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    /// The process to be started has this terminal for keyboard and stderr.
    void holdKeyboardOf(QProcess &process) const
    {
        const QByteArray name(::ptsname(m_screen));
        process.setChildProcessModifier([name] {
            ::setsid();
            const int keyboard = ::open(name.constData(), O_RDWR);
            ::ioctl(keyboard, TIOCSCTTY, 0);
            ::dup2(keyboard, STDIN_FILENO);
            ::dup2(keyboard, STDERR_FILENO);
        });
    }
    void press(const QByteArray &keys) const
    {
        QCOMPARE(::write(m_screen, keys.constData(), static_cast<std::size_t>(keys.size())),
            static_cast<ssize_t>(keys.size()));
    }
    /// What the screen says, up to and with `words`.
    [[nodiscard]] QByteArray readUntil(const QByteArray &words) const
    {
        QByteArray text;
        std::array<char, 256> chunk{};
        while (!text.contains(words)) {
            const ssize_t size = ::read(m_screen, chunk.data(), chunk.size());
            if (size <= 0)
                break; // the program has ended
            text.append(chunk.data(), static_cast<qsizetype>(size));
        }
        return text;
    }

private:
    const int m_screen;
};

/// Where a program's stdout goes; its reader can leave.
class Pipe {
public:
    Pipe()
    {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        closeReader();
        ::close(m_ends[1]);
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    [[nodiscard]] int writer() const { return m_ends[1]; }
    void closeReader()
    {
        if (m_ends[0] >= 0)
            ::close(std::exchange(m_ends[0], -1));
    }
    [[nodiscard]] QByteArray readLine() const
    {
        QByteArray line;
        char letter = 0;
        while (letter != '\n' && ::read(m_ends[0], &letter, 1) == 1)
            line += letter;
        return line;
    }

private:
    std::array<int, 2> m_ends{-1, -1};
};

/// As a workspace has them after a long time.
void addToLog(const Ctl &ctl, const QString &level, int lines, int daysAgo)
{
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s,
        {ctl.workspace(),
            u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
            "INSERT INTO orgmend_event (at, connection, run, name, level, object, arguments, raw, "
            "search) SELECT strftime('%Y-%m-%dT%H:%M:%S.000Z', 'now', '-%2 days'), 1, 0, 'of_old', "
            "%3, '', '[]', '', '' FROM n"_s.arg(
                QString::number(lines), QString::number(daysAgo), level)});
    QVERIFY(sqlite.waitForFinished());
    QCOMPARE(sqlite.exitCode(), 0);
}

struct Connected {
    PracticeProgram org;
    Ctl ctl;

    [[nodiscard]] bool make(int records = 50)
    {
        return org.start(records) && ctl.connect(org).exit == 0;
    }
    [[nodiscard]] bool isConnected()
    {
        return ctl.run({u"--json"_s, u"status"_s}).json()["connected"_L1].toBool();
    }
    /// Every query takes as long as that.
    void slow(int milliseconds)
    {
        const QJsonObject every{{u"path"_s, u"*"_s}};
        QCOMPARE(org.control("POST", u"faults"_s,
                        QJsonArray{QJsonObject{{u"match"_s, every},
                            {u"do"_s, QJsonObject{{u"delay_ms"_s, milliseconds}}}}})
                     .status,
            200);
    }
};

/// A sync that has begun, as the log shows.
std::unique_ptr<QProcess> beginSync(Ctl &ctl)
{
    std::unique_ptr<QProcess> sync = ctl.begin({u"--json"_s, u"sync"_s});
    QElapsedTimer patience;
    patience.start();
    while (!ctl.run({u"--json"_s, u"log"_s}).out.contains("sync_started")
        && patience.elapsed() < 30'000) { }
    return sync;
}

} // namespace

/// orgmendctl in a shell: what is piped away, what is asked, what stops it.
class TestJourneyCtl : public QObject {
    Q_OBJECT

private slots:
    void outputThatCanNotBeWrittenIsNoSuccess_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QStringList &arguments, const QString &output,
                             const QString &reason) {
            QTest::newRow(name) << arguments << output << reason;
        };
        const QString full = u"/dev/full"_s;
        const QString noSpace = u"No space left on device"_s;
        row("full disk, text", {u"log"_s}, full, noSpace);
        row("full disk, JSON", {u"--json"_s, u"status"_s}, full, noSpace);
        row("full disk, sync", {u"--json"_s, u"sync"_s}, full, noSpace);
        row("full disk, help", {u"--help"_s}, full, noSpace);
        row("full disk, version", {u"--version"_s}, full, noSpace);
        row("closed", {u"--json"_s, u"log"_s}, QString(), u"Bad file descriptor"_s);
        row("reader gone", {u"--json"_s, u"log"_s}, u"pipe"_s, u"Broken pipe"_s);
    }
    void outputThatCanNotBeWrittenIsNoSuccess()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, output);
        QFETCH(QString, reason);
        Connected connected;
        QVERIFY(connected.make());
        QProcess process;
        Pipe pipe;
        pipe.closeReader();
        process.setChildProcessModifier([path = output.toLocal8Bit(), &pipe] {
            if (path.isEmpty())
                ::close(STDOUT_FILENO);
            else
                ::dup2(path == "pipe" ? pipe.writer() : ::open(path.constData(), O_WRONLY),
                    STDOUT_FILENO);
        });
        connected.ctl.begin(process, arguments);
        QVERIFY(process.waitForFinished(30'000));
        const QByteArray err = process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 1, err.constData());
        QVERIFY2(QString::fromUtf8(err).contains(
                     u"output could not be written to its end ("_s + reason + u')'),
            err.constData());
        QVERIFY(connected.isConnected()); // and nothing is lost
        QCOMPARE(connected.ctl.run({u"sync"_s}).exit, 0);
    }

    void aFollowerWhoseReaderLeavesEndsAsWell()
    {
        Connected connected;
        QVERIFY(connected.make());
        QProcess process;
        Pipe pipe;
        process.setChildProcessModifier([&pipe] { ::dup2(pipe.writer(), STDOUT_FILENO); });
        connected.ctl.begin(process, {u"log"_s, u"--follow"_s});
        QVERIFY(pipe.readLine().contains("connected"));
        pipe.closeReader();
        QCOMPARE(connected.ctl.run({u"sync"_s}).exit, 0);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("(Broken pipe)"));
    }

    void anErrorThatStdoutDoesNotTakeIsToldOnStderr()
    {
        Ctl ctl; // without a workspace
        QProcess process;
        process.setChildProcessModifier(
            [] { ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO); });
        ctl.begin(process, {u"--json"_s, u"log"_s});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 6); // the command's own trouble, not the output's
        const QByteArray err = process.readAllStandardError();
        QVERIFY2(err.contains("There is no workspace at"), err.constData());
        QVERIFY2(err.contains("output could not be written"), err.constData());
    }

    void anAddressThatNobodyCanReadIsNotWaitedFor()
    {
        Ctl ctl;
        QProcess process;
        process.setChildProcessModifier(
            [] { ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO); });
        ctl.begin(process,
            {u"connect"_s, u"--client-id"_s, u"k"_s, u"--print-url"_s, u"--callback-port"_s,
                QString::number(freePort())});
        QVERIFY(process.waitForFinished(30'000)); // the browser would be waited for two minutes
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("output could not be written"));
    }

    void theFirstCtrlCAtAQuestionIsTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("exit");
        QTest::addColumn<bool>("stillConnected");
        QTest::newRow("Ctrl+C") << QByteArray("\x03") << 130 << true;
        QTest::newRow("Ctrl+C after a letter") << QByteArray("y\x03") << 130 << true;
        QTest::newRow("no") << QByteArray("n\n") << 130 << true;
        QTest::newRow("Enter") << QByteArray("\n") << 130 << true;
        QTest::newRow("Ctrl+D") << QByteArray("\x04") << 130 << true;
        QTest::newRow("yes") << QByteArray("y\n") << 0 << false;
    }
    void theFirstCtrlCAtAQuestionIsTheAnswer()
    {
        QFETCH(QByteArray, keys);
        QFETCH(bool, stillConnected);
        Connected connected;
        QVERIFY(connected.make());
        Terminal terminal;
        QProcess process;
        terminal.holdKeyboardOf(process);
        connected.ctl.begin(process, {u"disconnect"_s});
        QVERIFY(terminal.readUntil("[y/N] ").contains("stops syncing"));
        terminal.press(keys);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QTEST(process.exitCode(), "exit");
        QCOMPARE(connected.isConnected(), stillConnected);
    }

    void anAdminWhoReadsGermanIsSpokenToInGerman()
    {
        Connected connected;
        QVERIFY(connected.make(1'200));
        connected.ctl.useVariable(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
        const CtlResult sync = connected.ctl.run({u"sync"_s});
        QCOMPARE(sync.exit, 0);
        QVERIFY2(
            sync.out.contains("Tabelle") && sync.out.contains("1.200"), sync.told().constData());
        const CtlResult status = connected.ctl.run({u"status"_s});
        QVERIFY2(status.out.contains("Verbunden") && status.out.contains("Nächster Sync"),
            status.told().constData());
        QVERIFY(connected.ctl.run({u"log"_s}).out.contains("von der Befehlszeile gestartet"));

        // Programs are not told a thing in another language.
        const QByteArray log = connected.ctl.run({u"--json"_s, u"log"_s}).out;
        QVERIFY(log.contains("started from the command line"));
        connected.ctl.forgetVariables();
        QCOMPARE(log, connected.ctl.run({u"--json"_s, u"log"_s}).out);
    }

    void oldLinesOfTheLogGoWithASyncAndTheLogSaysSo()
    {
        Connected connected;
        QVERIFY(connected.make());
        Ctl &ctl = connected.ctl;
        addToLog(ctl, u"1"_s, 1'200, 100);
        addToLog(ctl, u"3"_s, 1, 100);
        addToLog(ctl, u"3"_s, 1, 400);
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);

        const QString line = u"SELECT COUNT(*) FROM orgmend_event WHERE name = 'of_old' AND "_s;
        QCOMPARE(rows(ctl.workspace(), line + u"level = 1"_s).front(), QStringList(u"0"_s));
        QCOMPARE(rows(ctl.workspace(), line + u"level = 3"_s).front(), QStringList(u"1"_s));
        const QByteArray english = ctl.run({u"log"_s}).out;
        QVERIFY2(english.contains("Old lines of the log were removed (1,201 from before "),
            english.constData());
        ctl.useVariable(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
        const QByteArray german = ctl.run({u"log"_s}).out;
        QVERIFY2(german.contains("Zeilen des Protokolls wurden entfernt (1.201 aus der Zeit vor "),
            german.constData());

        // Once a day, and nothing is said where nothing goes.
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
        const QJsonArray told = ctl.run({u"--json"_s, u"log"_s, u"--text"_s, u"log_trimmed"_s})
                                    .json()["events"_L1]
                                    .toArray();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first()["level"_L1].toString(), u"info"_s);
    }

    void aQuestionIsAnsweredInItsLanguageOrInEnglish_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("exit");
        QTest::newRow("j") << QByteArray("j\n") << 0;
        QTest::newRow("Ja") << QByteArray("Ja\n") << 0;
        QTest::newRow("yes") << QByteArray("yes\n") << 0;
        QTest::newRow("nein") << QByteArray("nein\n") << 130;
        QTest::newRow("Enter") << QByteArray("\n") << 130;
    }
    void aQuestionIsAnsweredInItsLanguageOrInEnglish()
    {
        QFETCH(QByteArray, keys);
        Connected connected;
        QVERIFY(connected.make());
        connected.ctl.useVariable(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
        Terminal terminal;
        QProcess process;
        terminal.holdKeyboardOf(process);
        connected.ctl.begin(process, {u"disconnect"_s});
        QVERIFY(terminal.readUntil("[j/N] ").contains("Die Daten bleiben."));
        terminal.press(keys);
        QVERIFY(process.waitForFinished(10'000));
        QTEST(process.exitCode(), "exit");
    }

    void aTokenThatIsTypedIsNotSeenAndCtrlCEndsTheWait()
    {
        Ctl ctl;
        Terminal terminal;
        QProcess process;
        terminal.holdKeyboardOf(process);
        ctl.begin(process,
            {u"connect"_s, u"--client-id"_s, u"k"_s, u"--refresh-token-stdin"_s,
                u"--instance-url"_s, u"http://127.0.0.1:9"_s});
        QVERIFY(terminal.readUntil("shown): ").contains("Refresh token"));
        terminal.press("5Aep861secret");
        terminal.press("\x03");
        QVERIFY(!terminal.readUntil("Cancelled").contains("5Aep861"));
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
    }

    void aSyncThatIsPausedFromElsewhereEndsAsOneThatWasStopped() // S2-05
    {
        Connected connected;
        QVERIFY(connected.make(200));
        connected.slow(1'000);
        const std::unique_ptr<QProcess> sync = beginSync(connected.ctl);
        const std::unique_ptr<QProcess> follower = connected.ctl.begin({u"--json"_s, u"sync"_s});
        QCOMPARE(connected.ctl.run({u"pause"_s}).exit, 0);
        QVERIFY(sync->waitForFinished(30'000));
        QCOMPARE(sync->exitCode(), 130);
        const QJsonObject report = QJsonDocument::fromJson(sync->readAllStandardOutput()).object();
        QCOMPARE(report["outcome"_L1].toString(), u"paused"_s);
        QCOMPARE(report["error"_L1]["code"_L1].toString(), u"paused"_s);
        QVERIFY(follower->waitForFinished(30'000));

        // A paused connection refuses: that is no run that was stopped.
        const CtlResult refused = connected.ctl.run({u"sync"_s});
        QCOMPARE(refused.exit, 2);
        QVERIFY(refused.err.contains("paused"));
        connected.org.control("DELETE", u"faults"_s);
        QCOMPARE(connected.ctl.run({u"resume"_s}).exit, 0);
        QCOMPARE(connected.ctl.run({u"sync"_s}).exit, 0);
    }

    void ctrlCEndsASyncWithItsOwnStatus()
    {
        Connected connected;
        QVERIFY(connected.make(200));
        connected.slow(1'000);
        const std::unique_ptr<QProcess> sync = beginSync(connected.ctl);
        ::kill(static_cast<pid_t>(sync->processId()), SIGINT);
        QVERIFY(sync->waitForFinished(30'000));
        QCOMPARE(sync->exitCode(), 130);
        QCOMPARE(QJsonDocument::fromJson(sync->readAllStandardOutput())
                     .object()["outcome"_L1]
                     .toString(),
            u"cancelled"_s);
    }

    /// The words of --help are the contract's.
    void helpNamesEveryExitStatus()
    {
        Ctl ctl;
        const QString help = QString::fromUtf8(ctl.run({u"--help"_s}).out);
        const QList<std::pair<QString, QString>> statuses{{u"0"_s, u"done"_s},
            {u"1"_s, u"some records failed"_s}, {u"2"_s, u"wrong usage"_s},
            {u"3"_s, u"sign-in needed, or refused"_s}, {u"4"_s, u"limit"_s},
            {u"5"_s, u"can't be reached"_s}, {u"6"_s, u"workspace can't be used"_s},
            {u"70"_s, u"our fault"_s}, {u"130"_s, u"Ctrl+C"_s}};
        for (const auto &[status, words] : statuses) {
            const QRegularExpression line(
                u"^  %1 +.*%2"_s.arg(status, QRegularExpression::escape(words)),
                QRegularExpression::MultilineOption);
            QVERIFY2(line.match(help).hasMatch(), qPrintable(status));
        }
        QCOMPARE(help.count(u"refused"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestJourneyCtl)
#include "tst_journey_ctl.moc"
