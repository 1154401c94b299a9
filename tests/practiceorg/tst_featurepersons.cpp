#include "featurebench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace featurebench;

/// Person accounts: an account and a contact that are one person.
class TestFeaturePersons : public QObject {
    Q_OBJECT

private slots:
    void anOrgWithoutThemHasNoTrace();
    void theFieldsAreDescribed();
    void recordTypesAreThere();
    void aLastNameMakesAPerson();
    void theNameFollowsItsParts();
    void customFieldsOfTheContactAreMirrored();
    void theContactIsReadOnly();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
    void aBusinessStaysABusiness();
    void bothGoAndComeBackTogether();
    void personsAreMerged();
    void bulkKnowsTheFields();
    void theyOutliveTheProgramAndGoWithReset();

private:
    static QJsonObject on() { return {{u"person_accounts"_s, true}}; }
    static QString ada(FeatureBench &bench)
    {
        return bench.create("Account",
            {{u"FirstName"_s, u"Ada"_s}, {u"LastName"_s, u"Byron"_s}, {u"Phone"_s, u"12 34"_s},
                {u"PersonEmail"_s, u"ada@example.org"_s}, {u"PersonMailingCity"_s, u"London"_s},
                {u"PersonHasOptedOutOfEmail"_s, true}});
    }
    static QString contactOf(FeatureBench &bench, const QString &account)
    {
        return bench
            .get("queryAll?q="
                + QUrl::toPercentEncoding(
                    u"SELECT PersonContactId FROM Account WHERE Id = '%1'"_s.arg(account)))
            .object()[u"records"_s]
            .toArray()
            .at(0)[u"PersonContactId"_s]
            .toString();
    }
};

void TestFeaturePersons::anOrgWithoutThemHasNoTrace()
{
    FeatureBench bench;
    const QByteArray schema = bench.wholeSchema();
    for (const char *word : {"IsPersonAccount", "PersonContactId", "__pc"})
        QVERIFY2(!schema.contains(word), word);
    QVERIFY(!bench.objects().contains(u"RecordType"_s));
    QCOMPARE(bench.query(u"SELECT PersonEmail FROM Account"_s).status, 400);
    QVERIFY(bench.refusedCreate("Account", {{u"LastName"_s, u"Byron"_s}})
            .startsWith(u"INVALID_FIELD: No such column 'LastName' on sobject of type Account"_s));
}

void TestFeaturePersons::theFieldsAreDescribed()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QJsonObject flag = bench.field("Account", u"IsPersonAccount"_s);
    QCOMPARE(flag[u"type"_s].toString(), u"boolean"_s);
    QCOMPARE(flag[u"createable"_s], QJsonValue(false));
    QCOMPARE(flag[u"updateable"_s], QJsonValue(false));
    QCOMPARE(bench.field("Contact", u"IsPersonAccount"_s)[u"createable"_s], QJsonValue(false));
    const QJsonObject contact = bench.field("Account", u"PersonContactId"_s);
    QCOMPARE(contact[u"referenceTo"_s].toArray(), QJsonArray{u"Contact"_s});
    QCOMPARE(contact[u"relationshipName"_s].toString(), u"PersonContact"_s);
    for (const char *name : {"LastName", "FirstName", "PersonEmail", "PersonBirthdate",
             "PersonMailingStreet", "PersonHasOptedOutOfEmail"}) {
        const QJsonObject field = bench.field("Account", QString::fromLatin1(name));
        QCOMPARE(field[u"createable"_s], QJsonValue(true));
        QCOMPARE(field[u"custom"_s], QJsonValue(false));
    }
    const QJsonObject mirrored = bench.field("Account", u"Donor_Level__pc"_s);
    QCOMPARE(mirrored[u"custom"_s], QJsonValue(true));
    QCOMPARE(mirrored[u"picklistValues"_s],
        bench.field("Contact", u"Donor_Level__c"_s)[u"picklistValues"_s]);
    QCOMPARE(bench.field("Account", u"PersonMailingAddress"_s)[u"type"_s].toString(), u"address"_s);
}

