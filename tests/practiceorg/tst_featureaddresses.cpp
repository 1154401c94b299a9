#include "featurebench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace featurebench;

/// State and country/territory picklists.
class TestFeatureAddresses : public QObject {
    Q_OBJECT

private slots:
    void anOrgWithoutThemHasNoTrace();
    void everyAddressGetsItsCodes();
    void statesDependOnTheirCountry();
    void textsThatFitGetCodes();
    void textAndCodeStayInStep();
    void theCompoundHasTheCodes();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
    void aCountryThatDoesNotKnowTheStateIsRefused();
    void bulkKnowsTheFields();
    void theyOutliveTheProgramAndGoWithReset();

private:
    static QJsonObject on() { return {{u"state_country_picklists"_s, true}}; }
};

void TestFeatureAddresses::anOrgWithoutThemHasNoTrace()
{
    FeatureBench bench;
    QVERIFY(!bench.wholeSchema().contains("CountryCode"));
    QCOMPARE(bench.query(u"SELECT MailingStateCode FROM Contact"_s).status, 400);
    bench.create("Contact", {{u"LastName"_s, u"Free"_s}, {u"MailingState"_s, u"Erewhon"_s}});
    const QJsonObject record =
        bench.record(u"SELECT MailingAddress FROM Contact WHERE LastName = 'Free'"_s);
    QVERIFY(!record[u"MailingAddress"_s].toObject().contains(u"stateCode"_s));
}

void TestFeatureAddresses::everyAddressGetsItsCodes()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QList<std::pair<QByteArray, QStringList>> addresses{
        {"Account", {u"Billing"_s, u"Shipping"_s}}, {"Contact", {u"Mailing"_s, u"Other"_s}},
        {"Lead", {QString()}}, {"User", {QString()}}};
    for (const auto &[object, prefixes] : addresses) {
        for (const QString &prefix : prefixes) {
            for (const QString &part : {u"StateCode"_s, u"CountryCode"_s}) {
                const QJsonObject field = bench.field(object, prefix + part);
                QCOMPARE(field[u"type"_s].toString(), u"picklist"_s);
                QCOMPARE(field[u"restrictedPicklist"_s], QJsonValue(true));
                QCOMPARE(field[u"custom"_s], QJsonValue(false));
                QCOMPARE(field[u"createable"_s], QJsonValue(true));
                QCOMPARE(field[u"compoundFieldName"_s].toString(), QString(prefix + u"Address"));
            }
        }
    }
    // The texts are what they were.
    QCOMPARE(bench.field("Contact", u"MailingState"_s)[u"type"_s].toString(), u"string"_s);
}

void TestFeatureAddresses::statesDependOnTheirCountry()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QJsonObject states = bench.field("Contact", u"MailingStateCode"_s);
    const QJsonArray countries =
        bench.field("Contact", u"MailingCountryCode"_s)[u"picklistValues"_s].toArray();
    QCOMPARE(states[u"controllerName"_s].toString(), u"MailingCountryCode"_s);
    QCOMPARE(states[u"dependentPicklist"_s], QJsonValue(true));
    int checked = 0;
    for (const QJsonValue &state : states[u"picklistValues"_s].toArray()) {
        const QByteArray bits = QByteArray::fromBase64(state[u"validFor"_s].toString().toLatin1());
        QStringList allowed;
        for (qsizetype n = 0; n < countries.size(); ++n) {
            if ((static_cast<uchar>(bits.at(n / 8)) & (0x80U >> static_cast<unsigned>(n % 8))) != 0)
                allowed.append(countries.at(n)[u"value"_s].toString());
        }
        if (state[u"label"_s].toString() == u"Oregon") {
            QCOMPARE(allowed, QStringList{u"US"_s});
            ++checked;
        } else if (state[u"label"_s].toString() == u"Ontario") {
            QCOMPARE(allowed, QStringList{u"CA"_s});
            ++checked;
        }
    }
    QCOMPARE(checked, 2);
    QVERIFY(countries.at(0)[u"validFor"_s].isNull());
}

