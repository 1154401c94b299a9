#include "base/boundedqueue.h"
#include "base/clock.h"
#include "base/pause.h"
#include "base/recordbatch.h"
#include "base/redact.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/timestamp.h"
#include "values/connectionstate.h"
#include "values/event.h"

#include <QTest>

#include <QSet>
#include <QTimeZone>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBase : public QObject {
    Q_OBJECT

private slots:
    void aResultIsItsValueOrItsFailure()
    {
        const Result<int> good = 7;
        QVERIFY(good);
        QCOMPARE(*good, 7);

        const Result<int> bad =
            failure(Failure::Problem::WorkspaceLocked, {u"a.orgmend"_s}, u"database is locked"_s);
        QVERIFY(!bad);
        QCOMPARE(bad.failure().arguments, QStringList{u"a.orgmend"_s});
        QCOMPARE(bad.failure().code(), u"workspace_locked"_s);
        QCOMPARE(bad.failure().kind(), Failure::Kind::Workspace);

        QVERIFY(Result<void>());
        QVERIFY(!Result<void>(failure(Failure::Problem::Internal)));
    }

    void everyProblemHasItsOwnCode()
    {
        QSet<QString> codes;
        for (int i = 0; i <= static_cast<int>(Failure::Problem::Internal); ++i) {
            const QString code = Failure::codeOf(static_cast<Failure::Problem>(i));
            QVERIFY2(!codes.contains(code), qPrintable(code));
            codes.insert(code);
        }
        QVERIFY(codes.contains(u"workspace_disk_full"_s));
    }

    void exitStatusesAreThoseOfTheContract_data()
    {
        QTest::addColumn<Failure::Problem>("problem");
        QTest::addColumn<int>("status");
        QTest::newRow("sign-in") << Failure::Problem::SignInNeeded << 3;
        QTest::newRow("refused") << Failure::Problem::RequestRefused << 3;
        QTest::newRow("output") << Failure::Problem::OutputUnwritable << 1;
        QTest::newRow("paused elsewhere") << Failure::Problem::Paused << 130;
        QTest::newRow("no keychain") << Failure::Problem::KeychainMissing << 3;
        QTest::newRow("quota") << Failure::Problem::DailyLimitReached << 4;
        QTest::newRow("TLS") << Failure::Problem::TlsFailed << 5;
        QTest::newRow("newer workspace") << Failure::Problem::WorkspaceNewer << 6;
        QTest::newRow("usage") << Failure::Problem::UsageWrong << 2;
        QTest::newRow("Ctrl+C") << Failure::Problem::Cancelled << 130;
        QTest::newRow("our fault") << Failure::Problem::Internal << 70;
    }
    void exitStatusesAreThoseOfTheContract()
    {
        QFETCH(Failure::Problem, problem);
        QTEST(failure(problem).exitStatus(), "status");
    }

    void secretsAreTakenOutOfText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        const QString access = u"00D5g000004Xk2Q!AQ8AQKc0.abc_DEF123"_s;
        QTest::newRow("access token") << u"token "_s + access + u" refused"_s << access;
        QTest::newRow("Bearer") << u"Authorization: Bearer abc.def-123"_s << u"abc.def-123"_s;
        QTest::newRow("form") << u"grant_type=refresh_token&refresh_token=xyz987&client_id=k"_s
                              << u"xyz987"_s;
        QTest::newRow("address") << u"http://localhost:1717/OauthRedirect?code=aPrx%3D%3D&state=1"_s
                                 << u"aPrx%3D%3D"_s;
        QTest::newRow("JSON") << u"{\"access_token\": \"s3cr\\\"et\", \"id\":\"x\"}"_s << u"et\""_s;
        QTest::newRow("refresh token")
            << u"have 5Aep861TSESvWeug_xvFHRBTTbf now"_s << u"5Aep861TSESvWeug_xvFHRBTTbf"_s;
        QTest::newRow("cookie") << u"Cookie: sid=00D5g000004Xk2Q%21AQ8AQ; lang=de"_s << u"AQ8AQ"_s;
    }
    void secretsAreTakenOutOfText()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        const QString clean = redact(text);
        QVERIFY2(!clean.contains(secret), qPrintable(clean));
        QVERIFY(clean.contains(u"<hidden>"_s));
    }

    void whatIsNoSecretStaysWordForWord()
    {
        const QString text =
            u"INVALID_FIELD: No such column 'Code__c' on entity 'Account' (errorCode=INVALID_FIELD), "
            "org 00D5g000004Xk2QEAS, statusCode: 400"_s;
        QCOMPARE(redact(text), text);
    }

    void aSecretCopiesAndMovesWithoutLosingItsBytes()
    {
        Secret a("token");
        Secret b = a;
        const Secret c = std::move(a);
        b = c;
        QCOMPARE(b.reveal(), QByteArray("token"));
        QCOMPARE(c.reveal(), QByteArray("token"));
        const QByteArray kept = c.reveal();
        {
            Secret gone = c;
            gone = b;
        }
        QCOMPARE(kept, QByteArray("token"));
    }

    void salesforceTimesReadTheSameInEitherSpelling()
    {
        QCOMPARE(isoUtc(fromIso(u"2024-09-09T13:08:34.000+0000"_s)), u"2024-09-09T13:08:34.000Z"_s);
        QCOMPARE(isoUtc(fromIso(u"2024-09-09T15:08:34.120+0200"_s)), u"2024-09-09T13:08:34.120Z"_s);
        QCOMPARE(isoUtc(fromIso(u"2024-09-09T13:08:34Z"_s)), u"2024-09-09T13:08:34.000Z"_s);
        QCOMPARE(isoUtc(fromIso(u"yesterday"_s)), QString());
    }

    void aBatchTellsNullFromEmpty()
    {
        RecordBatch batch(
            std::make_shared<std::vector<std::string>>(std::vector<std::string>{"Id", "Name"}));
        batch.appendText("003A");
        batch.appendNull();
        batch.appendText("003B");
        batch.appendText("");
        QCOMPARE(batch.rowCount(), std::size_t(2));
        QVERIFY(batch.isNull(0, 1));
        QVERIFY(!batch.isNull(1, 1));
        QVERIFY(batch.cell(0, 1).empty());
        QCOMPARE(batch.columnIndex("Name"), 1);
        QCOMPARE(batch.columnIndex("name"), -1);
        const RecordBatch moved = std::move(batch);
        QVERIFY(moved.cell(1, 0) == "003B");
    }

    void aQueueHoldsBackItsWriterAndDeliversInOrder()
    {
        BoundedQueue<int> queue(2);
        std::stop_source stop;
        std::jthread writer([&] {
            for (int i = 0; i < 1000; ++i)
                queue.push(i, stop.get_token());
            queue.close();
        });
        int expected = 0;
        while (const std::optional<int> value = queue.pop(stop.get_token()))
            QCOMPARE(*value, expected++);
        QCOMPARE(expected, 1000);
    }

    void stoppingFreesAWaitingWriterAndReader()
    {
        BoundedQueue<int> queue(1);
        std::stop_source stop;
        QVERIFY(queue.push(1, stop.get_token()));
        bool pushed = true;
        std::jthread writer([&] { pushed = queue.push(2, stop.get_token()); });
        stop.request_stop();
        writer.join();
        QVERIFY(!pushed);
        QVERIFY(!queue.pop(stop.get_token()));
    }

    void aRealPauseEndsWhenItIsStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        RealPause pause;
        QVERIFY(!pause.wait(1h, stop.get_token()));
    }

    void anInstantPauseMovesTheClock()
    {
        ManualClock clock(QDateTime(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::utc()));
        InstantPause pause(clock);
        QVERIFY(pause.wait(90s, {}));
        QCOMPARE(isoUtc(clock.now()), u"2026-01-01T12:01:30.000Z"_s);
        QCOMPARE(clock.elapsed(), 90s);
    }

    void statesAndLevelsReadBackFromTheirNames()
    {
        for (int i = 0; i <= static_cast<int>(ConnectionState::Offline); ++i) {
            const auto state = static_cast<ConnectionState>(i);
            QCOMPARE(fromWord<ConnectionState>(wordOf(state)), std::optional(state));
        }
        QCOMPARE(fromWord<ConnectionState>(u"Connected"_s), std::nullopt);
        for (const Level level : {Level::Debug, Level::Info, Level::Warning, Level::Error})
            QCOMPARE(fromWord<Level>(wordOf(level)), std::optional(level));
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
