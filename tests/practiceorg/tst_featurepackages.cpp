#include "featurebench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace featurebench;

/// A managed package is installed: its fields and objects.
class TestFeaturePackages : public QObject {
    Q_OBJECT

private slots:
    void anOrgWithoutItHasNoTrace();
    void itsFieldsAreDescribedAsThoseOfAPackage_data();
    void itsFieldsAreDescribedAsThoseOfAPackage();
    void itsObjectsAreThere();
    void whatIsWorkedOutCannotBeWritten();
    void sumsFollowTheDetails();
    void detailsGoWithTheirMaster();
    void recordsNumberThemselves();
    void aContactWithoutAnAccountGetsAHousehold();
    void bulkKnowsTheFields();
    void itOutlivesTheProgramAndGoesWithReset();
    void mistakesOfTheControlAreTold();
};

void TestFeaturePackages::anOrgWithoutItHasNoTrace()
{
    FeatureBench bench;
    QVERIFY(!bench.wholeSchema().contains("npe0"));
    QVERIFY(!bench.wholeSchema().contains("npsp__"));
    QCOMPARE(bench.query(u"SELECT npsp__Deceased__c FROM Contact"_s).status, 400);
    QCOMPARE(bench.query(u"SELECT Id FROM npsp__Allocation__c"_s).status, 400);
    bench.create("Contact", {{u"LastName"_s, u"Alone"_s}});
    QVERIFY(
        bench.record(u"SELECT AccountId FROM Contact WHERE LastName = 'Alone'"_s)[u"AccountId"_s]
            .isNull());
}

void TestFeaturePackages::itsFieldsAreDescribedAsThoseOfAPackage_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("calculated");
    QTest::newRow("text") << QByteArray("Account") << u"npe01__SYSTEM_AccountType__c"_s
                          << u"string"_s << false;
    QTest::newRow("checkbox") << QByteArray("Contact") << u"npsp__Deceased__c"_s << u"boolean"_s
                              << false;
    QTest::newRow("currency") << QByteArray("Contact") << u"npo02__TotalOppAmount__c"_s
                              << u"currency"_s << false;
    QTest::newRow("lookup") << QByteArray("Contact") << u"npsp__Primary_Affiliation__c"_s
                            << u"reference"_s << false;
    QTest::newRow("formula") << QByteArray("Contact") << u"npe01__Home_Address__c"_s << u"string"_s
                             << true;
    QTest::newRow("roll-up") << QByteArray("Opportunity") << u"npe01__Payments_Made__c"_s
                             << u"currency"_s << true;
}

void TestFeaturePackages::itsFieldsAreDescribedAsThoseOfAPackage()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, name);
    QFETCH(QString, type);
    QFETCH(bool, calculated);
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QJsonObject field = bench.field(object, name);
    QCOMPARE(field[u"type"_s].toString(), type);
    QCOMPARE(field[u"custom"_s], QJsonValue(true));
    QCOMPARE(field[u"calculated"_s], QJsonValue(calculated));
    QCOMPARE(field[u"createable"_s], QJsonValue(!calculated));
    QCOMPARE(field[u"updateable"_s], QJsonValue(!calculated));
    QCOMPARE(field[u"permissionable"_s], QJsonValue(true));
    if (type == u"reference") {
        QCOMPARE(field[u"relationshipName"_s].toString(), u"npsp__Primary_Affiliation__r"_s);
        QCOMPARE(field[u"referenceTo"_s].toArray(), QJsonArray{u"Account"_s});
    }

    // (The recorded ones say nothing of being custom.) The same keys, and the same flags that
    // follow from the type, as a recorded field of a package.
    QFile file(QStringLiteral(
        ORGMEND_SHARED_DIR "/salesforce/fixtures/describe/Account.v48.cumulusci.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the recorded describes are not here");
    for (const QJsonValue &theirs :
        QJsonDocument::fromJson(file.readAll())[u"fields"_s].toArray()) {
        if (!theirs[u"name"_s].toString().startsWith(u"ns__"_s))
            continue;
        for (const QString &key : theirs.toObject().keys())
            QVERIFY2(field.contains(key), qPrintable(key));
        if (theirs[u"type"_s].toString() != type)
            continue;
        for (const char *key : {"aggregatable", "autoNumber", "caseSensitive", "cascadeDelete",
                 "digits", "encrypted", "filterable", "groupable", "length", "nameField",
                 "namePointing", "precision", "scale", "soapType", "sortable", "unique"})
            QCOMPARE(field[QLatin1StringView(key)], theirs[QLatin1StringView(key)]);
    }
}

