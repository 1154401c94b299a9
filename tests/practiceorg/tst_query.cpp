#include "orgbench.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QStringList idsOf(const QJsonObject &page)
{
    QStringList ids;
    for (const auto &record : page[u"records"_s].toArray())
        ids.append(record.toObject()[u"Id"_s].toString());
    return ids;
}

const QByteArray prefix = "/services/data/v60.0/";

} // namespace

/// The resources query and queryAll.
class TestQuery : public QObject {
    Q_OBJECT

private slots:
    void aSmallAnswerComesWhole()
    {
        const QJsonObject page = m_bench.query(u"SELECT Id FROM Contact LIMIT 7"_s).object();
        QCOMPARE(page[u"totalSize"_s].toInt(), 7);
        QCOMPARE(page[u"done"_s].toBool(), true);
        QVERIFY(!page.contains(u"nextRecordsUrl"_s));
        QCOMPARE(idsOf(page).size(), 7);
    }

    void countAnswersWithoutRecords()
    {
        QCOMPARE(m_bench.query(u"SELECT COUNT() FROM Contact LIMIT 5"_s).body,
            QByteArray(R"({"totalSize":5,"done":true,"records":[]})"));
    }

    void pagesGoOnUntilAllIsThere()
    {
        const QJsonObject count = m_bench.query(u"SELECT COUNT() FROM Contact"_s).object();
        QJsonObject page = m_bench
                               .query(u"SELECT Id FROM Contact ORDER BY LastName"_s,
                                   {{"Sforce-Query-Options", "batchSize=200"}})
                               .object();
        QCOMPARE(page[u"totalSize"_s], count[u"totalSize"_s]);
        QStringList seen = idsOf(page);
        QCOMPARE(seen.size(), 200);
        QVERIFY2(
            page[u"nextRecordsUrl"_s].toString().startsWith(u"/services/data/v60.0/query/0r8"_s)
                && page[u"nextRecordsUrl"_s].toString().endsWith(u"-200"_s),
            qPrintable(page[u"nextRecordsUrl"_s].toString()));
        while (!page[u"done"_s].toBool()) {
            const QByteArray next = page[u"nextRecordsUrl"_s].toString().toLatin1();
            page = m_bench.get(next.mid(prefix.size())).object();
            seen += idsOf(page);
        }
        QCOMPARE(seen.size(), count[u"totalSize"_s].toInt());
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), seen.size());
    }

    void anOpenQueryOutlivesTheProgramButNotTwoDays()
    {
        const auto next = [this] {
            return m_bench
                .query(u"SELECT Id FROM Contact"_s, {{"Sforce-Query-Options", "batchSize=200"}})
                .object()[u"nextRecordsUrl"_s]
                .toString()
                .toLatin1()
                .mid(prefix.size());
        };
        const QByteArray locator = next();
        m_bench.restart();
        QCOMPARE(m_bench.get(locator).status, 200);
        m_bench.clock->advance(std::chrono::hours(47));
        QCOMPARE(m_bench.get(locator).status, 200);
        m_bench.clock->advance(std::chrono::hours(2));
        QCOMPARE(m_bench.get(locator).status, 400);
        QCOMPARE(m_bench.get(locator).refusal(), u"INVALID_QUERY_LOCATOR: invalid query locator"_s);

        const QByteArray another = next();
        QCOMPARE(m_bench.control("locators/expire")[u"expired"_s].toInt() > 0, true);
        QCOMPARE(m_bench.get(another).refusal(), u"INVALID_QUERY_LOCATOR: invalid query locator"_s);
    }

    void aRowDeletedMeanwhileIsMissingFromItsPage()
    {
        QJsonObject page = m_bench
                               .query(u"SELECT Id FROM Contact ORDER BY Id"_s,
                                   {{"Sforce-Query-Options", "batchSize=200"}})
                               .object();
        const QStringList all =
            idsOf(m_bench.query(u"SELECT Id FROM Contact ORDER BY Id"_s).object());
        QCOMPARE(m_bench.ask("DELETE", "sobjects/Contact/" + all[210].toLatin1()).status, 204);
        page = m_bench.get(page[u"nextRecordsUrl"_s].toString().toLatin1().mid(prefix.size()))
                   .object();
        QVERIFY(!idsOf(page).contains(all[210]));
        QVERIFY(idsOf(page).contains(all[211]));
    }

    void childrenComeInPagesToo()
    {
        const QString parent =
            m_bench.send("POST", "sobjects/Account", {{u"Name"_s, u"Crowd (it's all)"_s}})
                .object()[u"id"_s]
                .toString();
        for (int i = 0; i < 250; ++i) {
            m_bench.send("POST", "sobjects/Contact",
                {{u"LastName"_s, u"Crowd %1"_s.arg(i, 3, 10, QChar(u'0'))},
                    {u"AccountId"_s, parent}});
        }
        const QJsonObject page =
            m_bench
                .query(
                    u"SELECT Name, (SELECT Contact.LastName, Account.Name FROM Account.Contacts WHERE LastName "
                    "!= ') it\\'s' ORDER BY LastName DESC) FROM Account WHERE Id = '%1'"_s.arg(
                        parent),
                    {{"Sforce-Query-Options", "batchSize=200"}})
                .object();
        const QJsonValue children = page[u"records"_s][0][u"Contacts"_s];
        QCOMPARE(children[u"totalSize"_s].toInt(), 250);
        QCOMPARE(children[u"done"_s].toBool(), false);
        QCOMPARE(children[u"records"_s].toArray().size(), 200);
        QCOMPARE(children[u"records"_s][199][u"LastName"_s], u"Crowd 050"_s);
        const QByteArray next = children[u"nextRecordsUrl"_s].toString().toLatin1();
        QVERIFY(next.startsWith(prefix) && next.endsWith("-200"));
        const QJsonObject rest = m_bench.get(next.mid(prefix.size())).object();
        QCOMPARE(rest[u"totalSize"_s].toInt(), 250);
        QCOMPARE(rest[u"done"_s].toBool(), true);
        QCOMPARE(rest[u"records"_s].toArray().size(), 50);
        QCOMPARE(rest[u"records"_s][0][u"LastName"_s], u"Crowd 049"_s);
        QCOMPARE(rest[u"records"_s][0][u"Account"_s][u"Name"_s], u"Crowd (it's all)"_s);
    }

    /// SOQL guide, "OFFSET": no locator, and "only the first batch of records is returned".
    void behindAnOffsetOnlyTheFirstBatchComes()
    {
        const QJsonObject page = m_bench
                                     .query(u"SELECT Id FROM Contact ORDER BY Id OFFSET 10"_s,
                                         {{"Sforce-Query-Options", "batchSize=200"}})
                                     .object();
        QCOMPARE(page[u"totalSize"_s].toInt(), 200);
        QCOMPARE(page[u"done"_s].toBool(), true);
        QVERIFY(!page.contains(u"nextRecordsUrl"_s));
        QCOMPARE(idsOf(page).size(), 200);
    }

    void strangeLocatorsAreRefused()
    {
        for (const char *locator : {"0r8xx0000000000000-200", "..%2F..%2Fjobs-1", "nonsense", "-5",
                 "0r8xx0000000000000--1"}) {
            QCOMPARE(m_bench.get("query/" + QByteArray(locator)).refusal(),
                u"INVALID_QUERY_LOCATOR: invalid query locator"_s);
        }
    }

    void columnsAreToldInsteadOfRows()
    {
        const QJsonObject told =
            columns(u"SELECT Id, LastName, Account.Name, (SELECT Subject FROM Tasks) FROM Contact");
        QCOMPARE(told[u"entityName"_s].toString(), u"Contact"_s);
        QCOMPARE(told[u"keyPrefix"_s].toString(), u"003"_s);
        QCOMPARE(told[u"idSelected"_s].toBool(), true);
        QCOMPARE(told[u"groupBy"_s].toBool(), false);
        QVERIFY(!told.contains(u"records"_s));

        const QJsonArray all = told[u"columnMetadata"_s].toArray();
        QCOMPARE(all.size(), 4);
        QCOMPARE(all[0].toObject().keys(),
            (QStringList{u"aggregate"_s, u"apexType"_s, u"booleanType"_s, u"columnName"_s,
                u"custom"_s, u"displayName"_s, u"foreignKeyName"_s, u"insertable"_s,
                u"joinColumns"_s, u"numberType"_s, u"textType"_s, u"updatable"_s}));
        QCOMPARE(all[0][u"apexType"_s].toString(), u"Id"_s);
        QCOMPARE(all[1][u"textType"_s].toBool(), true);
        QCOMPARE(all[1][u"updatable"_s].toBool(), true);
        QCOMPARE(all[2][u"columnName"_s].toString(), u"Account"_s);
        QCOMPARE(all[2][u"foreignKeyName"_s].toString(), u"AccountId"_s);
        QCOMPARE(all[2][u"joinColumns"_s][0][u"columnName"_s].toString(), u"Name"_s);
        QCOMPARE(all[3][u"aggregate"_s].toBool(), true);
        QCOMPARE(all[3][u"joinColumns"_s][0][u"columnName"_s].toString(), u"Subject"_s);
    }

    void columnsOfFunctionsHaveNoType()
    {
        const QJsonObject told = columns(
            u"SELECT StageName, AVG(Amount), COUNT(Id) n FROM Opportunity GROUP BY StageName");
        QCOMPARE(told[u"groupBy"_s].toBool(), true);
        const QJsonArray all = told[u"columnMetadata"_s].toArray();
        QCOMPARE(all[0][u"aggregate"_s].toBool(), false);
        QCOMPARE(all[1][u"columnName"_s].toString(), u"expr0"_s);
        QCOMPARE(all[1][u"displayName"_s].toString(), u"avg(Amount)"_s);
        QCOMPARE(all[1][u"apexType"_s].isNull(), true);
        QCOMPARE(all[1][u"numberType"_s].toBool(), true);
        QCOMPARE(all[2][u"columnName"_s].toString(), u"n"_s);
        QCOMPARE(columns(u"SELECT COUNT() FROM Contact")[u"columnMetadata"_s].toArray().size(), 0);
    }

    void aQueryWithoutTextIsRefused()
    {
        QCOMPARE(m_bench.get("query").refusal(),
            u"MALFORMED_QUERY: A query string has to be specified"_s);
        QCOMPARE(m_bench.query(u"SELECT Id FROM Nothing__c"_s).status, 400);
    }

private:
    QJsonObject columns(QStringView soql)
    {
        return m_bench.get("query?columns=true&q=" + QUrl::toPercentEncoding(soql.toString()))
            .object();
    }

    OrgBench m_bench{450};
};

ORGMEND_TEST(TestQuery)
#include "tst_query.moc"
