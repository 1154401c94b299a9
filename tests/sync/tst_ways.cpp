#include "tests/sync/syncbench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// By REST or in bulk: which way the records of an object come.
class TestWays : public QObject {
    Q_OBJECT

private slots:
    void aFewChangesComeByRestManyInBulk();
    void moreFieldsThanAnAddressHoldsComeInBulk();
};

void TestWays::aFewChangesComeByRestManyInBulk()
{
    SyncBench bench;
    SYNCED(bench.sync());
    bench.restLimit = 3;
    bench.wait(3600s);
    for (int i = 0; i < 3; ++i)
        bench.contact(u"Few %1"_s.arg(i), {});
    SYNCED(bench.sync());
    QVERIFY(bench
            .texts(u"SELECT arguments FROM orgmend_event WHERE name = 'way_chosen' "
                   "AND object = 'Contact' ORDER BY id DESC LIMIT 1"_s)
            .first()
            .contains(u"\"rest\",\"few_changed\",\"3\""_s));
    bench.wait(3600s);
    SYNCED(bench.sync()); // its overlap has the few once more
    bench.wait(3600s);
    for (int i = 0; i < 4; ++i)
        bench.contact(u"Many %1"_s.arg(i), {});
    SYNCED(bench.sync());
    QVERIFY(bench
            .texts(u"SELECT arguments FROM orgmend_event WHERE name = 'way_chosen' "
                   "AND object = 'Contact' ORDER BY id DESC LIMIT 1"_s)
            .first()
            .contains(u"\"bulk\",\"many_changed\",\"4\""_s));
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM people"_s), u"7"_s);
}

/// An org with packages, mirrored: 400 fields of 43 bytes make an address of more than 16,384.
void TestWays::moreFieldsThanAnAddressHoldsComeInBulk()
{
    SyncBench bench;
    for (int i = 0; i < 400; ++i)
        bench.practice.control("POST", "fields/add",
            QJsonObject{{u"object"_s, u"Contact"_s}, {u"type"_s, u"Text"_s},
                {u"field"_s, u"A_field_of_a_package_with_a_long_name_%1__c"_s.arg(100 + i)}});
    const Result<ObjectSchema> schema = bench.session.describe(u"Contact"_s);
    QVERIFY(schema);
    {
        Transaction work(*bench.workspace);
        for (const Mapping &mapping : Mappings::ofConnection(bench.connection, work))
            Mappings::remove(mapping.id, work);
        install(mirrorTemplate({}, {*schema}), bench.connection, work);
        QVERIFY(work.commit());
    }
    const QString last = u"A_field_of_a_package_with_a_long_name_499__c"_s;
    bench.contact(u"Wide"_s, {}, {{last, u"kept"_s}});
    SYNCED(bench.sync());
    bench.wait(3600s);
    bench.contact(u"Wider"_s, {}, {{last, u"kept too"_s}});
    SYNCED(bench.sync());
    QCOMPARE(bench.texts(u"SELECT \"%1\" FROM contact ORDER BY lastname"_s.arg(mirrorName(last))),
        QStringList({u"kept"_s, u"kept too"_s}));
    const auto lastWay = [&bench] { return bench.events(u"way_chosen"_s).last(); };
    QVERIFY2(lastWay().contains(u"\"bulk\",\"many_fields\",\"2\""_s), qPrintable(lastWay()));
    bench.wait(3600s);
    SYNCED(bench.sync()); // its overlap has the second once more
    bench.wait(3600s);
    SYNCED(bench.sync()); // nothing to read, so nothing is ordered
    QVERIFY2(lastWay().contains(u"\"rest\",\"few_changed\",\"0\""_s), qPrintable(lastWay()));
}

QTEST_GUILESS_MAIN(TestWays)
#include "tst_ways.moc"
