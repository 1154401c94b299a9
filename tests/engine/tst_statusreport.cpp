#include "engine/statusreport.h"
#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/mappings.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int mappingCount = 50;
constexpr int fieldCount = 300;

/// A connection with many wide mappings, each with a constant among its rows.
Connection mapMuch(Transaction &work)
{
    Connection connection;
    connection.name = u"Production"_s;
    connection.id = Connections::add(connection, work);
    for (int number = 0; number < mappingCount; ++number) {
        Mapping mapping;
        mapping.connection = connection.id;
        mapping.object = u"Object%1__c"_s.arg(number);
        mapping.table = u"table%1"_s.arg(number);
        mapping.keyColumn = u"id"_s;
        mapping.idColumn = u"salesforce_id"_s;
        for (int field = 1; field < fieldCount; ++field)
            mapping.rows.push_back(
                {.field = u"Field%1__c"_s.arg(field), .column = u"column%1"_s.arg(field)});
        mapping.rows.push_back({.column = u"kind"_s, .constant = u"Task"_s});
        Mappings::save(mapping, work);
        work.run(u"CREATE TABLE table%1 (id INTEGER PRIMARY KEY, salesforce_id TEXT UNIQUE, "
                 "kind TEXT)"_s.arg(number));
    }
    return connection;
}

} // namespace

class TestStatusReport : public QObject {
    Q_OBJECT

private slots:
    /// The window asks twice a second while a run goes: what it costs must not grow with the
    /// fields. A field row that can't be read spoils whatever reads it; the status is well.
    void aStatusReadsTheHeadsOfMappingsAndNoneOfTheirFields()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace);
        const Connection connection = mapMuch(work);
        work.run(u"UPDATE orgmend_field SET conversion = 'unheard of' WHERE field <> ''"_s);
        LocalCounts counts;
        const ConnectionStatus status = readStatus(connection, bench.clock, counts, work);
        QCOMPARE(status.objects.size(), std::size_t(mappingCount));
        COMMITTED(work);

        Transaction whole(*workspace, Transaction::Access::Read);
        (void)Mappings::ofConnection(connection.id, whole);
        QVERIFY(whole.isSpoilt());
        QCOMPARE(whole.failure().problem, Failure::Problem::WorkspaceDamaged);
    }
};

ORGMEND_TEST(TestStatusReport)
#include "tst_statusreport.moc"
