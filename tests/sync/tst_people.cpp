#include "tests/support/testmain.h"
#include "tests/sync/adminstable.h"
#include "tests/sync/syncbench.h"
#include "values/run.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The people template's own table, or one of an admin's that is nothing like it.
enum class Home { Template, AdminsTable };
Home home = Home::Template;

struct PeopleBench : SyncBench {
    PeopleBench()
    {
        if (home == Home::Template)
            return;
        AdminsTable::replacePeople(*this);
        peopleAge = u"age"_s;
    }
};

} // namespace

/// "Who is one person" (CONTRACT.md), rule by rule, with a real org on the other side.
class TestPeople : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { home = Home::Template; }
    // Rule 1 (S4-28: the Id comes first)
    void aRecordStaysOnItsRowWhateverItsEmailSays();
    // Rule 2
    void aConvertedLeadJoinsItsContactWhateverTheEmails();
    void aLeadConvertedLaterMovesToTheRowOfItsContact();
    void theSecondLeadOfOneContactKeepsItsRowUntilThePlaceIsFree();
    void aContactThatComesBackGetsItsConvertedLeadBack();
    // Rule 3 (S4-31: then the email)
    void aLeadJoinsTheContactWithItsEmail();
    void aContactJoinsTheRowOfALeadAndItsValuesGoFirst();
    void aContactJoinsARowThatWasBornHere();
    void withoutAnEmailNobodyMeets();
    void severalRowsWithTheEmailAreNoGuess();
    void severalNewRecordsWithTheEmailAreNoGuess_data();
    void severalNewRecordsWithTheEmailAreNoGuess();
    void aTakenPlaceIsAPossibleDuplicate();
    void duplicatesOfTheFirstSyncAreTold();
    // What becomes of a row
    void aLeadGetsItsValuesBackWhenItsContactGoes();
    void aContactStaysWhenItsLeadGoes();
    void eachTaskStaysWithItsRecordWhenTheRowParts();
    void theRowGoesWithItsLastRecordAndHistoryKeepsIt();
    // S1-19
    void theExternalIdNamesTheContactElseTheLead();
};

void TestPeople::aRecordStaysOnItsRowWhateverItsEmailSays()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    bench.lead(u"Bob"_s, u"bob@example.org"_s);
    SYNCED(bench.sync());
    QVERIFY(bench.edit(u"Contact"_s, ada, {{u"Email"_s, u"bob@example.org"_s}}));
    bench.wait(60s);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Bob|L"_s}));
    QCOMPARE(
        bench.text(u"SELECT email FROM people WHERE last_name = 'Ada'"_s), u"bob@example.org"_s);
}

void TestPeople::aConvertedLeadJoinsItsContactWhateverTheEmails()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Analytical"_s}});
    const QString lead = bench.lead(u"Adah"_s, u"somebody@else.org"_s);
    bench.convert(lead, ada, account);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
    QCOMPARE(bench.text(u"SELECT email FROM people"_s), u"ada@example.org"_s);
}

void TestPeople::aLeadConvertedLaterMovesToTheRowOfItsContact()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Analytical"_s}});
    const QString lead = bench.lead(u"Adah"_s, u"somebody@else.org"_s);
    bench.create(u"Task"_s, {{u"Subject"_s, u"Call"_s}, {u"WhoId"_s, lead}});
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Adah|L"_s}));
    bench.write(u"UPDATE people SET landing_page = 'https://example.org/start' "
                "WHERE last_name = 'Adah'"_s);

    bench.wait(60s);
    bench.convert(lead, ada, account);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
    // What Salesforce does not feed came along, and so did what pointed to the row.
    QCOMPARE(bench.text(u"SELECT landing_page FROM people"_s), u"https://example.org/start"_s);
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM activities AS a JOIN people AS p "
                        "ON p.id = a.person_id"_s),
        u"1"_s);
}

