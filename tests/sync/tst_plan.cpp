#include "salesforce/query/soql.h"
#include "sync/plan/bulkpagesize.h"
#include "sync/plan/plan.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What is asked of Salesforce, before anybody is asked.
class TestPlan : public QObject {
    Q_OBJECT

private slots:
    void recordsAreAskedForInAddressesThatFit_data()
    {
        QTest::addColumn<int>("fields");
        QTest::addColumn<int>("ids");
        QTest::newRow("few fields") << 10 << 300;
        QTest::newRow("an org with packages") << 300 << 165;
        QTest::newRow("hardly an address") << 900 << 1;
    }
    /// PROTOCOL.md 2: an address and its headers have 16,384 bytes.
    void recordsAreAskedForInAddressesThatFit()
    {
        QFETCH(const int, fields);
        QFETCH(const int, ids);
        QStringList names;
        for (int i = 0; i < fields; ++i)
            names << u"npe01__Some_Field_%1__c"_s.arg(100 + i);
        const int atOnce = plan::idsPerQuery(u"Contact"_s, names);
        QVERIFY2(qAbs(atOnce - ids) <= 10, qPrintable(QString::number(atOnce)));
        const QString soql =
            plan::byIdQuery(u"Contact"_s, names, QStringList(atOnce, u"003000000000000AAA"_s));
        if (atOnce > 1)
            QVERIFY(queryPath(soql, true).size() <= 14'000);
    }

    void aBulkPageHoldsAsManyRecordsAsFit_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("fields");
        QTest::addColumn<int>("records");
        QTest::newRow("a few short fields") << u"string"_s << 40 << 3 << bulkpage::mostRecords;
        QTest::newRow("many short fields") << u"string"_s << 40 << 100 << 12'500;
        QTest::newRow("long texts") << u"textarea"_s << 32'000 << 20 << 500;
        QTest::newRow("more than a page for one") << u"textarea"_s << 131'072 << 800 << 500;
    }
    void aBulkPageHoldsAsManyRecordsAsFit()
    {
        QFETCH(const QString, type);
        QFETCH(const int, length);
        QFETCH(const int, fields);
        ObjectSchema schema;
        QStringList names;
        for (int i = 0; i < fields; ++i) {
            FieldSchema field;
            field.name = u"Field%1__c"_s.arg(i);
            field.type = type;
            field.length = length;
            schema.fields.push_back(field);
            names << field.name;
        }
        QTEST(bulkpage::records(schema, names), "records");
    }

    void aPageSizeIsCorrectedWhereItIsFarOff()
    {
        QCOMPARE(bulkpage::correctedRecords(12'500, 2'000), 12'500);
        QCOMPARE(bulkpage::correctedRecords(12'500, 2'200), 12'500); // near enough
        QCOMPARE(bulkpage::correctedRecords(12'500, 5'000), 5'000);
        QCOMPARE(bulkpage::correctedRecords(12'500, 100), bulkpage::mostRecords);
    }

    void aLittleIsReadPageByPageAndALotInBulk_data()
    {
        QTest::addColumn<bool>("full");
        QTest::addColumn<bool>("first");
        QTest::addColumn<qint64>("records");
        QTest::addColumn<bool>("fits");
        QTest::addColumn<QString>("chosen");
        const auto row = [](const char *name, bool full, bool first, qint64 records, bool fits,
                             const QString &chosen) {
            QTest::newRow(name) << full << first << records << fits << chosen;
        };
        row("nothing", false, false, 0, true, u"rest few_changed"_s);
        row("at the limit", false, false, 2'000, true, u"rest few_changed"_s);
        row("above it", false, false, 2'001, true, u"bulk many_changed"_s);
        row("small first sync", true, true, 10, true, u"rest first_sync"_s);
        row("big first sync", true, true, 48'211, true, u"bulk first_sync"_s);
        row("everything again", true, false, 48'211, true, u"bulk full_sync"_s);
        row("no address holds it", false, false, 1, false, u"bulk many_fields"_s);
        row("no address for nothing", false, false, 0, false, u"rest few_changed"_s);
    }
    void aLittleIsReadPageByPageAndALotInBulk()
    {
        QFETCH(const bool, full);
        QFETCH(const bool, first);
        QFETCH(const qint64, records);
        QFETCH(const bool, fits);
        const plan::Choice choice = plan::chooseWay(full, first, records, 2'000, fits);
        QTEST(QString(wordOf(choice.way) + u' ' + wordOf(choice.why)), "chosen");
    }
};

ORGMEND_TEST(TestPlan)
#include "tst_plan.moc"