void TestFeatureAddresses::textsThatFitGetCodes()
{
    FeatureBench bench;
    const QString known = bench.create("Contact",
        {{u"LastName"_s, u"Fits"_s}, {u"MailingState"_s, u"OR"_s},
            {u"MailingCountry"_s, u"united states"_s}});
    const QString unknown =
        bench.create("Contact", {{u"LastName"_s, u"Odd"_s}, {u"MailingCountry"_s, u"Ruritania"_s}});
    bench.switchOn(on());
    const QString fields =
        u"SELECT MailingCountry, MailingCountryCode, MailingState, MailingStateCode FROM Contact WHERE Id = '%1'"_s;
    const QJsonObject fits = bench.record(fields.arg(known));
    QCOMPARE(fits[u"MailingCountry"_s].toString(), u"United States"_s);
    QCOMPARE(fits[u"MailingCountryCode"_s].toString(), u"US"_s);
    QCOMPARE(fits[u"MailingState"_s].toString(), u"Oregon"_s);
    QCOMPARE(fits[u"MailingStateCode"_s].toString(), u"OR"_s);
    const QJsonObject odd = bench.record(fields.arg(unknown));
    QCOMPARE(odd[u"MailingCountry"_s].toString(), u"Ruritania"_s);
    QVERIFY(odd[u"MailingCountryCode"_s].isNull());
    // What did not fit disturbs nobody who leaves it alone.
    QCOMPARE(bench.change("Contact", unknown, {{u"Title"_s, u"Count"_s}}), QString());
    QCOMPARE(bench.change("Contact", unknown,
                 {{u"Title"_s, u"Duke"_s}, {u"MailingCountry"_s, u"Ruritania"_s}}),
        QString());
}

void TestFeatureAddresses::textAndCodeStayInStep()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = bench.create("Contact",
        {{u"LastName"_s, u"Step"_s}, {u"MailingStateCode"_s, u"or"_s},
            {u"MailingCountryCode"_s, u"US"_s}, {u"OtherCountry"_s, u"germany"_s}});
    const auto shown = [&] {
        const QJsonObject row = bench.record(
            u"SELECT MailingState, MailingStateCode, MailingCountry, MailingCountryCode, OtherCountry, OtherCountryCode FROM Contact WHERE Id = '%1'"_s
                .arg(id));
        QStringList values;
        for (const char *name : {"MailingState", "MailingStateCode", "MailingCountry",
                 "MailingCountryCode", "OtherCountry", "OtherCountryCode"})
            values.append(row[QLatin1StringView(name)].toString(u"-"_s));
        return values.join(u' ');
    };
    QCOMPARE(shown(), u"Oregon OR United States US Germany DE"_s);
    QCOMPARE(bench.change("Contact", id, {{u"MailingState"_s, u"Texas"_s}}), QString());
    QCOMPARE(shown(), u"Texas TX United States US Germany DE"_s);
    QCOMPARE(bench.change("Contact", id,
                 {{u"MailingCountry"_s, u"Canada"_s}, {u"MailingState"_s, u"Ontario"_s}}),
        QString());
    QCOMPARE(shown(), u"Ontario ON Canada CA Germany DE"_s);
    QCOMPARE(bench.change("Contact", id,
                 {{u"MailingStateCode"_s, QJsonValue()}, {u"OtherCountry"_s, QJsonValue()}}),
        QString());
    QCOMPARE(shown(), u"- - Canada CA - -"_s);
}

void TestFeatureAddresses::theCompoundHasTheCodes()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = bench.create("Account",
        {{u"Name"_s, u"Library"_s}, {u"BillingState"_s, u"Oregon"_s},
            {u"BillingCountry"_s, u"United States"_s}});
    const QJsonObject address =
        bench.get("sobjects/Account/" + id.toLatin1()).object()[u"BillingAddress"_s].toObject();
    QCOMPARE(address[u"countryCode"_s].toString(), u"US"_s);
    QCOMPARE(address[u"stateCode"_s].toString(), u"OR"_s);
    QCOMPARE(address[u"state"_s].toString(), u"Oregon"_s);
}

