#include "featurebench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace featurebench;

/// An org with several currencies.
class TestFeatureCurrencies : public QObject {
    Q_OBJECT

private slots:
    void anOrgOfOneCurrencyHasNoTrace();
    void objectsGetACurrency();
    void theRowsThereAreHaveTheCorporateCurrency();
    void currenciesAreRecords();
    void recordsHaveTheirCurrency();
    void amountsAreConvertedOnlyWhenAsked();
    void bulkKnowsTheField();
    void objectsMadeLaterHaveItToo();
    void theyOutliveTheProgramAndGoWithReset();
    void mistakesOfTheControlAreTold();

private:
    static QJsonObject on()
    {
        return {{u"multi_currency"_s,
            QJsonObject{{u"corporate"_s, u"USD"_s},
                {u"currencies"_s, QJsonObject{{u"EUR"_s, 0.5}, {u"JPY"_s, 100}}}}}};
    }
    static QString gift(FeatureBench &bench, double amount, const QString &currency)
    {
        return bench.create("Opportunity",
            {{u"Name"_s, u"Gift"_s}, {u"StageName"_s, u"Prospecting"_s},
                {u"CloseDate"_s, u"2024-12-31"_s}, {u"Amount"_s, amount},
                {u"CurrencyIsoCode"_s, currency}});
    }
};

void TestFeatureCurrencies::anOrgOfOneCurrencyHasNoTrace()
{
    FeatureBench bench;
    QVERIFY(!bench.wholeSchema().contains("CurrencyIsoCode"));
    QVERIFY(!bench.objects().contains(u"CurrencyType"_s));
    QCOMPARE(bench.query(u"SELECT CurrencyIsoCode FROM Account"_s).status, 400);
    QCOMPARE(bench.query(u"SELECT convertCurrency(Amount) FROM Opportunity"_s).status, 400);
}

void TestFeatureCurrencies::objectsGetACurrency()
{
    FeatureBench bench;
    bench.switchOn(on());
    for (const char *object :
        {"Account", "Contact", "Lead", "Opportunity", "Task", "Event", "User"}) {
        const QJsonObject field = bench.field(object, u"CurrencyIsoCode"_s);
        QCOMPARE(field[u"type"_s].toString(), u"picklist"_s);
        QCOMPARE(field[u"length"_s].toInt(), 3);
        QCOMPARE(field[u"restrictedPicklist"_s], QJsonValue(true));
        QCOMPARE(field[u"createable"_s], QJsonValue(true));
        QCOMPARE(field[u"custom"_s], QJsonValue(false));
        QStringList codes;
        for (const QJsonValue &value : field[u"picklistValues"_s].toArray())
            codes.append(value[u"value"_s].toString());
        QCOMPARE(codes, QStringList({u"USD"_s, u"EUR"_s, u"JPY"_s}));
    }
    QVERIFY(!bench.field("User", u"DefaultCurrencyIsoCode"_s).isEmpty());
    QVERIFY(bench.field("Profile", u"CurrencyIsoCode"_s).isEmpty());
}

void TestFeatureCurrencies::theRowsThereAreHaveTheCorporateCurrency()
{
    FeatureBench bench;
    bench.switchOn(on());
    const auto count = [&](const QString &where) {
        return bench.query(u"SELECT COUNT() FROM Contact"_s + where)
            .object()[u"totalSize"_s]
            .toInt();
    };
    QCOMPARE(count(u" WHERE CurrencyIsoCode = 'USD'"_s), count(QString()));
}

void TestFeatureCurrencies::currenciesAreRecords()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QJsonArray rows = bench.records(
        u"SELECT IsoCode, ConversionRate, DecimalPlaces, IsActive, IsCorporate FROM CurrencyType ORDER BY ConversionRate"_s);
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[2][u"IsoCode"_s].toString(), u"JPY"_s);
    QCOMPARE(rows[2][u"ConversionRate"_s].toDouble(), 100.0);
    QCOMPARE(rows[2][u"DecimalPlaces"_s].toInt(), 0);
    QCOMPARE(rows[2][u"IsCorporate"_s], QJsonValue(false));
    QCOMPARE(rows[1][u"IsoCode"_s].toString(), u"USD"_s);
    QCOMPARE(rows[1][u"IsCorporate"_s], QJsonValue(true));
    QCOMPARE(bench.describe("CurrencyType")[u"deletable"_s], QJsonValue(false));
}

