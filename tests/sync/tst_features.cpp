#include "tests/sync/syncbench.h"
#include "values/run.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Orgs with a package, several currencies, picklists of states, person accounts: the people
/// template pulls from them as from a plain one.
class TestFeatures : public QObject {
    Q_OBJECT

private slots:
    void theSameRowsComeFromAnOrgWithTheFeature_data();
    void theSameRowsComeFromAnOrgWithTheFeature();
    void aFeatureSwitchedOnBetweenTwoRunsDisturbsNothing_data();
    void aFeatureSwitchedOnBetweenTwoRunsDisturbsNothing();
    void aPersonAccountIsAPerson();

private:
    static void features()
    {
        QTest::addColumn<QJsonObject>("features");
        const QJsonObject npsp{{u"packages"_s, QJsonArray{u"npsp"_s}}};
        const QJsonObject persons{{u"person_accounts"_s, true}};
        const QJsonObject currencies{{u"multi_currency"_s, true}};
        const QJsonObject states{{u"state_country_picklists"_s, true}};
        QTest::newRow("package") << npsp;
        QTest::newRow("person accounts") << persons;
        QTest::newRow("currencies") << currencies;
        QTest::newRow("states and countries") << states;
        QJsonObject all = npsp;
        for (const QJsonObject &each : {persons, currencies, states}) {
            for (auto one = each.begin(); one != each.end(); ++one)
                all.insert(one.key(), one.value());
        }
        QTest::newRow("all of them") << all;
    }
    static QStringList rowsOf(SyncBench &bench)
    {
        return bench.texts(
            u"SELECT salesforce_contact_id, salesforce_lead_id, first_name, last_name, email FROM people ORDER BY id"_s);
    }
    static void fill(SyncBench &bench)
    {
        const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Ox"_s}});
        bench.contact(u"Ada"_s, u"ada@example.org"_s,
            {{u"AccountId"_s, account}, {u"MailingCountry"_s, u"United States"_s},
                {u"MailingState"_s, u"OR"_s}});
        bench.contact(u"Bea"_s, u"bea@example.org"_s, {{u"AccountId"_s, account}});
        bench.lead(u"Cyd"_s, u"cyd@example.org"_s);
    }
};

/// Every row of it, too.
#define SYNCED_WHOLLY(report)                                                                      \
    do {                                                                                           \
        const RunReport whole = (report);                                                          \
        SYNCED(whole);                                                                             \
        for (const RunObject &object : whole.objects)                                              \
            QCOMPARE(object.counts.failed, 0);                                                     \
    } while (false)

void TestFeatures::theSameRowsComeFromAnOrgWithTheFeature_data() { features(); }

void TestFeatures::theSameRowsComeFromAnOrgWithTheFeature()
{
    QFETCH(QJsonObject, features);
    SyncBench plain(60);
    SyncBench with(60);
    fill(plain);
    fill(with);
    with.practice.control("POST", "features", features);
    SYNCED_WHOLLY(plain.sync());
    SYNCED_WHOLLY(with.sync());
    QVERIFY(rowsOf(plain).size() > 60);
    QCOMPARE(rowsOf(with), rowsOf(plain));
}

void TestFeatures::aFeatureSwitchedOnBetweenTwoRunsDisturbsNothing_data() { features(); }

void TestFeatures::aFeatureSwitchedOnBetweenTwoRunsDisturbsNothing()
{
    QFETCH(QJsonObject, features);
    SyncBench bench(20);
    fill(bench);
    SYNCED_WHOLLY(bench.sync());
    const QStringList before = rowsOf(bench);
    bench.practice.control("POST", "features", features);
    bench.wait(600s);
    SYNCED_WHOLLY(bench.sync());
    QCOMPARE(rowsOf(bench), before);
    const QString ada =
        bench.text(u"SELECT salesforce_contact_id FROM people WHERE email = 'ada@example.org'"_s);
    QVERIFY(bench.edit(u"Contact"_s, ada, {{u"FirstName"_s, u"Augusta"_s}}));
    bench.wait(600s);
    SYNCED_WHOLLY(bench.sync());
    QCOMPARE(bench.text(u"SELECT first_name FROM people WHERE email = 'ada@example.org'"_s),
        u"Augusta"_s);
}

void TestFeatures::aPersonAccountIsAPerson()
{
    SyncBench bench;
    bench.practice.control("POST", "features", QJsonObject{{u"person_accounts"_s, true}});
    const QString id = bench.create(u"Account"_s,
        {{u"FirstName"_s, u"Ada"_s}, {u"LastName"_s, u"Byron"_s},
            {u"PersonEmail"_s, u"ada@example.org"_s}});
    SYNCED_WHOLLY(bench.sync());
    QCOMPARE(bench.texts(u"SELECT first_name, last_name, email FROM people"_s),
        QStringList{u"Ada|Byron|ada@example.org"_s});
    QVERIFY(bench.edit(u"Account"_s, id, {{u"LastName"_s, u"Lovelace"_s}}));
    bench.wait(600s);
    SYNCED_WHOLLY(bench.sync());
    QCOMPARE(bench.text(u"SELECT last_name FROM people"_s), u"Lovelace"_s);
}

QTEST_GUILESS_MAIN(TestFeatures)
#include "tst_features.moc"
