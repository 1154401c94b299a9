#include "salesforce/bulk/bulkrecords.h"
#include "salesforce/oauth/oauth.h"
#include "salesforce/query/records.h"
#include "salesforce/query/soql.h"
#include "salesforce/schema/describe.h"
#include "support/practicetransport.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

using Rows = std::vector<QByteArrayList>;

const QStringList contactFields{u"Id"_s, u"FirstName"_s, u"LastName"_s, u"Email"_s, u"Title"_s,
    u"AccountId"_s, u"Account.Name"_s, u"Birthdate"_s, u"MailingStreet"_s, u"HasOptedOutOfEmail"_s,
    u"CreatedDate"_s, u"LastModifiedDate"_s, u"SystemModstamp"_s, u"IsDeleted"_s};

/// Everything that comes, sorted by Id. Fails the test by returning nothing.
std::optional<Rows> readAll(RecordPages &pages, Failure *why = nullptr)
{
    Rows rows;
    while (true) {
        const Result<std::optional<RecordPage>> page = pages.next();
        if (!page) {
            if (why)
                *why = page.failure();
            else
                qWarning() << page.failure().code() << page.failure().arguments
                           << page.failure().raw;
            return std::nullopt;
        }
        if (!*page)
            break;
        const RecordBatch &batch = (*page)->batch;
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            QByteArrayList values;
            for (std::size_t column = 0; column < batch.columnCount(); ++column) {
                const std::string_view cell = batch.cell(row, column);
                values.append(QByteArray(cell.data(), static_cast<qsizetype>(cell.size())));
            }
            rows.push_back(values);
        }
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

struct Bench {
    explicit Bench(int records = 300)
        : org(records)
        , transport(org.org(), stop.get_token())
        , tokens(transport, org.production())
        , session(transport, tokens, pause, stop.get_token())
    {
    }
    std::optional<Rows> rest(const QString &object, const QStringList &fields)
    {
        return readAll(*restRecords(session, selectFrom(object, fields), fields));
    }
    std::optional<Rows> bulk(const QString &object, const QStringList &fields, bool threaded,
        int maxRecords = 100, Failure *why = nullptr)
    {
        const Result<QString> job = createBulkQuery(session, selectFrom(object, fields));
        if (!job) {
            if (why)
                *why = job.failure();
            return std::nullopt;
        }
        BulkOptions options;
        options.maxRecords = maxRecords;
        options.batchBytes = 5'000;
        if (threaded) {
            options.makeTransport = [this](const std::stop_token &own) {
                return std::make_unique<PracticeTransport>(org.org(), own);
            };
        }
        return readAll(*bulkRecords(session, tokens, pause, {*job, {}, false}, fields, options,
                           stop.get_token()),
            why);
    }
    void fault(const QJsonObject &match, const QJsonObject &todo)
    {
        org.control(
            "POST", "faults", QJsonArray{QJsonObject{{u"match"_s, match}, {u"do"_s, todo}}});
    }
    ManualClock clock{QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::utc())};
    InstantPause pause{clock};
    std::stop_source stop;
    PracticeBench org;
    PracticeTransport transport;
    PracticeTokens tokens;
    Session session;
};

} // namespace

