#include "salesforce/schema/describe.h"
#include "tests/sync/syncbench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// By REST or in bulk: which way the records of an object come.
class TestWays : public QObject {
    Q_OBJECT

    static QString lastWay(SyncBench &bench)
    {
        return bench
            .texts(u"SELECT arguments FROM orgmend_event WHERE name = 'way_chosen' "
                   "AND object = 'Contact' ORDER BY id DESC LIMIT 1"_s)
            .value(0);
    }

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
    QCOMPARE(lastWay(bench), u"[\"rest\",\"few_changed\",\"3\"]"_s);
    bench.wait(3600s);
    SYNCED(bench.sync()); // its overlap has the few once more
    bench.wait(3600s);
    for (int i = 0; i < 4; ++i)
        bench.contact(u"Many %1"_s.arg(i), {});
    SYNCED(bench.sync());
    QCOMPARE(lastWay(bench), u"[\"bulk\",\"many_changed\",\"4\"]"_s);
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
    const Result<ObjectSchema> schema = describe(bench.session, u"Contact"_s);
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
    QCOMPARE(lastWay(bench), u"[\"bulk\",\"many_fields\",\"2\"]"_s);
    bench.wait(3600s);
    SYNCED(bench.sync()); // its overlap has the second once more
    bench.wait(3600s);
    SYNCED(bench.sync()); // nothing to read, so nothing is ordered
    QCOMPARE(lastWay(bench), u"[\"rest\",\"few_changed\",\"0\"]"_s);

    // A run that stopped between two pages, when fewer fields were mapped.
    bench.write(
        u"UPDATE orgmend_pull SET under_way = 1, kind = 'full', began_low = '', next_low = low, "
        "resume_stamp = '2026-03-02T09:00:00.000Z', resume_id = '003000000000001AAA'"_s);
    SYNCED(bench.sync());
    QCOMPARE(lastWay(bench), u"[\"bulk\",\"many_fields\",\"2\"]"_s);
}

QTEST_GUILESS_MAIN(TestWays)
#include "salesforce/schema/schema.h"
#include "tst_ways.moc"
#include "values/mapping.h"
#include "workspace/stores/mappings.h"
#include "workspace/workspace.h"