void TestFeaturePackages::itsObjectsAreThere()
{
    FeatureBench bench;
    const QStringList before = bench.objects();
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QStringList after = bench.objects();
    for (const QString &name : {u"npe01__OppPayment__c"_s, u"npe03__Recurring_Donation__c"_s,
             u"npe4__Relationship__c"_s, u"npe5__Affiliation__c"_s, u"npo02__Household__c"_s,
             u"npsp__Allocation__c"_s, u"npsp__General_Accounting_Unit__c"_s}) {
        QVERIFY(!before.contains(name));
        QVERIFY2(after.contains(name), qPrintable(name));
        const QJsonObject described = bench.describe(name.toLatin1());
        QCOMPARE(described[u"custom"_s], QJsonValue(true));
        QCOMPARE(described[u"keyPrefix"_s].toString().left(1), u"a"_s);
        QCOMPARE(bench.query(u"SELECT Id, Name, CreatedDate FROM "_s + name).status, 200);
    }
    // Two lookups of one object to another have relationships of their own.
    QStringList names;
    for (const QJsonValue &child : bench.describe("Contact")[u"childRelationships"_s].toArray()) {
        if (child[u"childSObject"_s].toString() == u"npe4__Relationship__c")
            names.append(child[u"relationshipName"_s].toString());
    }
    QCOMPARE(names, QStringList({u"npe4__Relationships__r"_s, u"npe4__Relationships1__r"_s}));
}

void TestFeaturePackages::whatIsWorkedOutCannotBeWritten()
{
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QString id = bench.create("Contact",
        {{u"LastName"_s, u"Formula"_s}, {u"MailingStreet"_s, u"1 Pier"_s},
            {u"MailingCity"_s, u"Astoria"_s}, {u"MailingState"_s, u"OR"_s}});
    QCOMPARE(bench
                 .record(u"SELECT npe01__Home_Address__c FROM Contact WHERE Id = '%1'"_s.arg(
                     id))[u"npe01__Home_Address__c"_s]
                 .toString(),
        u"1 Pier, Astoria, OR"_s);
    QVERIFY(bench.change("Contact", id, {{u"npe01__Home_Address__c"_s, u"elsewhere"_s}})
            .startsWith(u"INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fields: "
                        "npe01__Home_Address__c."_s));
}

void TestFeaturePackages::sumsFollowTheDetails()
{
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QString gift = bench.create("Opportunity",
        {{u"Name"_s, u"Gift"_s}, {u"StageName"_s, u"Prospecting"_s},
            {u"CloseDate"_s, u"2024-12-31"_s}, {u"Amount"_s, 100}});
    const auto sums = [&] {
        const QJsonObject row = bench.record(
            u"SELECT npe01__Number_of_Payments__c, npe01__Payments_Made__c, "
            "npe01__Amount_Outstanding__c FROM Opportunity WHERE Id = '%1'"_s.arg(gift));
        return QString(QString::number(row[u"npe01__Number_of_Payments__c"_s].toDouble()) + u' '
            + QString::number(row[u"npe01__Payments_Made__c"_s].toDouble()) + u' '
            + QString::number(row[u"npe01__Amount_Outstanding__c"_s].toDouble()));
    };
    QCOMPARE(sums(), u"0 0 100"_s);
    const QString first = bench.create("npe01__OppPayment__c",
        {{u"npe01__Opportunity__c"_s, gift}, {u"npe01__Payment_Amount__c"_s, 40},
            {u"npe01__Paid__c"_s, true}});
    bench.create("npe01__OppPayment__c",
        {{u"npe01__Opportunity__c"_s, gift}, {u"npe01__Payment_Amount__c"_s, 60}});
    QCOMPARE(sums(), u"2 40 60"_s);
    QCOMPARE(bench.change("npe01__OppPayment__c", first, {{u"npe01__Payment_Amount__c"_s, 45.5}}),
        QString());
    QCOMPARE(sums(), u"2 45.5 54.5"_s);
    QCOMPARE(bench.ask("DELETE", "sobjects/npe01__OppPayment__c/" + first.toLatin1()).status, 204);
    QCOMPARE(sums(), u"1 0 100"_s);
}

void TestFeaturePackages::detailsGoWithTheirMaster()
{
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QString unit =
        bench.create("npsp__General_Accounting_Unit__c", {{u"Name"_s, u"Library"_s}});
    const QJsonObject lookup =
        bench.field("npsp__Allocation__c", u"npsp__General_Accounting_Unit__c"_s);
    QCOMPARE(lookup[u"nillable"_s], QJsonValue(false));
    QCOMPARE(lookup[u"updateable"_s], QJsonValue(false));
    QCOMPARE(lookup[u"relationshipOrder"_s], QJsonValue(0));
    QVERIFY(bench.field("npsp__Allocation__c", u"OwnerId"_s).isEmpty());
    QCOMPARE(bench.refusedCreate("npsp__Allocation__c", {{u"npsp__Amount__c"_s, 5}}),
        u"REQUIRED_FIELD_MISSING: Required fields are missing: [npsp__General_Accounting_Unit__c]"_s);
    bench.create("npsp__Allocation__c",
        {{u"npsp__General_Accounting_Unit__c"_s, unit}, {u"npsp__Amount__c"_s, 5}});
    QCOMPARE(
        bench.ask("DELETE", "sobjects/npsp__General_Accounting_Unit__c/" + unit.toLatin1()).status,
        204);
    QVERIFY(bench.records(u"SELECT Id FROM npsp__Allocation__c"_s).isEmpty());
    bench.control("records/undelete", {{u"ids"_s, QJsonArray{unit}}});
    QCOMPARE(bench.records(u"SELECT Id FROM npsp__Allocation__c"_s).size(), 1);
}

