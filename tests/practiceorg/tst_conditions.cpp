// Conditional request headers (REST API Guide, "Conditional Request Headers" and "sObject Rows").
#include "app/practiceorg/http/conditions.h"
#include "app/practiceorg/http/reply.h"
#include "tests/practiceorg/doorbench.h"
#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

namespace {

/// Bench's clock begins at 2026-05-03T10:00:00.
const QByteArray whenMade = "Sun, 03 May 2026 10:00:00 GMT";
const QByteArray before = "Sun, 03 May 2026 09:59:59 GMT";
const QByteArray changed = R"({"Description":"changed"})";

} // namespace

class TestConditions : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_bench = std::make_unique<RecordsBench>(5);
        QVERIFY(m_bench->open());
        m_contact = "sobjects/Contact/" + m_bench->contact(R"({"LastName":"Okafor"})");
        m_account = "sobjects/Account/" + m_bench->create("Account", R"({"Name":"Wheat"})");
    }

    void datesAreReadInEveryDocumentedForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("utc");
        const auto row = [](const char *text, const QString &utc) {
            QTest::newRow(text) << QByteArray(text) << utc;
        };
        row("Mon, 30 Nov 2020 08:34:54 MST", u"2020-11-30T15:34:54+00:00"_s); // the guide's example
        row("Tue, 10 Aug 2015 00:00:00 GMT",
            u"2015-08-10T00:00:00+00:00"_s); // the guide's: a Monday
        row("Wed, 3 Jul 2013 19:43:31 GMT",
            u"2013-07-03T19:43:31+00:00"_s); // the guide's, of describe
        row("Mon, 30 Nov 2020 08:34:54 -0700", u"2020-11-30T15:34:54+00:00"_s);
        row("Mon, 30 Nov 2020 08:34:54 GMT+01:00", u"2020-11-30T07:34:54+00:00"_s);
        row("mon, 30 nov 2020 08:34:54 cet", u"2020-11-30T07:34:54+00:00"_s);
        row("2020-11-30T08:34:54Z", {});
        row("Mon, 31 Nov 2020 08:34:54 GMT", {});
        row("Mon, 30 Nov 2020 08:34:54", {});
        row("Mon, 30 Nov 2020 08:34:54 XYZ", {});
    }
    void datesAreReadInEveryDocumentedForm()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, utc);
        QCOMPARE(dateOfHeader(text).toString(Qt::ISODate), utc);
    }

    void anUnchangedRecordIsNotSentAgain()
    {
        QCOMPARE(get(m_contact, {{"If-Modified-Since", whenMade}}).status, 304);
        QCOMPARE(get(m_contact, {{"If-Modified-Since", whenMade}}).body, QByteArray());
        QCOMPARE(get(m_contact, {{"If-Modified-Since", before}}).status, 200);
    }

    void aRecordThatChangedIsNotRead()
    {
        QCOMPARE(get(m_contact, {{"If-Unmodified-Since", before}}).status, 412);
        QCOMPARE(get(m_contact, {{"If-Unmodified-Since", whenMade}}).status, 200);
    }

    void somebodyElsesChangeIsNotOverwritten()
    {
        m_bench->clock->advance(std::chrono::minutes(1));
        const QByteArray first = R"({"Description":"first"})";
        QCOMPARE(patch(m_contact, {{"If-Unmodified-Since", whenMade}}, first).status, 204);
        QCOMPARE(patch(m_contact, {{"If-Unmodified-Since", whenMade}}).status, 412);
        QCOMPARE(get(m_contact).object()[u"Description"].toString(), u"first"_s);
    }

    void aChangeWaitsForAnother()
    {
        QCOMPARE(patch(m_contact, {{"If-Modified-Since", whenMade}}).status, 304);
        QVERIFY(get(m_contact).object()[u"Description"].isNull());
        QCOMPARE(patch(m_contact, {{"If-Modified-Since", before}}).status, 204);
    }

    void accountsCarryATagThatChangesWithThem()
    {
        const QByteArray tag = get(m_account).headers.value("ETag");
        QVERIFY(tag.startsWith('"') && tag.endsWith("=\""));
        QCOMPARE(get(m_account + "?fields=Name").headers.value("ETag"), tag);
        const Answer changing = patch(m_account);
        QCOMPARE(changing.status, 204);
        QVERIFY(changing.headers.value("ETag") != tag);
        QCOMPARE(get(m_account).headers.value("ETag"), changing.headers.value("ETag"));
        QVERIFY(!get(m_contact).headers.contains("ETag"));
    }

    void theTagDecidesAboutAnAccount()
    {
        const QByteArray tag = get(m_account).headers.value("ETag");
        const QByteArray other = "\"Jbjuzw7dbhaEG3fd90kJbx6A0ow=-gzip\"";
        const QByteArray packed = other + ", " + QByteArray(tag).chopped(1) + "--gzip\"";
        QCOMPARE(get(m_account, {{"If-None-Match", tag}}).status, 304);
        QCOMPARE(get(m_account, {{"If-None-Match", packed}}).status, 304);
        QCOMPARE(get(m_account, {{"If-None-Match", other}}).status, 200);
        QCOMPARE(get(m_account, {{"If-Match", packed}}).status, 200);
        QCOMPARE(get(m_account, {{"If-Match", "*"}}).status, 200);
        QCOMPARE(get(m_account, {{"If-Match", other}}).status, 412);

        QCOMPARE(patch(m_account, {{"If-None-Match", tag}}).status, 412);
        QCOMPARE(patch(m_account, {{"If-Match", other}}).status, 412);
        QCOMPARE(patch(m_account, {{"If-Match", tag}}).status, 204);
        QCOMPARE(patch(m_account, {{"If-Match", tag}}).status, 412);
    }

    void tagsMeanNothingForOtherObjects()
    {
        QCOMPARE(get(m_contact, {{"If-Match", "\"nothing=\""}}).status, 200);
        QCOMPARE(patch(m_contact, {{"If-Match", "nothing"}}).status, 204);
    }

    void aConditionThatCannotBeReadIsRefusedOnWriting()
    {
        QCOMPARE(patch(m_contact, {{"If-Unmodified-Since", "yesterday"}}).status, 400);
        QCOMPARE(patch(m_account, {{"If-Match", "tag"}}).status, 400);
        QCOMPARE(patch(m_account, {{"If-None-Match", "tag"}}).status, 400);
        QCOMPARE(m_bench
                     ->call("POST", "sobjects/Account", R"({"Name":"X"})",
                         {{"If-Unmodified-Since", "yesterday"}})
                     .status,
            400);
        QCOMPARE(get(m_account, {{"If-Match", "tag"}, {"If-Modified-Since", "?"}}).status, 200);
    }

    void deletingKnowsNoConditions()
    {
        QCOMPARE(
            m_bench->call("DELETE", m_contact, {}, {{"If-Unmodified-Since", before}}).status, 204);
    }

    void aRecordWithAnExternalIdHasThemToo()
    {
        QCOMPARE(
            m_bench
                ->control("fields/add",
                    R"({"object":"Contact","field":"Key__c","type":"Text","length":30,"externalId":true,"unique":true})")
                .status,
            200);
        const QByteArray path = "sobjects/Contact/Key__c/K1";
        const QByteArray body = R"({"LastName":"Lindqvist"})";
        const http::Headers condition{{"If-Unmodified-Since", before}};
        QCOMPARE(patch(path, condition, body).status, 201); // there was nothing to be modified
        QCOMPARE(patch(path, condition, body).status, 412);
        QCOMPARE(get(path, condition).status, 412);
    }

    void aPartOfACompositeRequestHasItsOwnConditions()
    {
        const auto part = [this](const QByteArray &date) {
            const Answer answer = m_bench->call("POST", "composite",
                R"({"compositeRequest":[{"method":"PATCH","referenceId":"a","url":"/services/data/v62.0/)"
                    + m_contact + R"(","body":)" + changed
                    + R"(,"httpHeaders":{"If-Unmodified-Since":")" + date + R"("}}]})");
            return answer.object()[u"compositeResponse"][0][u"httpStatusCode"].toInt();
        };
        QCOMPARE(part(before), 412);
        QCOMPARE(part(whenMade), 204);
    }

    void aCompressedAnswerSaysSoInItsTag()
    {
        DoorBench doors(5);
        const QByteArray path = doors.data + "sobjects/Account/"
            + doors.value("SELECT Id FROM Account LIMIT 1").toLatin1();
        const DoorBench::Answer answer = doors.ask("GET", path, {}, {{"Accept-Encoding", "gzip"}});
        QVERIFY(answer.header("ETag").endsWith("=--gzip\""));
        QCOMPARE(
            doors.ask("GET", path, {}, {{"If-None-Match", answer.header("ETag")}}).status, 304);
    }

private:
    Answer get(const QByteArray &path, const http::Headers &headers = {})
    {
        return m_bench->call("GET", path, {}, headers);
    }
    Answer patch(
        const QByteArray &path, const http::Headers &headers = {}, const QByteArray &body = changed)
    {
        return m_bench->call("PATCH", path, body, headers);
    }

    std::unique_ptr<RecordsBench> m_bench;
    QByteArray m_contact;
    QByteArray m_account;
};

ORGMEND_TEST(TestConditions)
#include "tst_conditions.moc"
