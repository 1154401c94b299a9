#include "salesforce/query/soql.h"
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
};

ORGMEND_TEST(TestPlan)
#include "tst_plan.moc"
