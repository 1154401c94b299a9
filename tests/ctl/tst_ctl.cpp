#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int status = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QString code() const { return json()[u"error"_s][u"code"_s].toString(); }
};

/// The real program in a home of its own, without a keychain.
struct Program {
    QTemporaryDir home;
    QString workspace = home.filePath(u"test.orgmend"_s);
    QMap<QString, QString> variables{}; ///< set for the program

    void prepare(QProcess &process) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"XDG_DATA_HOME"_s, home.path());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"ORGMEND_SECRETS"_s, u"file:"_s + home.filePath(u"secrets"_s));
        environment.remove(u"ORGMEND_WORKSPACE"_s);
        for (auto each = variables.begin(); each != variables.end(); ++each)
            environment.insert(each.key(), each.value());
        process.setProcessEnvironment(environment);
        process.setProgram(QStringLiteral(ORGMEND_BIN_DIR) + u"/orgmendctl"_s);
    }
    [[nodiscard]] Outcome run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        prepare(process);
        process.setArguments(arguments);
        process.start();
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000))
            return {};
        return {
            process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    [[nodiscard]] Outcome runHere(const QStringList &arguments) const
    {
        return run(QStringList{u"--workspace"_s, workspace, u"--json"_s} + arguments);
    }
};

} // namespace