void TestFeaturePersons::recordTypesAreThere()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QJsonArray rows = bench.records(
        u"SELECT Id, DeveloperName, IsPersonType FROM RecordType WHERE SobjectType = 'Account' ORDER BY DeveloperName"_s);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0][u"IsPersonType"_s], QJsonValue(false));
    QCOMPARE(rows[1][u"DeveloperName"_s].toString(), u"PersonAccount"_s);
    QCOMPARE(rows[1][u"IsPersonType"_s], QJsonValue(true));
    QStringList described;
    for (const QJsonValue &info : bench.describe("Account")[u"recordTypeInfos"_s].toArray())
        described.append(info[u"recordTypeId"_s].toString());
    QCOMPARE(described.size(), 3); // and Master
    QVERIFY(described.contains(rows[1][u"Id"_s].toString()));
    // The accounts there were are businesses.
    QCOMPARE(bench.query(u"SELECT COUNT() FROM Account WHERE RecordType.IsPersonType = false"_s)
                 .object()[u"totalSize"_s]
                 .toInt(),
        bench.query(u"SELECT COUNT() FROM Account"_s).object()[u"totalSize"_s].toInt());
}

void TestFeaturePersons::aLastNameMakesAPerson()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = ada(bench);
    const QJsonObject account = bench.record(
        u"SELECT Name, IsPersonAccount, RecordType.DeveloperName, PersonContactId, PersonContact.Name, PersonMailingAddress FROM Account WHERE Id = '%1'"_s
            .arg(id));
    QCOMPARE(account[u"Name"_s].toString(), u"Ada Byron"_s);
    QCOMPARE(account[u"IsPersonAccount"_s], QJsonValue(true));
    QCOMPARE(account[u"RecordType"_s][u"DeveloperName"_s].toString(), u"PersonAccount"_s);
    QCOMPARE(account[u"PersonContact"_s][u"Name"_s].toString(), u"Ada Byron"_s);
    QCOMPARE(account[u"PersonMailingAddress"_s][u"city"_s].toString(), u"London"_s);
    const QJsonArray contacts = bench.records(
        u"SELECT Id, LastName, Email, Phone, MailingCity, HasOptedOutOfEmail, IsPersonAccount, OwnerId FROM Contact WHERE AccountId = '%1'"_s
            .arg(id));
    QCOMPARE(contacts.size(), 1);
    const QJsonObject contact = contacts[0].toObject();
    QCOMPARE(contact[u"Id"_s], account[u"PersonContactId"_s]);
    QCOMPARE(contact[u"Email"_s].toString(), u"ada@example.org"_s);
    QCOMPARE(contact[u"Phone"_s].toString(), u"12 34"_s);
    QCOMPARE(contact[u"MailingCity"_s].toString(), u"London"_s);
    QCOMPARE(contact[u"HasOptedOutOfEmail"_s], QJsonValue(true));
    QCOMPARE(contact[u"IsPersonAccount"_s], QJsonValue(true));
    QCOMPARE(contact[u"OwnerId"_s].toString(), QString::fromLatin1(bench.org->userId()));
}

void TestFeaturePersons::theNameFollowsItsParts()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = ada(bench);
    bench.clock->advance(std::chrono::seconds(60));
    QCOMPARE(bench.change(
                 "Account", id, {{u"LastName"_s, u"Lovelace"_s}, {u"PersonEmail"_s, QJsonValue()}}),
        QString());
    QCOMPARE(
        bench.record(u"SELECT Name FROM Account WHERE Id = '%1'"_s.arg(id))[u"Name"_s].toString(),
        u"Ada Lovelace"_s);
    const QJsonObject contact = bench.record(
        u"SELECT Name, Email, SystemModstamp FROM Contact WHERE AccountId = '%1'"_s.arg(id));
    QCOMPARE(contact[u"Name"_s].toString(), u"Ada Lovelace"_s);
    QVERIFY(contact[u"Email"_s].isNull());
    QCOMPARE(contact[u"SystemModstamp"_s].toString(), u"2024-09-09T13:09:34.000+0000"_s);
}

void TestFeaturePersons::customFieldsOfTheContactAreMirrored()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id =
        bench.create("Account", {{u"LastName"_s, u"Giver"_s}, {u"Donor_Level__pc"_s, u"Gold"_s}});
    const auto level = [&](const QString &field) {
        return bench
            .record(u"SELECT %1 FROM Contact WHERE AccountId = '%2'"_s.arg(field, id))[field]
            .toString();
    };
    QCOMPARE(level(u"Donor_Level__c"_s), u"Gold"_s);
    bench.control("fields/add",
        {{u"object"_s, u"Contact"_s}, {u"field"_s, u"Later"_s}, {u"type"_s, u"Text"_s}});
    QCOMPARE(bench.change("Account", id, {{u"Later__pc"_s, u"yes"_s}}), QString());
    QCOMPARE(level(u"Later__c"_s), u"yes"_s);
    bench.control("fields/rename",
        {{u"object"_s, u"Contact"_s}, {u"from"_s, u"Later__c"_s}, {u"to"_s, u"Soon__c"_s}});
    QVERIFY(bench.field("Account", u"Later__pc"_s).isEmpty());
    QCOMPARE(bench.record(u"SELECT Soon__pc FROM Account WHERE Id = '%1'"_s.arg(id))[u"Soon__pc"_s]
                 .toString(),
        u"yes"_s);
    bench.control("fields/delete", {{u"object"_s, u"Contact"_s}, {u"field"_s, u"Soon__c"_s}});
    QVERIFY(bench.field("Account", u"Soon__pc"_s).isEmpty());
    bench.control("fields/restore", {{u"object"_s, u"Contact"_s}, {u"field"_s, u"Soon__c"_s}});
    QCOMPARE(bench.record(u"SELECT Soon__pc FROM Account WHERE Id = '%1'"_s.arg(id))[u"Soon__pc"_s]
                 .toString(),
        u"yes"_s);
}