void TestFeatureAddresses::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QJsonObject>("values");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("country")
        << QJsonObject{{u"MailingCountry"_s, u"USA"_s}}
        << u"FIELD_INTEGRITY_EXCEPTION: There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries.: Mailing Country"_s;
    QTest::newRow("state")
        << QJsonObject{{u"MailingCountry"_s, u"United States"_s}, {u"MailingState"_s, u"OR"_s}}
        << u"FIELD_INTEGRITY_EXCEPTION: There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: Mailing State/Province"_s;
    QTest::newRow("no country")
        << QJsonObject{{u"MailingState"_s, u"Oregon"_s}}
        << u"FIELD_INTEGRITY_EXCEPTION: A country/territory must be specified before specifying a state value for field: Mailing State/Province"_s;
    QTest::newRow("state of another country")
        << QJsonObject{{u"MailingCountryCode"_s, u"CA"_s}, {u"MailingStateCode"_s, u"OR"_s}}
        << u"FIELD_INTEGRITY_EXCEPTION: The existing country/territory doesn't recognize the state value for field: Mailing State/Province Code"_s;
    QTest::newRow("no such code")
        << QJsonObject{{u"MailingCountryCode"_s, u"QQ"_s}}
        << u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Mailing Country Code: bad value for restricted picklist field: QQ"_s;
}

void TestFeatureAddresses::whatIsWrongIsRefused()
{
    QFETCH(QJsonObject, values);
    QFETCH(QString, refusal);
    FeatureBench bench;
    bench.switchOn(on());
    values.insert(u"LastName"_s, u"Wrong"_s);
    QCOMPARE(bench.refusedCreate("Contact", values), refusal);
    QVERIFY(bench.records(u"SELECT Id FROM Contact WHERE LastName = 'Wrong'"_s).isEmpty());
}

void TestFeatureAddresses::aCountryThatDoesNotKnowTheStateIsRefused()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = bench.create("Lead",
        {{u"LastName"_s, u"Mover"_s}, {u"Company"_s, u"Ox"_s}, {u"StateCode"_s, u"OR"_s},
            {u"CountryCode"_s, u"US"_s}});
    QCOMPARE(bench.change("Lead", id, {{u"Country"_s, u"Japan"_s}}),
        u"FIELD_INTEGRITY_EXCEPTION: The existing country/territory doesn't recognize the state value for field: State/Province Code"_s);
    QCOMPARE(bench.record(u"SELECT Country FROM Lead WHERE Id = '%1'"_s.arg(id))[u"Country"_s]
                 .toString(),
        u"United States"_s);
}

void TestFeatureAddresses::bulkKnowsTheFields()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QByteArray job = bench.startIngest(
        u"insert"_s, "LastName,MailingCountryCode,MailingState\nGood,US,Oregon\nBad,US,Bavaria\n");
    bench.finished(job);
    const bulkbench::Rows failed = bulkbench::rowsOf(bench.get(job + "/failedResults").body);
    QCOMPARE(failed.size(), 2);
    QCOMPARE(failed[1][1],
        u"FIELD_INTEGRITY_EXCEPTION:There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: Mailing State/Province:MailingState --"_s);
    const bulkbench::Rows rows = bench.bulkRows(
        u"SELECT LastName, MailingStateCode, MailingCountry FROM Contact WHERE LastName IN ('Good', 'Bad')"_s);
    QCOMPARE(rows,
        bulkbench::Rows({{u"LastName"_s, u"MailingStateCode"_s, u"MailingCountry"_s},
            {u"Good"_s, u"OR"_s, u"United States"_s}}));
}

void TestFeatureAddresses::theyOutliveTheProgramAndGoWithReset()
{
    FeatureBench bench;
    const QByteArray plain = bench.wholeSchema();
    bench.switchOn(on());
    const QByteArray with = bench.wholeSchema();
    bench.restart();
    QCOMPARE(bench.wholeSchema(), with);
    QVERIFY(bench.org->reset());
    QCOMPARE(bench.wholeSchema(), plain);
}

ORGMEND_TEST(TestFeatureAddresses)
#include "tst_featureaddresses.moc"