/// The client against the practice org, in one process.
class PracticePullTest : public QObject {
    Q_OBJECT

private slots:
    void bothWaysBringTheSameRecords_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QStringList>("fields");
        QTest::newRow("contacts") << u"Contact"_s << contactFields;
        QTest::newRow("opportunities")
            << u"Opportunity"_s
            << QStringList{u"Id"_s, u"Name"_s, u"AccountId"_s, u"StageName"_s, u"Amount"_s,
                   u"CloseDate"_s, u"Probability"_s, u"SystemModstamp"_s};
        QTest::newRow("events") << u"Event"_s
                                << QStringList{u"Id"_s, u"WhoId"_s, u"Subject"_s, u"Description"_s,
                                       u"ActivityDate"_s, u"StartDateTime"_s, u"EndDateTime"_s};
    }
    void bothWaysBringTheSameRecords()
    {
        QFETCH(QString, object);
        QFETCH(QStringList, fields);
        Bench bench;
        const Result<ObjectSchema> schema = describe(bench.session, object);
        QVERIFY(schema);
        // A field that describe does not show is left out, as the program does.
        fields.removeIf(
            [&](const QString &field) { return !field.contains(u'.') && !schema->field(field); });
        const Result<qint64> count =
            countRecords(bench.session, u"SELECT COUNT() FROM "_s % object);
        QVERIFY(count);
        const std::optional<Rows> rest = bench.rest(object, fields);
        const std::optional<Rows> bulk = bench.bulk(object, fields, false);
        const std::optional<Rows> threaded = bench.bulk(object, fields, true, 70);
        QVERIFY(rest && bulk && threaded);
        QCOMPARE(static_cast<qint64>(rest->size()), *count);
        QVERIFY(*count > 0);
        for (std::size_t row = 0; row < rest->size() && row < bulk->size(); ++row)
            QCOMPARE(bulk->at(row), rest->at(row));
        QVERIFY(*rest == *bulk && *bulk == *threaded);
    }

    void restPagesFollowEachOther()
    {
        Bench bench(4'500);
        const auto pages = restRecords(bench.session,
            selectFrom(u"Contact"_s, {u"Id"_s, u"Email"_s}) % u" ORDER BY SystemModstamp, Id"_s,
            {u"Id"_s, u"Email"_s});
        std::vector<std::size_t> sizes;
        while (true) {
            const Result<std::optional<RecordPage>> page = pages->next();
            QVERIFY(page);
            if (!*page)
                break;
            QCOMPARE((*page)->expectedTotal, 4'500);
            sizes.push_back((*page)->batch.rowCount());
        }
        QCOMPARE(sizes, (std::vector<std::size_t>{2'000, 2'000, 500}));
    }

    void aDownloadThatMisbehavesLosesNothing_data()
    {
        QTest::addColumn<QByteArray>("todo");
        QTest::addColumn<bool>("threaded");
        for (const char *todo : {"{'cut_after_bytes':700}", "{'cut_after_bytes':0}",
                 "{'corrupt':'gzip'}", "{'status':503}"}) {
            QTest::addRow("%s", todo) << QByteArray(todo).replace('\'', '"') << false;
            QTest::addRow("%s, threaded", todo) << QByteArray(todo).replace('\'', '"') << true;
        }
    }
    void aDownloadThatMisbehavesLosesNothing()
    {
        QFETCH(QByteArray, todo);
        QFETCH(bool, threaded);
        Bench bench;
        const std::optional<Rows> whole = bench.rest(u"Contact"_s, contactFields);
        QVERIFY(whole);
        bench.fault(
            {{u"path"_s, u"*/results*"_s}, {u"nth"_s, 2}}, QJsonDocument::fromJson(todo).object());
        const std::optional<Rows> rows = bench.bulk(u"Contact"_s, contactFields, threaded);
        QVERIFY(rows);
        QVERIFY(*rows == *whole);
    }

    /// S2-51: the token is refreshed in the middle, and nobody notices.
    void aTokenThatExpiresInTheMiddle_data()
    {
        QTest::addColumn<bool>("threaded");
        QTest::newRow("on the calling thread") << false;
        QTest::newRow("threaded") << true;
    }
    void aTokenThatExpiresInTheMiddle()
    {
        QFETCH(bool, threaded);
        Bench bench;
        QVERIFY(bench.rest(u"Contact"_s, contactFields));
        bench.org.control("POST", "tokens/expire", QJsonObject{{u"which"_s, u"access"_s}});
        const std::optional<Rows> rows = bench.bulk(u"Contact"_s, contactFields, threaded);
        QVERIFY(rows);
        QCOMPARE(rows->size(), 300U);
        QCOMPARE(bench.tokens.refreshes(), 1);
    }

    void callsAreCountedAsTheOrgCountsThem()
    {
        Bench bench;
        const auto counted = [&] {
            return bench.org.state()[u"api_calls"_s][u"total"_s].toInteger();
        };
        const qint64 before = counted();
        QVERIFY(describe(bench.session, u"Lead"_s));
        QVERIFY(bench.rest(u"Contact"_s, contactFields));
        QVERIFY(bench.bulk(u"Contact"_s, contactFields, true));
        QCOMPARE(bench.session.calls(), counted() - before);
        QVERIFY(bench.session.usage());
    }

    void refusalsNameWhatTheyAreAbout()
    {
        Bench bench(10);
        QCOMPARE(describe(bench.session, u"Nowhere__c"_s).failure(),
            failure(Problem::ObjectNotVisible, {u"Nowhere__c"_s},
                describe(bench.session, u"Nowhere__c"_s).failure().raw));
        const Failure query =
            restRecords(bench.session, u"SELECT Nothing__c FROM Contact"_s, {u"Nothing__c"_s})
                ->next()
                .failure();
        QCOMPARE(query.problem, Problem::QueryRefused);
        QCOMPARE(query.arguments, (QStringList{u"Contact"_s, u"INVALID_FIELD"_s}));
        Failure why;
        QVERIFY(!bench.bulk(u"Nowhere__c"_s, {u"Id"_s}, false, 100, &why));
        QCOMPARE(why.kind(), Failure::Kind::Refused);
        bench.org.control("POST", "limits",
            QJsonObject{
                {u"DailyApiRequests"_s, QJsonObject{{u"max"_s, 100}, {u"remaining"_s, 0}}}});
        QCOMPARE(
            describe(bench.session, u"Contact"_s).failure().problem, Problem::DailyLimitReached);
    }

    void aJobMayBeDiscardedAtAnyTime()
    {
        Bench bench(10);
        const Result<QString> job = createBulkQuery(bench.session, u"SELECT Id FROM Contact"_s);
        QVERIFY(job);
        QVERIFY(discardBulkQuery(bench.session, *job));
        QVERIFY(discardBulkQuery(bench.session, *job));
        const auto pages = bulkRecords(
            bench.session, bench.tokens, bench.pause, {*job, {}, false}, {u"Id"_s}, {}, {});
        const Failure gone = pages->next().failure();
        QCOMPARE(gone.problem, Problem::BulkJobFailed);
    }
};

QTEST_GUILESS_MAIN(PracticePullTest)
#include "tst_practice_pull.moc"