void TestFeaturePersons::theContactIsReadOnly()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString contact = contactOf(bench, ada(bench));
    const QString refusal = u"INVALID_PERSON_ACCOUNT_OPERATION: cannot reference person contact"_s;
    QCOMPARE(bench.change("Contact", contact, {{u"Title"_s, u"Countess"_s}}), refusal);
    QCOMPARE(bench.ask("DELETE", "sobjects/Contact/" + contact.toLatin1()).refusal(), refusal);
    QCOMPARE(
        bench.records(u"SELECT Id FROM Contact WHERE Id = '%1' AND Title = null"_s.arg(contact))
            .size(),
        1);
}

void TestFeaturePersons::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QJsonObject>("values");
    QTest::addColumn<QString>("refusal");
    const QString bad =
        u"INVALID_FIELD_FOR_INSERT_UPDATE: Account: bad field names on insert/update call: "_s;
    QTest::newRow("name of a person") << QJsonObject{{u"Name"_s, u"Ada Byron"_s},
        {u"LastName"_s, u"Byron"_s}} << QString(bad + u"Name");
    QTest::newRow("a business with a birthday") << QJsonObject{{u"Name"_s, u"Ox"_s},
        {u"PersonBirthdate"_s, u"1815-12-10"_s}, {u"FirstName"_s, u"Ada"_s}}
                                                << QString(bad + u"FirstName, PersonBirthdate");
    QTest::newRow("neither") << QJsonObject{{u"Phone"_s, u"12"_s}}
                             << u"REQUIRED_FIELD_MISSING: Required fields are missing: [Name]"_s;
    QTest::newRow("read-only")
        << QJsonObject{{u"LastName"_s, u"Byron"_s}, {u"IsPersonAccount"_s, true}}
        << u"INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fields: IsPersonAccount. Please check the security settings of this field and verify that it is read/write for your profile or permission set."_s;
}

void TestFeaturePersons::whatIsWrongIsRefused()
{
    QFETCH(QJsonObject, values);
    QFETCH(QString, refusal);
    FeatureBench bench;
    bench.switchOn(on());
    const int accounts = static_cast<int>(bench.records(u"SELECT Id FROM Account"_s).size());
    QCOMPARE(bench.refusedCreate("Account", values), refusal);
    QCOMPARE(bench.records(u"SELECT Id FROM Account"_s).size(), accounts);
}

void TestFeaturePersons::aBusinessStaysABusiness()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = bench.create("Account", {{u"Name"_s, u"Ox"_s}});
    const QJsonObject account = bench.record(
        u"SELECT IsPersonAccount, PersonContactId, RecordType.DeveloperName FROM Account WHERE Id = '%1'"_s
            .arg(id));
    QCOMPARE(account[u"IsPersonAccount"_s], QJsonValue(false));
    QVERIFY(account[u"PersonContactId"_s].isNull());
    QCOMPARE(account[u"RecordType"_s][u"DeveloperName"_s].toString(), u"Business_Account"_s);
    QVERIFY(bench.records(u"SELECT Id FROM Contact WHERE AccountId = '%1'"_s.arg(id)).isEmpty());
    QCOMPARE(bench.change("Account", id, {{u"LastName"_s, u"Byron"_s}}),
        u"INVALID_FIELD_FOR_INSERT_UPDATE: Account: bad field names on insert/update call: LastName"_s);
    QCOMPARE(bench.change("Account", id, {{u"Name"_s, u"Oxen"_s}}), QString());
    // The record type says so, and a last name is needed then.
    const QString person =
        bench.record(u"SELECT Id FROM RecordType WHERE IsPersonType = true"_s)[u"Id"_s].toString();
    QCOMPARE(bench.refusedCreate("Account", {{u"RecordTypeId"_s, person}}),
        u"REQUIRED_FIELD_MISSING: Required fields are missing: [LastName]"_s);
}

