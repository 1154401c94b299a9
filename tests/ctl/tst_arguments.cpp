#include "ctl/arguments.h"
#include "ctl/commands/families.h"
#include "ctl/help.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Count = WordSpec::Count;

namespace {

int doNothing(CommandCall & /*call*/) { return 0; }

/// One command of each shape: alone, with its family's word, with words behind it.
const CommandTable &shapes()
{
    static const CommandTable table{
        {.name = u"sync"_s,
            .options = {{u"full"_s, false}, {u"object"_s, true}},
            .usage = u"sync [--full] [--object NAME]"_s,
            .summary = u"Syncs."_s,
            .run = doNothing},
        {.name = u"errors list"_s,
            .usage = u"errors list"_s,
            .summary = u"Lists."_s,
            .run = doNothing},
        {.name = u"errors show"_s,
            .words = {{u"ID"_s}},
            .usage = u"errors show ID"_s,
            .summary = u"Shows."_s,
            .run = doNothing},
        {.name = u"errors retry"_s,
            .words = {{u"ID"_s, Count::Any}},
            .options = {{u"all"_s, false}},
            .usage = u"errors retry [ID...|--all]"_s,
            .summary = u"Retries."_s,
            .run = doNothing},
        {.name = u"mapping check"_s,
            .words = {{u"OBJECT"_s, Count::OneOrNone}},
            .usage = u"mapping check [OBJECT]"_s,
            .run = doNothing},
        {.name = u"mapping set"_s,
            .words = {{u"OBJECT"_s}, {u"FIELD"_s}, {u"COLUMN"_s}},
            .options = {{u"direction"_s, true}},
            .usage = u"mapping set OBJECT FIELD COLUMN [--direction WAY]"_s,
            .run = doNothing},
    };
    return table;
}

/// `errors show 7` as a shell would cut it.
Result<Arguments> parse(const QString &line, const CommandTable &table = shapes())
{
    return parseArguments(line.split(u' ', Qt::SkipEmptyParts), table);
}

QString refusalOf(const QString &line)
{
    const Result<Arguments> arguments = parse(line);
    return arguments ? QString() : arguments.failure().arguments.value(0);
}

} // namespace