void TestPeople::theSecondLeadOfOneContactKeepsItsRowUntilThePlaceIsFree()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Analytical"_s}});
    const QString first = bench.lead(u"First"_s, {});
    const QString second = bench.lead(u"Second"_s, {});
    bench.convert(first, ada, account);
    SYNCED(bench.sync());
    bench.wait(60s);
    bench.convert(second, ada, account);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s, u"Second|L"_s}));

    bench.wait(60s);
    QVERIFY(bench.remove(u"Lead"_s, first));
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
    QCOMPARE(bench.text(u"SELECT salesforce_lead_id FROM people"_s), second);
}

void TestPeople::aContactThatComesBackGetsItsConvertedLeadBack()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Analytical"_s}});
    bench.convert(bench.lead(u"Adah"_s, {}), ada, account);
    SYNCED(bench.sync());
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, ada));
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Adah|L"_s}));
    bench.wait(60s);
    bench.undelete(ada);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
}

void TestPeople::aLeadJoinsTheContactWithItsEmail()
{
    PeopleBench bench;
    bench.contact(u"Ada"_s, u"ada@example.org"_s, {{u"Title"_s, u"Countess"_s}});
    SYNCED(bench.sync());
    bench.wait(60s);
    bench.lead(u"Adah"_s, u"ADA@Example.org"_s, {{u"Title"_s, u"Lady"_s}});
    const RunReport report = bench.sync();
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
    QCOMPARE(
        bench.text(u"SELECT job_title, company_name IS NULL, lead_status IS NULL FROM people"_s),
        u"Countess|1|0"_s);
    // A record that joins a row counts as updated.
    QCOMPARE(SyncBench::objectOf(report, u"Lead"_s).counts, (Counts{0, 1, 0, 0, 0}));
    QCOMPARE(bench.events(u"person_joined"_s).size(), 1);
}

void TestPeople::aContactJoinsTheRowOfALeadAndItsValuesGoFirst()
{
    PeopleBench bench;
    const QString lead = bench.lead(u"Adah"_s, u"ada@example.org"_s, {{u"Title"_s, u"Lady"_s}});
    SYNCED(bench.sync());
    QCOMPARE(
        bench.text(u"SELECT job_title, company_name FROM people"_s), u"Lady|Company of Adah"_s);
    bench.wait(60s);
    bench.contact(u"Ada"_s, u"ada@example.org"_s, {{u"Title"_s, u"Countess"_s}});
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
    QCOMPARE(bench.text(u"SELECT job_title FROM people"_s), u"Countess"_s);

    // The Lead changes: its own columns follow, the shared ones stay the Contact's.
    bench.wait(60s);
    QVERIFY(bench.edit(
        u"Lead"_s, lead, {{u"Title"_s, u"Duchess"_s}, {u"Status"_s, u"Working - Contacted"_s}}));
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT job_title, lead_status FROM people"_s),
        u"Countess|Working - Contacted"_s);
}

void TestPeople::aContactJoinsARowThatWasBornHere()
{
    PeopleBench bench;
    bench.write(u"INSERT INTO people (first_name, email, landing_page) "
                "VALUES ('Ada', '  Ada@Example.org ', 'https://example.org')"_s);
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    const RunReport report = bench.sync();
    QCOMPARE(bench.texts(u"SELECT salesforce_contact_id, email, landing_page FROM people"_s),
        QStringList({ada + u"|ada@example.org|https://example.org"_s}));
    QCOMPARE(SyncBench::objectOf(report, u"Contact"_s).counts, (Counts{0, 1, 0, 0, 0}));
}

void TestPeople::withoutAnEmailNobodyMeets()
{
    PeopleBench bench;
    bench.contact(u"Ada"_s, {});
    bench.lead(u"Adah"_s, {});
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Adah|L"_s}));
    QCOMPARE(bench.events(u"possible_duplicate"_s), QStringList());
}

void TestPeople::severalRowsWithTheEmailAreNoGuess()
{
    PeopleBench bench;
    bench.contact(u"Ada"_s, u"info@example.org"_s);
    bench.contact(u"Bob"_s, u"info@example.org"_s);
    SYNCED(bench.sync());
    bench.wait(60s);
    const QString lead = bench.lead(u"Carl"_s, u"info@example.org"_s);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Bob|C"_s, u"Carl|L"_s}));
    QVERIFY(bench.events(u"possible_duplicate"_s).last().contains(lead));
    QVERIFY(bench.events(u"possible_duplicate"_s).last().contains(u"several_rows"_s));
}