void TestFeaturePersons::bothGoAndComeBackTogether()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = ada(bench);
    const QString contact = contactOf(bench, id);
    QCOMPARE(bench.ask("DELETE", "sobjects/Account/" + id.toLatin1()).status, 204);
    const QString find = u"SELECT Id FROM Contact WHERE Id = '%1'"_s.arg(contact);
    QVERIFY(bench.records(find).isEmpty());
    bench.control("records/undelete", {{u"ids"_s, QJsonArray{id}}});
    QCOMPARE(bench.records(find).size(), 1);
}

void TestFeaturePersons::personsAreMerged()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString master = ada(bench);
    const QString loser = ada(bench);
    const QString kept = contactOf(bench, master);
    const QString gone = contactOf(bench, loser);
    const QString task = bench.create("Task", {{u"Subject"_s, u"Call"_s}, {u"WhoId"_s, gone}});
    bench.control("records/merge",
        {{u"object"_s, u"Account"_s}, {u"master"_s, master}, {u"losers"_s, QJsonArray{loser}}});
    QCOMPARE(
        bench.record(u"SELECT WhoId FROM Task WHERE Id = '%1'"_s.arg(task))[u"WhoId"_s].toString(),
        kept);
    QCOMPARE(
        bench.records(u"SELECT Id FROM Contact WHERE AccountId = '%1'"_s.arg(master)).size(), 1);
    const QJsonArray lost =
        bench
            .get("queryAll?q="
                + QUrl::toPercentEncoding(
                    u"SELECT IsDeleted, MasterRecordId, AccountId FROM Contact WHERE Id = '%1'"_s
                        .arg(gone)))
            .object()[u"records"_s]
            .toArray();
    QCOMPARE(lost[0][u"IsDeleted"_s], QJsonValue(true));
    QCOMPARE(lost[0][u"MasterRecordId"_s].toString(), kept);
    QCOMPARE(lost[0][u"AccountId"_s].toString(), loser);
    QCOMPARE(contactOf(bench, loser), gone);
    // A business and a person are no pair.
    const QString firm = bench.create("Account", {{u"Name"_s, u"Ox"_s}});
    QVERIFY(bench
            .controlRefusal("records/merge",
                {{u"object"_s, u"Account"_s}, {u"master"_s, master},
                    {u"losers"_s, QJsonArray{firm}}})
            .startsWith(u"400 "_s));
}

void TestFeaturePersons::bulkKnowsTheFields()
{
    FeatureBench bench;
    bench.switchOn(on());
    bench.finished(bench.startIngest(u"insert"_s,
        "FirstName,LastName,PersonEmail,Donor_Level__pc\nMary,Somerville,mary@example.org,Silver\n",
        {{u"object"_s, u"Account"_s}}));
    const bulkbench::Rows rows = bench.bulkRows(
        u"SELECT Name, IsPersonAccount, PersonEmail, Donor_Level__pc FROM Account WHERE LastName = 'Somerville'"_s);
    QCOMPARE(rows,
        bulkbench::Rows({{u"Name"_s, u"IsPersonAccount"_s, u"PersonEmail"_s, u"Donor_Level__pc"_s},
            {u"Mary Somerville"_s, u"true"_s, u"mary@example.org"_s, u"Silver"_s}}));
    QCOMPARE(bench.record(u"SELECT Email FROM Contact WHERE LastName = 'Somerville'"_s)[u"Email"_s]
                 .toString(),
        u"mary@example.org"_s);
}

void TestFeaturePersons::theyOutliveTheProgramAndGoWithReset()
{
    FeatureBench bench;
    const QByteArray plain = bench.wholeSchema();
    bench.switchOn(on());
    bench.switchOn({{u"state_country_picklists"_s, true}, {u"multi_currency"_s, true},
        {u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QByteArray with = bench.wholeSchema();
    QVERIFY(with.contains("PersonMailingCountryCode"));
    QVERIFY(with.contains("npsp__Deceased__pc"));
    const QString id = ada(bench);
    bench.restart();
    QCOMPARE(bench.wholeSchema(), with);
    QCOMPARE(bench.change("Account", id, {{u"PersonMailingCountry"_s, u"France"_s}}), QString());
    QCOMPARE(bench
                 .record(u"SELECT MailingCountryCode FROM Contact WHERE AccountId = '%1'"_s.arg(
                     id))[u"MailingCountryCode"_s]
                 .toString(),
        u"FR"_s);
    QVERIFY(bench.org->reset());
    QCOMPARE(bench.wholeSchema(), plain);
}

ORGMEND_TEST(TestFeaturePersons)
#include "tst_featurepersons.moc"