/// What may stand on a command line.
class TestArguments : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        qunsetenv("ORGMEND_WORKSPACE");
        qunsetenv("ORGMEND_SECRETS");
    }

    void aCommandGetsItsWords_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *line, const QString &command, const QStringList &words) {
            QTest::newRow(line) << QString::fromLatin1(line) << command << words;
        };
        row("sync", u"sync"_s, {});
        row("errors list", u"errors list"_s, {});
        row("errors show 7", u"errors show"_s, {u"7"_s});
        row("errors --json show 7", u"errors show"_s, {u"7"_s});
        row("--connection 2 errors show 7 --json", u"errors show"_s, {u"7"_s});
        row("errors retry", u"errors retry"_s, {});
        row("errors retry 7", u"errors retry"_s, {u"7"_s});
        row("errors retry 7 --all 8 9", u"errors retry"_s, {u"7"_s, u"8"_s, u"9"_s});
        row("mapping check", u"mapping check"_s, {});
        row("mapping check Contact", u"mapping check"_s, {u"Contact"_s});
        row("mapping set Contact Email --direction inbound email", u"mapping set"_s,
            {u"Contact"_s, u"Email"_s, u"email"_s});
        row("errors show -- -7", u"errors show"_s, {u"-7"_s});
        row("errors retry -- --all --", u"errors retry"_s, {u"--all"_s, u"--"_s});
        row("-- errors show 7", u"errors show"_s, {u"7"_s});
    }
    void aCommandGetsItsWords()
    {
        QFETCH(QString, line);
        const Result<Arguments> arguments = parse(line);
        QVERIFY2(arguments, qPrintable(refusalOf(line)));
        QTEST(arguments->commandName, "command");
        QTEST(arguments->command->name, "command");
        QTEST(arguments->words, "words");
    }

    void whatIsNoCommandLineIsRefusedInWords_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char *line, const char *refusal) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(refusal);
        };
        row("", "Say what to do. Try orgmendctl --help.");
        row("--json", "Say what to do. Try orgmendctl --help.");
        row("explode", "Unknown command \"explode\". Try orgmendctl --help.");
        row("error", "Unknown command \"error\". Try orgmendctl --help.");
        row("list", "Unknown command \"list\". Try orgmendctl --help.");
        row("errors",
            "After errors comes one of: list, show, retry. Try orgmendctl errors --help.");
        row("errors --json",
            "After errors comes one of: list, show, retry. Try orgmendctl errors --help.");
        row("errors undo 7", "Unknown command \"errors undo\". Try orgmendctl --help.");
        row("sync Contact", "The command sync does not take \"Contact\".");
        row("errors show", "The command errors show needs ID. Try orgmendctl errors show --help.");
        row("errors show 7 8", "The command errors show does not take \"8\".");
        row("mapping check Contact Lead", "The command mapping check does not take \"Lead\".");
        row("mapping set Contact Email",
            "The command mapping set needs COLUMN. Try orgmendctl mapping set --help.");
        row("errors show --",
            "The command errors show needs ID. Try orgmendctl errors show --help.");
        row("errors --all retry", "There is no option --all before a command.");
        row("errors show 7 --all", "The command errors show has no option --all.");
        row("--full sync", "There is no option --full before a command.");
        row("sync --full=yes", "The option --full takes no value.");
        row("sync --object", "The option --object needs a value.");
        row("sync --object=", "The option --object needs a value.");
        row("sync -f", "There is no option -f.");
        row("sync -", "There is no option -.");
        row("--secrets vault sync", "--secrets takes \"keychain\" or \"file:PATH\".");
        row("--secrets file: sync", "--secrets takes \"keychain\" or \"file:PATH\".");
    }
    void whatIsNoCommandLineIsRefusedInWords()
    {
        QFETCH(QString, line);
        const Result<Arguments> arguments = parse(line);
        QVERIFY(!arguments);
        QCOMPARE(arguments.failure().exitStatus(), 2);
        QTEST(refusalOf(line), "refusal");
    }

    void optionsStandAnywhereBehindTheirCommand()
    {
        const Result<Arguments> arguments =
            parse(u"--workspace a.orgmend sync --object Contact --full --object=Lead "
                  "--secrets=file:s --no-progress --json"_s);
        QVERIFY(arguments);
        QCOMPARE(arguments->workspace, u"a.orgmend"_s);
        QVERIFY(!arguments->usesDefaultWorkspace);
        QCOMPARE(arguments->secrets, u"file:s"_s);
        QCOMPARE(arguments->values[u"object"_s], QStringList({u"Contact"_s, u"Lead"_s}));
        QCOMPARE(arguments->value(u"object"_s), u"Lead"_s);
        QVERIFY(arguments->has(u"full"_s));
        QVERIFY(arguments->json);
        QVERIFY(!arguments->progress);
    }

    void aValueMayLookLikeAnOption()
    {
        const Result<Arguments> arguments = parse(u"sync --object --full"_s);
        QVERIFY(arguments);
        QCOMPARE(arguments->value(u"object"_s), u"--full"_s);
        QVERIFY(!arguments->has(u"full"_s));
    }

    void theCommandLineGoesOverTheEnvironment()
    {
        qputenv("ORGMEND_WORKSPACE", "env.orgmend");
        qputenv("ORGMEND_SECRETS", "file:env");
        const Result<Arguments> environment = parse(u"sync"_s);
        QVERIFY(environment);
        QCOMPARE(environment->workspace, u"env.orgmend"_s);
        QCOMPARE(environment->secrets, u"file:env"_s);
        const Result<Arguments> line = parse(u"sync --workspace own --secrets keychain"_s);
        QVERIFY(line);
        QCOMPARE(line->workspace, u"own"_s);
        QCOMPARE(line->secrets, u"keychain"_s);
    }

    void withoutAWordItIsTheUsersOwnWorkspaceAndTheKeychain()
    {
        const Result<Arguments> arguments = parse(u"sync"_s);
        QVERIFY(arguments);
        QVERIFY(arguments->usesDefaultWorkspace);
        QVERIFY(arguments->workspace.endsWith(u"/orgmend/default.orgmend"));
        QCOMPARE(arguments->secrets, u"keychain"_s);
    }

    void aPasswordOnTheCommandLineIsRefused_data()
    {
        QTest::addColumn<QString>("workspace");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("none") << u"postgresql://ada@db/orgmend"_s << true;
        QTest::newRow("user part") << u"postgresql://ada:x@db/orgmend"_s << false;
        QTest::newRow("short name") << u"postgres://ada:x@db/orgmend"_s << false;
        QTest::newRow("capitals") << u"PostgreSQL://ada:x@db/orgmend"_s << false;
        QTest::newRow("query") << u"postgresql://ada@db/orgmend?password=x"_s << false;
        QTest::newRow("query, later") << u"postgresql://db/o?user=ada&password=x"_s << false;
        QTest::newRow("a port is none") << u"postgresql://ada@db:5432/orgmend"_s << true;
        QTest::newRow("a file is none") << u"/home/ada:x@db/a.orgmend"_s << true;
    }
    void aPasswordOnTheCommandLineIsRefused()
    {
        QFETCH(QString, workspace);
        const Result<Arguments> arguments =
            parseArguments({u"--workspace"_s, workspace, u"sync"_s}, shapes());
        QTEST(bool(arguments), "accepted");
        QVERIFY(arguments || arguments.failure().arguments.value(0).contains(u"PGPASSFILE"));
    }

    /// Nothing is missing for who only asks.
    void helpIsAboutWhatStandsBeforeIt_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("begins");
        QTest::addColumn<QString>("lists");
        QTest::newRow("all") << u"--help"_s << u"Keeps a Salesforce org"_s << u"errors show"_s;
        QTest::newRow("family") << u"errors --help"_s
                                << u"Usage: orgmendctl [options] errors COMMAND"_s
                                << u"  errors retry   Retries.\n"_s;
        QTest::newRow("command") << u"errors show -h"_s << u"Usage:\n  orgmendctl errors show ID"_s
                                 << u"Shows."_s;
    }
    void helpIsAboutWhatStandsBeforeIt()
    {
        QFETCH(QString, line);
        QFETCH(QString, begins);
        QFETCH(QString, lists);
        const Result<Arguments> arguments = parse(line);
        QVERIFY(arguments);
        QVERIFY(arguments->help);
        const QString help = helpText(arguments->commandName, shapes());
        QVERIFY2(help.startsWith(begins), qPrintable(help));
        QVERIFY2(help.contains(lists), qPrintable(help));
    }

    void aFamilysHelpHasNoOthers()
    {
        QVERIFY(!helpText(u"errors"_s, shapes()).contains(u"mapping"));
    }

    /// The table of orgmendctl itself: what a new row must not forget.
    void everyCommandIsToldInFull()
    {
        QStringList names;
        for (const CommandSpec &command : families::all()) {
            const QByteArray known = command.name.toUtf8();
            const char *name = known.constData();
            QVERIFY2(command.run, name);
            QVERIFY2(!command.summary.isEmpty() && !command.examples.isEmpty(), name);
            QVERIFY2(command.usage.startsWith(command.name), name);
            for (const WordSpec &word : command.words)
                QVERIFY2(command.usage.contains(word.name), name);
            for (const OptionSpec &option : command.options)
                QVERIFY2(command.usage.contains(u"--"_s + option.name), qPrintable(option.name));
            QVERIFY2(command.name.count(u' ') <= 1, name);
            // Behind a word that may be missing or repeated no other could be told from it.
            for (std::size_t each = 1; each < command.words.size(); ++each)
                QVERIFY2(command.words[each - 1].count == Count::One, name);
            QVERIFY2(familyOf(families::all(), command.name).empty(), name);
            names << command.name;
        }
        QVERIFY(!names.isEmpty());
        QCOMPARE(names.removeDuplicates(), 0);
    }

    void everyExampleCanBeTyped()
    {
        int examples = 0;
        for (const CommandSpec &command : families::all()) {
            QString text = command.examples;
            text.replace(u"\\\n"_s, QString()); // goes on in the next line
            for (const QString &line : text.split(u'\n')) {
                const qsizetype at = line.indexOf(u"orgmendctl "_s);
                QVERIFY2(at >= 0, qPrintable(line));
                const Result<Arguments> arguments = parse(line.mid(at + 11), families::all());
                QVERIFY2(arguments, qPrintable(line));
                QCOMPARE(arguments->commandName, command.name);
                ++examples;
            }
        }
        QVERIFY(examples >= 9);
    }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
