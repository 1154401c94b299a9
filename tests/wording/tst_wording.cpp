#include "wording/wording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const int problemCount = static_cast<int>(Failure::Problem::Internal) + 1;

Failure::Problem problemAt(int index) { return static_cast<Failure::Problem>(index); }

/// Whole: begins with a capital, a digit, a quote or a name, ends as a sentence does, and every
/// placeholder was filled.
bool isWhole(const QString &sentence)
{
    static const QRegularExpression placeholder(u"%(\\d|n|L)"_s);
    return !sentence.trimmed().isEmpty() && sentence.endsWith(u'.')
        && !sentence.contains(placeholder);
}

Event eventNamed(const QString &name, const QStringList &arguments)
{
    Event event;
    event.name = name;
    event.object = u"Contact"_s;
    event.arguments = arguments;
    return event;
}

} // namespace

class TestWording : public QObject {
    Q_OBJECT

private slots:
    void everyProblemIsAWholeSentence_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < problemCount; ++index)
            QTest::newRow(qPrintable(Failure::codeOf(problemAt(index)))) << index;
    }
    void everyProblemIsAWholeSentence()
    {
        QFETCH(int, index);
        const Failure bare = failure(problemAt(index));
        const Failure full = failure(problemAt(index), {u"Aa."_s, u"Bb."_s, u"Cc."_s, u"Dd."_s});
        for (const Failure &each : {bare, full}) {
            const QString sentence = wording::sentence(each);
            QVERIFY2(isWhole(sentence), qPrintable(sentence));
            QVERIFY(!wording::title(each).isEmpty());
            QVERIFY(!wording::title(each).endsWith(u'.'));
        }
    }

    void noTwoProblemsSaySame()
    {
        QSet<QString> titles;
        QSet<QString> sentences;
        for (int index = 0; index < problemCount; ++index) {
            const Failure each = failure(problemAt(index), {u"a"_s, u"b"_s, u"c"_s});
            sentences.insert(wording::sentence(each));
            titles.insert(wording::title(each));
        }
        // "What was wrong" of a wrong usage is its own argument; a failed sync of another program
        // is a failed sync.
        QCOMPARE(sentences.size(), problemCount);
        QCOMPARE(titles.size(), problemCount);
    }

    void whatStandsInAnArgumentIsNotReplacedAgain()
    {
        const QString sentence = wording::sentence(
            failure(Failure::Problem::OrgAlreadyConnected, {u"%2 and %1"_s, u"Second"_s}));
        QVERIFY2(sentence.contains(u"%2 and %1"_s), qPrintable(sentence));
    }

    void problemsOfTheSignInNameTheWayOut_data()
    {
        QTest::addColumn<int>("problem");
        QTest::addColumn<QString>("words");
        using Problem = Failure::Problem;
        const auto row = [](const char *name, Problem problem, const QString &words) {
            QTest::newRow(name) << static_cast<int>(problem) << words;
        };
        row("S0-06 blocked", Problem::AppBlocked, u"Setup → Connected Apps OAuth Usage"_s);
        row("blocked, unblock", Problem::AppBlocked, u"Unblock"_s);
        row("not installed", Problem::AppNotInstalled, u"Install"_s);
        row("S1-04 API Enabled", Problem::ApiDisabled, u"API Enabled"_s);
        row("wrong key", Problem::ClientIdUnknown, u"ten minutes"_s);
        row("callback", Problem::CallbackMismatch, u"http://localhost:1717/OauthRedirect"_s);
        row("S2-52 app removed", Problem::SignInNeeded, u"removed or revoked"_s);
        row("S2-52 policy", Problem::SignInNeeded, u"session policy"_s);
        row("no keychain", Problem::KeychainMissing, u"in a file that only you can read"_s);
        row("locked keychain", Problem::KeychainLocked, u"Unlock"_s);
    }
    void problemsOfTheSignInNameTheWayOut()
    {
        QFETCH(int, problem);
        QFETCH(QString, words);
        const QString sentence = wording::sentence(failure(problemAt(problem)));
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
    }

    void everyEventIsAWholeSentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const QString &name, const QStringList &arguments) {
            QTest::newRow(qPrintable(QString(name + u' ' + arguments.join(u' '))))
                << name << arguments;
        };
        for (const QString &kind : {u"initial"_s, u"incremental"_s, u"retry"_s}) {
            for (const QString &origin : {u"schedule"_s, u"window"_s, u"command line"_s, u""_s})
                row(u"sync_started"_s, {kind, origin});
        }
        row(u"sync_completed"_s, {u"success"_s});
        row(u"sync_completed"_s, {u"partial"_s});
        for (int index = 0; index < problemCount; ++index)
            row(u"sync_failed"_s, {Failure::codeOf(problemAt(index)), u"Aa."_s, u"Bb."_s});
        row(u"sync_failed"_s, {u"unheard_of"_s});
        row(u"sync_cancelled"_s, {u"cancelled"_s});
        row(u"sync_cancelled"_s, {u"paused"_s});
        row(u"object_synced"_s, {u"people"_s});
        row(u"object_failed"_s, {u"query_refused"_s, u"Contact"_s, u"INVALID_FIELD"_s});
        for (const QString &way : {u"rest"_s, u"bulk"_s}) {
            for (const QString &why : {u"first_sync"_s, u"full_sync"_s, u"many_changed"_s,
                     u"few_changed"_s, u"many_fields"_s, u"resumed"_s}) {
                row(u"way_chosen"_s, {way, why, u"48000"_s});
                row(u"way_chosen"_s, {way, why, u""_s});
            }
        }
        row(u"pull_resumed"_s, {u"12000"_s});
        for (const QString &state :
            {u"UploadComplete"_s, u"InProgress"_s, u"JobComplete"_s, u"Failed"_s, u"Aborted"_s})
            row(u"bulk_job"_s, {u"750000000000001AAA"_s, state, u"48000"_s});
        row(u"token_refreshed"_s, {});
        row(u"request_retried"_s, {u"timed_out"_s, u"2.0"_s});
        row(u"api_limit"_s, {u"14000"_s, u"15000"_s});
        row(u"field_left_out"_s, {u"Contact"_s, u"HasOptedOutOfEmail"_s});
        for (const QString &why : {u"several_rows"_s, u"several_records"_s, u"place_taken"_s})
            row(u"possible_duplicate"_s,
                {u"Contact"_s, u"003000000000001AAA"_s, u"a@example.org"_s, why});
        row(u"person_joined"_s, {u"7"_s, u"a@example.org"_s});
        row(u"record_merged"_s, {u"003000000000001AAA"_s, u"003000000000002AAA"_s, u"7"_s});
        row(u"row_held"_s, {u"people"_s, u"7"_s});
        row(u"not_visible"_s, {u"Contact"_s, u"1"_s});
        row(u"not_visible"_s, {u"Contact"_s, u"3000000"_s});
        row(u"record_failed"_s, {u"Contact"_s, u"003000000000001AAA"_s});
        row(u"run_interrupted"_s, {u"4"_s});
        for (const QString &name :
            {u"connected"_s, u"reconnected"_s, u"disconnected"_s, u"paused"_s, u"resumed"_s}) {
            row(name, {u"ada@example.org"_s});
            row(name, {});
        }
        row(u"disconnected"_s, {u"ada@example.org"_s, u"not_revoked"_s});
        row(u"sign_in_needed"_s, {});
        row(u"workspace_migrated"_s, {u"1"_s, u"2"_s, u"/tmp/a.backup"_s});
        row(u"workspace_migrated"_s, {u"1"_s, u"2"_s});
        row(u"log_trimmed"_s, {u"1204"_s, u"2025-11-02T09:05:00.000Z"_s});
    }
    void everyEventIsAWholeSentence()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, arguments);
        const QString sentence = wording::sentence(eventNamed(name, arguments));
        QVERIFY2(isWhole(sentence), qPrintable(sentence));
        QVERIFY(sentence != name);
    }

    void anEventOfANewerVersionKeepsItsName()
    {
        QCOMPARE(wording::sentence(eventNamed(u"record_pushed"_s, {})), u"record_pushed"_s);
    }

    void countsAreToldApart() // S1-57
    {
        Event event = eventNamed(u"sync_completed"_s, {u"success"_s});
        event.counts = Counts{1'204, 37, 2, 0, 0};
        QCOMPARE(
            wording::sentence(event), u"Sync completed: 1,204 imported, 37 updated, 2 deleted."_s);
        event.counts = Counts{};
        QCOMPARE(wording::sentence(event), u"Sync completed: nothing had changed."_s);
        event.arguments = QStringList{u"partial"_s};
        event.counts = Counts{0, 1, 0, 3, 0};
        QVERIFY(wording::sentence(event).contains(u"3 failed"_s));
    }

    void aShortenedLogSaysHowManyLinesWentAndFromWhen()
    {
        QCOMPARE(wording::sentence(
                     eventNamed(u"log_trimmed"_s, {u"1204"_s, u"2025-11-02T12:00:00.000Z"_s})),
            u"Old lines of the log were removed (1,204 from before 11/2/25). Failures are kept for "
            "a year."_s);
    }

    void statesReadAsTheCardHasThem() // S2-03, S2-05, S2-06
    {
        QCOMPARE(wording::label(ConnectionState::Connected), u"Connected"_s);
        QCOMPARE(wording::label(ConnectionState::TokenExpired), u"Token expired"_s);
        QCOMPARE(wording::label(ConnectionState::Disconnected), u"Disconnected"_s);
        QCOMPARE(wording::label(ConnectionState::Paused), u"Paused"_s);
    }

    void durationsAreShort()
    {
        QCOMPARE(wording::duration(0.42), u"0.4 s"_s);
        QCOMPARE(wording::duration(42), u"42 s"_s);
        QCOMPARE(wording::duration(200), u"3 min 20 s"_s);
        QCOMPARE(wording::duration(72 * 60), u"1 h 12 min"_s);
    }

    void everyCodeLeadsBackToItsProblem()
    {
        for (int index = 0; index < problemCount; ++index)
            QCOMPARE(Failure::problemOf(Failure::codeOf(problemAt(index))), problemAt(index));
        QVERIFY(!Failure::problemOf(u"unheard_of"_s));
    }

    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
};

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