void TestPeople::severalNewRecordsWithTheEmailAreNoGuess_data()
{
    QTest::addColumn<int>("restLimit");
    QTest::newRow("page by page") << 2'000;
    QTest::newRow("in bulk") << 0;
}
void TestPeople::severalNewRecordsWithTheEmailAreNoGuess()
{
    QFETCH(int, restLimit);
    PeopleBench bench;
    bench.restLimit = restLimit;
    bench.contact(u"Ada"_s, u"ada@example.org"_s);
    SYNCED(bench.sync());
    bench.wait(60s);
    bench.lead(u"One"_s, u"ada@example.org"_s);
    bench.wait(60s);
    bench.lead(u"Two"_s, u"Ada@example.org"_s);
    SYNCED(bench.sync());
    QStringList people = bench.people();
    people.sort();
    QCOMPARE(people, QStringList({u"Ada|C"_s, u"One|L"_s, u"Two|L"_s}));
    const QStringList told = bench.events(u"possible_duplicate"_s);
    QCOMPARE(told.size(), 2);
    QVERIFY(told.first().contains(u"several_records"_s));
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_unmatched_record"_s), u"0"_s);
}

void TestPeople::aTakenPlaceIsAPossibleDuplicate()
{
    PeopleBench bench;
    bench.contact(u"Ada"_s, u"ada@example.org"_s);
    SYNCED(bench.sync());
    bench.wait(60s);
    const QString other = bench.contact(u"Ada again"_s, u"ada@example.org"_s);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Ada again|C"_s}));
    const QStringList told = bench.events(u"possible_duplicate"_s);
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first().contains(other));
    QVERIFY(told.first().contains(u"place_taken"_s));
}

void TestPeople::duplicatesOfTheFirstSyncAreTold()
{
    PeopleBench bench;
    bench.contact(u"Ada"_s, u"ada@example.org"_s);
    bench.contact(u"Bob"_s, u"bob@example.org"_s);
    bench.contact(u"Ada again"_s, u"ADA@example.org"_s);
    SYNCED(bench.sync());
    QCOMPARE(bench.events(u"possible_duplicate"_s).size(), 1);
    QVERIFY(bench.events(u"possible_duplicate"_s).first().contains(u"ada@example.org"_s));
    bench.wait(60s);
    SYNCED(bench.syncFull());
    QCOMPARE(bench.events(u"possible_duplicate"_s).size(), 1);
}

void TestPeople::aLeadGetsItsValuesBackWhenItsContactGoes()
{
    PeopleBench bench;
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Analytical"_s}});
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s,
        {{u"AccountId"_s, account}, {u"Birthdate"_s, u"1815-12-10"_s}});
    const QString lead = bench.lead(u"Adah"_s, u"ada@example.org"_s, {{u"Title"_s, u"Lady"_s}});
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT last_name, company_name, birthdate FROM people"_s),
        u"Ada|Analytical|1815-12-10"_s);
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, ada));
    const RunReport report = bench.sync();
    QCOMPARE(bench.texts(u"SELECT last_name, job_title, company_name, company_id, birthdate, "
                         "external_id FROM people"_s),
        QStringList({u"Adah|Lady|Company of Adah|-|-|sf_1_Lead_"_s + lead}));
    QCOMPARE(SyncBench::objectOf(report, u"Contact"_s).counts.deleted, 1);
    QCOMPARE(bench.text(u"SELECT operation, record FROM orgmend_history"_s), u"unlinked|"_s + ada);
}