/// orgmendctl as scripts use it: arguments, exit status, one JSON document.
class TestCtl : public QObject {
    Q_OBJECT

private slots:
    void wrongUsageIsSaidAndEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const auto row = [](const QStringList &arguments, const QString &words) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << words;
        };
        row({}, u"--help"_s);
        row({u"mapping"_s, u"list"_s}, u"Unknown command \"mapping\""_s);
        row({u"serve"_s}, u"Unknown command"_s);
        row({u"sync"_s, u"--dry-run"_s}, u"no option --dry-run"_s);
        row({u"sync"_s, u"--object"_s}, u"needs a value"_s);
        row({u"sync"_s, u"--full=yes"_s}, u"takes no value"_s);
        row({u"sync"_s, u"Contact"_s}, u"does not take \"Contact\""_s);
        row({u"-x"_s}, u"no option -x"_s);
        row({u"--fast"_s, u"sync"_s}, u"no option --fast"_s);
        row({u"connect"_s}, u"--client-id"_s);
        row({u"connect"_s, u"--client-id"_s, u"k"_s, u"--callback-port"_s, u"0"_s},
            u"--callback-port"_s);
        row({u"connect"_s, u"--client-id"_s, u"k"_s, u"--refresh-token-stdin"_s},
            u"--instance-url"_s);
        row({u"connect"_s, u"--client-id"_s, u"k"_s, u"--template"_s, u"all"_s},
            u"no template \"all\""_s);
        row({u"--secrets"_s, u"vault"_s, u"status"_s}, u"--secrets"_s);
        row({u"log"_s, u"--level"_s, u"loud"_s}, u"--level"_s);
        row({u"log"_s, u"--since"_s, u"yesterday"_s}, u"--since"_s);
        row({u"log"_s, u"--limit"_s, u"0"_s}, u"--limit"_s);
        row({u"--workspace"_s, u"postgresql://ada:secret@db/orgmend"_s, u"status"_s},
            u"PGPASSFILE"_s);
        row({u"status"_s}, u"no connection yet"_s);
        row({u"disconnect"_s}, u"no connection yet"_s);
        row({u"--connection"_s, u"Nobody"_s, u"sync"_s}, u"\"Nobody\""_s);
    }
    void wrongUsageIsSaidAndEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        const Program program;
        const Outcome plain = program.run(arguments);
        QCOMPARE(plain.status, 2);
        QCOMPARE(plain.out, QByteArray());
        QVERIFY2(QString::fromUtf8(plain.err).contains(words), plain.err.constData());
        QVERIFY(!plain.err.contains("secret@"));

        const Outcome json = program.run(QStringList{u"--json"_s} + arguments);
        QCOMPARE(json.status, 2);
        QVERIFY2(!json.code().isEmpty(), json.out.constData());
        QVERIFY(json.json()[u"error"_s][u"message"_s].toString().contains(words));
        QVERIFY(json.json()[u"error"_s].toObject().contains(u"raw"_s));
    }

    void helpAndVersionGoToStdout()
    {
        const Program program;
        const Outcome help = program.run({u"--help"_s});
        QCOMPARE(help.status, 0);
        for (const char *command : {"connect", "reconnect", "disconnect", "pause", "resume",
                 "connections", "status", "sync", "log"}) {
            QVERIFY2(help.out.contains(command), command);
            const Outcome more = program.run({QString::fromLatin1(command), u"--help"_s});
            QCOMPARE(more.status, 0);
            QVERIFY(more.out.contains("Examples:"));
        }
        const Outcome version = program.run({u"--version"_s});
        QCOMPARE(version.status, 0);
        QVERIFY(version.out.startsWith("orgmendctl "));
    }

    void aWorkspaceThatIsNotThereHasNoConnections()
    {
        const Program program;
        const Outcome list = program.runHere({u"connections"_s});
        QCOMPARE(list.status, 0);
        QVERIFY(list.json()[u"connections"_s].isArray());
        QCOMPARE(program.runHere({u"status"_s}).code(), u"connection_missing"_s);
        const Outcome log = program.runHere({u"log"_s});
        QCOMPARE(log.status, 6);
        QCOMPARE(log.code(), u"workspace_missing"_s);
        QVERIFY(!QFile::exists(program.workspace));
    }

    void aWorkspaceThatCanNotBeUsedEndsWithSix_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("code");
        QTest::newRow("another file")
            << QByteArray("this is no database ").repeated(100) << u"workspace_not_ours"_s;
    }
    void aWorkspaceThatCanNotBeUsedEndsWithSix()
    {
        QFETCH(QByteArray, contents);
        const Program program;
        QFile file(program.workspace);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
        file.close();
        for (const QString &command : {u"status"_s, u"connections"_s, u"sync"_s, u"log"_s}) {
            const Outcome outcome = program.runHere({command});
            QCOMPARE(outcome.status, 6);
            QTEST(outcome.code(), "code");
        }
    }

    void postgresIsNotThereYet()
    {
        const Program program;
        const Outcome outcome =
            program.run({u"--json"_s, u"--workspace"_s, u"postgresql://ada@db/o"_s, u"status"_s});
        QCOMPARE(outcome.status, 6);
        QCOMPARE(outcome.code(), u"postgres_not_here"_s);
    }

    void withoutAKeychainAFileIsNamed()
    {
        const Program program;
        const Outcome outcome = program.run({u"--json"_s, u"--secrets"_s, u"keychain"_s,
            u"--workspace"_s, program.workspace, u"connect"_s, u"--client-id"_s, u"k"_s});
        QCOMPARE(outcome.status, 3);
        QVERIFY(outcome.code().startsWith(u"keychain_"));
        QVERIFY(outcome.out.contains("--secrets file:"));
    }

    void anUnsafeSecretFileIsRefused()
    {
        const Program program;
        QFile secrets(program.home.filePath(u"secrets"_s));
        QVERIFY(secrets.open(QIODevice::WriteOnly));
        secrets.write("{}");
        secrets.close();
        QVERIFY(secrets.setPermissions(
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
        const Outcome outcome = program.runHere({u"connect"_s, u"--client-id"_s, u"k"_s});
        QCOMPARE(outcome.status, 3);
        QCOMPARE(outcome.code(), u"secret_file_unsafe"_s);
    }

    void nobodyListeningIsSaid()
    {
        const Program program;
        const Outcome outcome =
            program.run(QStringList{u"--workspace"_s, program.workspace, u"--json"_s, u"connect"_s,
                            u"--client-id"_s, u"k"_s, u"--refresh-token-stdin"_s,
                            u"--instance-url"_s, u"http://127.0.0.1:9"_s},
                "a-token\n");
        QCOMPARE(outcome.status, 5);
        QCOMPARE(outcome.code(), u"connection_refused"_s);
        QVERIFY(!outcome.out.contains("a-token") && !outcome.err.contains("a-token"));
    }

    void theAddressIsPrintedAloneAndCtrlCEndsTheWait()
    {
        const Program program;
        QProcess process;
        program.prepare(process);
        process.setArguments({u"--workspace"_s, program.workspace, u"connect"_s, u"--client-id"_s,
            u"k"_s, u"--print-url"_s, u"--callback-port"_s, u"17177"_s});
        process.start();
        QVERIFY(process.waitForReadyRead(30'000));
        const QByteArray line = process.readAllStandardOutput();
        QVERIFY(
            line.startsWith("https://login.salesforce.com/services/oauth2/authorize?")); // S2-54
        QCOMPARE(line.count('\n'), 1);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardError().contains("Cancelled"));
    }

    void sandboxSignsInThroughItsOwnHost() // S2-07, S2-54
    {
        const Program program;
        QProcess process;
        program.prepare(process);
        process.setArguments({u"--workspace"_s, program.workspace, u"--json"_s, u"connect"_s,
            u"--client-id"_s, u"k"_s, u"--environment"_s, u"sandbox"_s, u"--print-url"_s,
            u"--callback-port"_s, u"17178"_s});
        process.setReadChannel(QProcess::StandardError);
        process.start();
        QVERIFY(process.waitForReadyRead(30'000));
        QVERIFY(process.readAllStandardError().startsWith("https://test.salesforce.com/"));
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(QJsonDocument::fromJson(process.readAllStandardOutput())
                     .object()[u"error"_s][u"code"_s]
                     .toString(),
            u"cancelled"_s);
    }

    void itSpeaksTheLanguageOfTheSystem_data()
    {
        using Variables = QMap<QString, QString>;
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<bool>("german");
        const auto row = [](const char *name, const Variables &variables, bool german) {
            Variables all{{u"LC_ALL"_s, {}}, {u"LC_MESSAGES"_s, {}}, {u"LANG"_s, {}}};
            all.insert(variables);
            QTest::newRow(name) << all << german;
        };
        row("LC_ALL", {{u"LC_ALL"_s, u"de_DE.UTF-8"_s}}, true);
        row("LC_MESSAGES", {{u"LC_MESSAGES"_s, u"de_DE.UTF-8"_s}}, true);
        row("LANG", {{u"LANG"_s, u"de_DE.UTF-8"_s}}, true);
        row("Austria", {{u"LANG"_s, u"de_AT.UTF-8"_s}}, true);
        row("no translation", {{u"LANG"_s, u"is_IS.UTF-8"_s}}, false);
        row("none", {}, false);
        row("LC_ALL goes first", {{u"LC_ALL"_s, u"C.UTF-8"_s}, {u"LANG"_s, u"de_DE.UTF-8"_s}},
            false);
        row("messages before the rest",
            {{u"LC_MESSAGES"_s, u"en_GB.UTF-8"_s}, {u"LANG"_s, u"de_DE.UTF-8"_s}}, false);
    }
    /// The locale need not be generated on the machine: its name is enough.
    void itSpeaksTheLanguageOfTheSystem()
    {
        using Variables = QMap<QString, QString>;
        QFETCH(Variables, variables);
        QFETCH(bool, german);
        Program program;
        program.variables = variables;
        const QStringList here{u"--workspace"_s, program.workspace};

        const Outcome list = program.run(here + QStringList{u"connections"_s});
        QCOMPARE(list.status, 0);
        QVERIFY2(list.out.startsWith(german ? "Noch keine Verbindung." : "No connection yet."),
            list.out.constData());

        // What orgmendctl says by itself, and what core/wording says.
        const Outcome unknown = program.run({u"explode"_s});
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.err.startsWith(german ? "Unbekannter Befehl" : "Unknown command"),
            unknown.err.constData());
        const Outcome status = program.run(here + QStringList{u"status"_s});
        QCOMPARE(status.status, 2);
        QVERIFY2(status.err.contains(german ? "noch keine Verbindung" : "no connection yet"),
            status.err.constData());

        const Outcome help = program.run({u"--help"_s});
        QVERIFY(help.out.contains(german ? "Befehle:\n" : "Commands:\n"));
        QVERIFY(help.out.endsWith(" --help\n"));
        QVERIFY(help.out.contains(german ? "Das Sync-Protokoll zeigen." : "Show the sync log."));
    }

    void whatProgramsReadIsTheSameInEveryCountry()
    {
        Program program;
        const Outcome english = program.runHere({u"status"_s});
        program.variables = {{u"LC_ALL"_s, u"de_DE.UTF-8"_s}};
        const Outcome german = program.runHere({u"status"_s});
        QCOMPARE(german.status, english.status);
        QCOMPARE(german.out, english.out);
        QCOMPARE(program.run({u"--json"_s, u"explode"_s}).json()[u"error"_s][u"message"_s],
            u"Unknown command \"explode\". Try orgmendctl --help."_s);
    }

    void itLinksNoWidgets()
    {
        QProcess ldd;
        ldd.start(u"ldd"_s, {QStringLiteral(ORGMEND_BIN_DIR) + u"/orgmendctl"_s});
        QVERIFY(ldd.waitForFinished());
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY(libraries.contains("libQt6Core"));
        QVERIFY(!libraries.contains("libQt6Widgets") && !libraries.contains("libQt6Gui"));
    }
};

QTEST_GUILESS_MAIN(TestCtl)
#include "tst_ctl.moc"