void TestFeatureCurrencies::recordsHaveTheirCurrency()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString plain = bench.create("Account", {{u"Name"_s, u"Plain"_s}});
    const auto currency = [&](const QString &id) {
        return bench
            .record(u"SELECT CurrencyIsoCode FROM Account WHERE Id = '%1'"_s.arg(
                id))[u"CurrencyIsoCode"_s]
            .toString();
    };
    QCOMPARE(currency(plain), u"USD"_s);
    QCOMPARE(bench.change("Account", plain, {{u"CurrencyIsoCode"_s, u"EUR"_s}}), QString());
    QCOMPARE(currency(plain), u"EUR"_s);
    QCOMPARE(bench.change("Account", plain, {{u"CurrencyIsoCode"_s, u"XTS"_s}}),
        u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Currency ISO Code: bad value for restricted picklist field: XTS"_s);
    QCOMPARE(currency(plain), u"EUR"_s);
}

void TestFeatureCurrencies::amountsAreConvertedOnlyWhenAsked()
{
    FeatureBench bench;
    bench.switchOn(on());
    const QString id = gift(bench, 50, u"EUR"_s);
    const QJsonObject row = bench.record(
        u"SELECT Amount, convertCurrency(Amount) converted FROM Opportunity WHERE Id = '%1'"_s.arg(
            id));
    QCOMPARE(row[u"Amount"_s].toDouble(), 50.0);
    QCOMPARE(row[u"converted"_s].toDouble(), 100.0);
    // In the user's currency, not in the corporate one.
    const QString user = QString::fromLatin1(bench.org->userId());
    QCOMPARE(bench.change("User", user, {{u"DefaultCurrencyIsoCode"_s, u"JPY"_s}}), QString());
    QCOMPARE(bench
                 .record(u"SELECT convertCurrency(Amount) FROM Opportunity WHERE Id = '%1'"_s.arg(
                     id))[u"Amount"_s]
                 .toDouble(),
        10'000.0);
    QCOMPARE(bench.query(u"SELECT convertCurrency(Name) FROM Opportunity"_s).status, 400);
    QCOMPARE(
        bench.query(u"SELECT Id FROM Opportunity WHERE convertCurrency(Amount) > 1"_s).status, 400);
    QCOMPARE(
        bench.query(u"SELECT Id FROM Opportunity ORDER BY convertCurrency(Amount)"_s).status, 400);
}

void TestFeatureCurrencies::bulkKnowsTheField()
{
    FeatureBench bench;
    bench.switchOn(on());
    bench.finished(
        bench.startIngest(u"insert"_s, "LastName,CurrencyIsoCode\nYen,JPY\nDefault,\nNone,XTS\n"));
    const bulkbench::Rows rows = bench.bulkRows(
        u"SELECT LastName, CurrencyIsoCode FROM Contact WHERE LastName IN ('Yen', 'Default', 'None') ORDER BY LastName"_s);
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0], QStringList({u"LastName"_s, u"CurrencyIsoCode"_s}));
    QVERIFY(rows.contains(QStringList({u"Yen"_s, u"JPY"_s})));
    QVERIFY(rows.contains(QStringList({u"Default"_s, u"USD"_s})));
}

void TestFeatureCurrencies::objectsMadeLaterHaveItToo()
{
    FeatureBench bench;
    bench.switchOn(on());
    bench.control("objects/add", {{u"object"_s, u"Pledge"_s}, {u"label"_s, u"Pledge"_s}});
    const QString id = bench.create("Pledge__c", {{u"Name"_s, u"Soon"_s}});
    QCOMPARE(bench
                 .record(u"SELECT CurrencyIsoCode FROM Pledge__c WHERE Id = '%1'"_s.arg(
                     id))[u"CurrencyIsoCode"_s]
                 .toString(),
        u"USD"_s);
    bench.switchOn({{u"packages"_s, QJsonArray{u"npsp"_s}}});
    QVERIFY(!bench.field("npe03__Recurring_Donation__c", u"CurrencyIsoCode"_s).isEmpty());
}

void TestFeatureCurrencies::theyOutliveTheProgramAndGoWithReset()
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

void TestFeatureCurrencies::mistakesOfTheControlAreTold()
{
    FeatureBench bench;
    const auto refusal = [&](const QJsonObject &currencies) {
        return bench.controlRefusal(
            "features", {{u"multi_currency"_s, QJsonObject{{u"currencies"_s, currencies}}}});
    };
    const QString sentence = u"400 a currency has a code of three letters and a rate above 0: "_s;
    QCOMPARE(refusal({{u"euro"_s, 1}}), QString(sentence + u"euro"));
    QCOMPARE(refusal({{u"EUR"_s, 0}}), QString(sentence + u"EUR"));
}

ORGMEND_TEST(TestFeatureCurrencies)
#include "tst_featurecurrencies.moc"