void TestFeaturePackages::recordsNumberThemselves()
{
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QJsonObject name = bench.field("npe5__Affiliation__c", u"Name"_s);
    QCOMPARE(name[u"autoNumber"_s], QJsonValue(true));
    QCOMPARE(name[u"createable"_s], QJsonValue(false));
    for (const QString &role : {u"Board"_s, u"Staff"_s})
        bench.create("npe5__Affiliation__c", {{u"npe5__Role__c"_s, role}});
    QCOMPARE(
        bench
            .record(
                u"SELECT Name FROM npe5__Affiliation__c WHERE npe5__Role__c = 'Staff'"_s)[u"Name"_s]
            .toString(),
        u"A-00002"_s);
}

void TestFeaturePackages::aContactWithoutAnAccountGetsAHousehold()
{
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QString id =
        bench.create("Contact", {{u"FirstName"_s, u"Ada"_s}, {u"LastName"_s, u"Byron"_s}});
    const QJsonObject account =
        bench
            .record(
                u"SELECT Account.Name, Account.npe01__SYSTEM_AccountType__c, "
                "Account.npe01__SYSTEMIsIndividual__c, Account.npe01__One2OneContact__c FROM Contact WHERE "
                "Id = '%1'"_s.arg(id))[u"Account"_s]
            .toObject();
    QCOMPARE(account[u"Name"_s].toString(), u"Byron Household"_s);
    QCOMPARE(account[u"npe01__SYSTEM_AccountType__c"_s].toString(), u"Household Account"_s);
    QCOMPARE(account[u"npe01__SYSTEMIsIndividual__c"_s], QJsonValue(true));
    QCOMPARE(account[u"npe01__One2OneContact__c"_s].toString(), id);
    // Whoever names an account keeps it.
    const QString firm = bench.create("Account", {{u"Name"_s, u"Analytical"_s}});
    const QString other =
        bench.create("Contact", {{u"LastName"_s, u"Babbage"_s}, {u"AccountId"_s, firm}});
    QCOMPARE(
        bench.record(u"SELECT AccountId FROM Contact WHERE Id = '%1'"_s.arg(other))[u"AccountId"_s]
            .toString(),
        firm);
}

void TestFeaturePackages::bulkKnowsTheFields()
{
    FeatureBench bench;
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QByteArray job = bench.startIngest(
        u"insert"_s, "LastName,npsp__Deceased__c,npo02__TotalOppAmount__c\nBulk,true,12.5\n");
    bench.finished(job);
    const bulkbench::Rows rows = bench.bulkRows(
        u"SELECT LastName, npsp__Deceased__c, npo02__TotalOppAmount__c, Account.npo02__Formal_Greeting__c FROM Contact "
        "WHERE LastName = 'Bulk'"_s);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0],
        QStringList({u"LastName"_s, u"npsp__Deceased__c"_s, u"npo02__TotalOppAmount__c"_s,
            u"Account.npo02__Formal_Greeting__c"_s}));
    QCOMPARE(rows[1], QStringList({u"Bulk"_s, u"true"_s, u"12.5"_s, QString()}));
}

void TestFeaturePackages::itOutlivesTheProgramAndGoesWithReset()
{
    FeatureBench bench;
    const QByteArray plain = bench.wholeSchema();
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    const QByteArray installed = bench.wholeSchema();
    QVERIFY(installed != plain);
    const QString id = bench.create("npe03__Recurring_Donation__c", {{u"Name"_s, u"Monthly"_s}});
    bench.restart();
    QCOMPARE(bench.wholeSchema(), installed);
    QCOMPARE(
        bench.record(u"SELECT Id FROM npe03__Recurring_Donation__c"_s)[u"Id"_s].toString(), id);
    QVERIFY(bench.org->reset());
    QCOMPARE(bench.wholeSchema(), plain);
}

void TestFeaturePackages::mistakesOfTheControlAreTold()
{
    FeatureBench bench;
    const QByteArray plain = bench.wholeSchema();
    QCOMPARE(bench.controlRefusal("features", {{u"packages"_s, QJsonArray{u"other"_s}}}),
        u"400 no package other"_s);
    QCOMPARE(
        bench.controlRefusal("features", {{u"telepathy"_s, true}}), u"400 no feature telepathy"_s);
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    QCOMPARE(bench.controlRefusal("features", {{u"packages"_s, QJsonArray{u"npsp"_s}}}),
        u"400 npsp is on already"_s);
    // All or none.
    QVERIFY(bench.org->reset());
    QCOMPARE(bench.controlRefusal(
                 "features", {{u"packages"_s, QJsonArray{u"npsp"_s}}, {u"zeal"_s, true}}),
        u"400 no feature zeal"_s);
    QCOMPARE(bench.wholeSchema(), plain);
    QCOMPARE(bench.query(u"SELECT npsp__Deceased__c FROM Contact"_s).status, 400);
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    QCOMPARE(bench.query(u"SELECT npsp__Deceased__c FROM Contact"_s).status, 200);
}

ORGMEND_TEST(TestFeaturePackages)
#include "tst_featurepackages.moc"