void TestPeople::aContactStaysWhenItsLeadGoes()
{
    PeopleBench bench;
    bench.contact(u"Ada"_s, u"ada@example.org"_s);
    const QString lead = bench.lead(u"Adah"_s, u"ada@example.org"_s);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s}));
    bench.wait(60s);
    QVERIFY(bench.remove(u"Lead"_s, lead));
    SYNCED(bench.sync());
    QCOMPARE(bench.texts(u"SELECT last_name, salesforce_lead_id, lead_status FROM people"_s),
        QStringList({u"Ada|-|-"_s}));
}

void TestPeople::eachTaskStaysWithItsRecordWhenTheRowParts()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, {});
    const QString bob = bench.contact(u"Bob"_s, u"bob@example.org"_s);
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Analytical"_s}});
    const QString first = bench.lead(u"First"_s, {});
    const QString second = bench.lead(u"Second"_s, u"bob@example.org"_s);
    bench.convert(first, ada, account);
    SYNCED(bench.sync());
    bench.wait(60s);
    bench.convert(second, ada, account); // the place is taken: it stays with Bob
    bench.create(u"Task"_s, {{u"Subject"_s, u"Bob's"_s}, {u"WhoId"_s, bob}});
    bench.create(u"Task"_s, {{u"Subject"_s, u"the Lead's"_s}, {u"WhoId"_s, second}});
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s, u"Bob|CL"_s}));

    // Free now, the Lead moves to Ada's row. Its Task did not change in Salesforce, and follows.
    bench.wait(3'600s);
    SYNCED(bench.sync()); // from here on the Task counts as long read
    QVERIFY(bench.remove(u"Lead"_s, first));
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|CL"_s, u"Bob|C"_s}));
    QCOMPARE(bench.texts(u"SELECT a.subject, p.last_name FROM activities AS a JOIN people AS p "
                         "ON p.id = a.person_id ORDER BY a.subject"_s),
        QStringList({u"Bob's|Bob"_s, u"the Lead's|Ada"_s}));
}

void TestPeople::theRowGoesWithItsLastRecordAndHistoryKeepsIt()
{
    PeopleBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    SYNCED(bench.sync());
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, ada));
    const RunReport report = bench.sync();
    QCOMPARE(report.totals, (Counts{0, 0, 1, 0, 0}));
    QCOMPARE(bench.people(), QStringList());
    QVERIFY(bench.text(u"SELECT old FROM orgmend_history WHERE operation = 'deleted'"_s)
            .contains(u"ada@example.org"_s));
    // Told again within the overlap, it is no news.
    QCOMPARE(bench.sync().totals, Counts());
}

void TestPeople::theExternalIdNamesTheContactElseTheLead()
{
    PeopleBench bench;
    bench.write(u"INSERT INTO people (last_name) VALUES ('Born here')"_s);
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    bench.lead(u"Adah"_s, u"ada@example.org"_s);
    const QString bob = bench.lead(u"Bob"_s, u"bob@example.org"_s);
    SYNCED(bench.sync());
    QCOMPARE(bench.texts(u"SELECT external_id FROM people ORDER BY external_id"_s),
        QStringList({u"-"_s, u"sf_1_Contact_"_s + ada, u"sf_1_Lead_"_s + bob}));
}

/// The same stories: people are data, not code.
class TestPeopleInAnAdminsTable : public TestPeople {
    Q_OBJECT

private slots:
    void initTestCase() { home = Home::AdminsTable; }
    void theTableIsTheAdminsAndHoldsNoId()
    {
        PeopleBench bench;
        const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
        SYNCED(bench.sync());
        QCOMPARE(bench.text(u"SELECT type FROM sqlite_master WHERE name = 'people'"_s), u"view"_s);
        QVERIFY(!bench.text(u"SELECT sql FROM sqlite_master WHERE name = 'Our clients'"_s)
                .contains(u"salesforce"_s));
        QCOMPARE(bench.text(u"SELECT length(code), \"client last_name\" FROM \"Our clients\""_s),
            u"36|Ada"_s);
        QCOMPARE(bench.text(u"SELECT record FROM orgmend_link"_s), ada);
    }
};

ORGMEND_TEST(TestPeople)
ORGMEND_TEST(TestPeopleInAnAdminsTable)
#include "tst_people.moc"
