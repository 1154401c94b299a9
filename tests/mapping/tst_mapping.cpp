#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "base/recordid.h"
#include "mapping/applyschema.h"
#include "mapping/fieldtypes.h"
#include "mapping/templates.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/leases.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/runs.h"
#include "workspace/stores/seenids.h"
#include "workspace/stores/syncrequests.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using P = Failure::Problem;

namespace {

FieldSchema field(const QString &name, const QString &type = u"string"_s)
{
    FieldSchema made;
    made.name = name;
    made.type = type;
    return made;
}

Mapping contact() { return peopleTemplate({}).mappings.at(1); }

/// Everything that the people template reads of a Contact.
ObjectSchema wholeSchema()
{
    ObjectSchema schema;
    schema.name = u"Contact"_s;
    for (const QString &name : {u"Id"_s, u"IsDeleted"_s, u"SystemModstamp"_s, u"MasterRecordId"_s})
        schema.fields.push_back(field(name));
    for (const FieldRow &row : contact().rows) {
        if (!row.field.contains(u'.'))
            schema.fields.push_back(field(row.field));
        if (row.field == u"AccountId"_s)
            schema.fields.back().relationshipName = u"Account"_s;
    }
    return schema;
}

void hide(ObjectSchema &schema, const QString &name)
{
    std::erase_if(schema.fields, [&name](const FieldSchema &f) { return f.name == name; });
}

} // namespace

class MappingTest : public QObject {
    Q_OBJECT

private slots:
    void aWholeSchemaLeavesNothingOut()
    {
        const Result<AppliedMapping> applied = applySchema(contact(), wholeSchema());
        QVERIFY(applied);
        QVERIFY(applied->leftOut.isEmpty());
        QCOMPARE(applied->mapping.rows.size(), contact().rows.size());
        QCOMPARE(applied->cursorField, u"SystemModstamp"_s);
        QVERIFY(applied->hasMaster);
    }

    void fieldsThatDescribeDoesNotShowAreLeftOutAndNamed()
    {
        ObjectSchema schema = wholeSchema();
        hide(schema, u"HasOptedOutOfEmail"_s);
        hide(schema, u"Birthdate"_s);
        hide(schema, u"MasterRecordId"_s);
        const Result<AppliedMapping> applied = applySchema(contact(), schema);
        QVERIFY(applied);
        QCOMPARE(applied->leftOut, QStringList({u"Birthdate"_s, u"HasOptedOutOfEmail"_s}));
        QCOMPARE(applied->mapping.rows.size(), contact().rows.size() - 2);
        QVERIFY(std::ranges::none_of(applied->mapping.rows,
            [](const FieldRow &row) { return row.column == u"birthdate"_s; }));
        QVERIFY(!applied->hasMaster);
    }

    void aParentsFieldGoesWithTheReferenceToTheParent()
    {
        ObjectSchema schema = wholeSchema();
        hide(schema, u"AccountId"_s);
        const Result<AppliedMapping> applied = applySchema(contact(), schema);
        QVERIFY(applied);
        QCOMPARE(applied->leftOut, QStringList({u"AccountId"_s, u"Account.Name"_s}));
    }

    void namesAreComparedWithoutRegardToCase()
    {
        ObjectSchema schema = wholeSchema();
        for (FieldSchema &known : schema.fields) {
            known.name = known.name.toUpper();
            known.relationshipName = known.relationshipName.toUpper();
        }
        const Result<AppliedMapping> applied = applySchema(contact(), schema);
        QVERIFY(applied);
        QVERIFY(applied->leftOut.isEmpty());
    }

    void constantsNeedNoField()
    {
        const Mapping task = peopleTemplate({}).mappings.at(4);
        ObjectSchema schema;
        schema.name = u"Task"_s;
        for (const QString &name : {u"Id"_s, u"IsDeleted"_s, u"SystemModstamp"_s})
            schema.fields.push_back(field(name));
        const Result<AppliedMapping> applied = applySchema(task, schema);
        QVERIFY(applied);
        QCOMPARE(applied->mapping.rows.size(), std::size_t(1));
        QCOMPARE(applied->mapping.rows.front().constant, u"Task"_s);
        QVERIFY(!applied->leftOut.contains(QString()));
    }

    void withoutTheIndispensableNothingGoes_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"Id", "SystemModstamp", "IsDeleted"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void withoutTheIndispensableNothingGoes()
    {
        QFETCH(QString, name);
        ObjectSchema schema = wholeSchema();
        hide(schema, name);
        const Result<AppliedMapping> applied = applySchema(contact(), schema);
        QVERIFY(!applied);
        QCOMPARE(applied.failure().problem, P::FieldIndispensable);
        QCOMPARE(applied.failure().arguments, QStringList({u"Contact"_s, name}));
    }

    void anObjectThatCantBeQueriedIsNotVisible()
    {
        ObjectSchema schema = wholeSchema();
        schema.queryable = false;
        const Result<AppliedMapping> applied = applySchema(contact(), schema);
        QVERIFY(!applied);
        QCOMPARE(applied.failure().problem, P::ObjectNotVisible);
    }

    /// S1-15
    void theCursorPrefersSystemModstamp()
    {
        ObjectSchema schema = wholeSchema();
        QCOMPARE(cursorField(schema), u"SystemModstamp"_s);
        hide(schema, u"SystemModstamp"_s);
        QCOMPARE(cursorField(schema), u"LastModifiedDate"_s);
        hide(schema, u"LastModifiedDate"_s);
        QCOMPARE(cursorField(schema), u"CreatedDate"_s);
        hide(schema, u"CreatedDate"_s);
        QCOMPARE(cursorField(schema), QString());
    }

    void aCursorMustBeFilterable()
    {
        ObjectSchema schema = wholeSchema();
        for (FieldSchema &known : schema.fields)
            known.filterable = known.name != u"SystemModstamp"_s;
        QCOMPARE(cursorField(schema), u"LastModifiedDate"_s);
    }

    void fieldTypesBecomeColumns_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("conversion");
        const auto add = [](const char *type, const char *column, const char *conversion) {
            QTest::newRow(type) << QString::fromLatin1(type) << QString::fromLatin1(column)
                                << QString::fromLatin1(conversion);
        };
        for (const char *type :
            {"id", "reference", "string", "textarea", "phone", "url", "email", "combobox",
                "encryptedstring", "picklist", "multipicklist", "time", "anyType", "something new"})
            add(type, "TEXT", "text");
        add("boolean", "BOOLEAN", "boolean");
        add("int", "INTEGER", "integer");
        add("long", "INTEGER", "integer");
        add("double", "DECIMAL_TEXT(12,3)", "decimal");
        add("percent", "DECIMAL_TEXT(12,3)", "decimal");
        add("currency", "DECIMAL_TEXT(12,3)", "decimal");
        add("date", "DATE", "date");
        add("datetime", "TIMESTAMP", "timestamp");
    }
    void fieldTypesBecomeColumns()
    {
        QFETCH(QString, type);
        QFETCH(QString, column);
        QFETCH(QString, conversion);
        FieldSchema schema = field(u"Some__c"_s, type);
        schema.precision = 12;
        schema.scale = 3;
        QCOMPARE(columnTypeFor(schema), column);
        QCOMPARE(wordOf(conversionFor(schema)), conversion);
    }

    void conversionsAreStoredByName()
    {
        for (const Conversion conversion :
            {Conversion::Text, Conversion::Boolean, Conversion::Integer, Conversion::Real,
                Conversion::Decimal, Conversion::Date, Conversion::Timestamp, Conversion::Lookup})
            QCOMPARE(fromWord<Conversion>(wordOf(conversion)), std::optional(conversion));
        QVERIFY(!fromWord<Conversion>(u"magic"_s));
    }

    void aMappingComesBackAsItWent()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Production"_s;
        Mapping mapping = contact();
        mapping.connection = Connections::add(connection, work);
        mapping.order = 7;
        mapping.identity = {.precedence = 2,
            .matchKeys = {{{u"Email"_s, u"email"_s, Comparison::Email}},
                {{u"FirstName"_s, u"first_name"_s}, {u"LastName"_s, u"last_name"_s}}},
            .convertsInto = u"Account"_s,
            .convertedField = u"ConvertedAccountId"_s};
        mapping.keySource = KeySource::Uuid;
        mapping.keepsRows = true;
        mapping.id = Mappings::save(mapping, work);
        QVERIFY(mapping.id > 0);

        const auto same = [&work](const Mapping &wanted) {
            const Mapping found = Mappings::ofObject(wanted.connection, u"CONTACT"_s, work).front();
            QCOMPARE(found.id, wanted.id);
            QCOMPARE(found.object, wanted.object);
            QCOMPARE(found.table, wanted.table);
            QCOMPARE(found.keyColumn, wanted.keyColumn);
            QCOMPARE(found.idColumn, wanted.idColumn);
            QCOMPARE(found.externalIdColumn, wanted.externalIdColumn);
            QVERIFY(found.keySource == wanted.keySource);
            QVERIFY(found.identity == wanted.identity);
            QCOMPARE(found.keepsRows, wanted.keepsRows);
            QCOMPARE(found.order, wanted.order);
            QCOMPARE(found.rows.size(), wanted.rows.size());
            for (std::size_t i = 0; i < found.rows.size(); ++i) {
                QCOMPARE(found.rows.at(i).field, wanted.rows.at(i).field);
                QCOMPARE(found.rows.at(i).column, wanted.rows.at(i).column);
                QVERIFY(found.rows.at(i).conversion == wanted.rows.at(i).conversion);
                QCOMPARE(found.rows.at(i).constant, wanted.rows.at(i).constant);
                QCOMPARE(found.rows.at(i).lookupTable, wanted.rows.at(i).lookupTable);
            }
        };
        same(mapping);
        mapping.rows.resize(3);
        mapping.table = u"clients"_s;
        mapping.identity = {};
        QCOMPARE(Mappings::save(mapping, work), mapping.id);
        same(mapping);

        PullStates::set(mapping.id, {}, work);
        SeenIds::note(mapping.id, u"003A"_s, work);
        Mappings::remove(mapping.id, work);
        QVERIFY(Mappings::ofConnection(mapping.connection, work).empty());
        for (const QString &table : {u"orgmend_field"_s, u"orgmend_pull"_s, u"orgmend_seen_id"_s})
            QCOMPARE(work.value(u"SELECT COUNT(*) FROM "_s + table).toInt(), 0);
        COMMITTED(work);
    }

    void aFieldRowKeepsItsIdAndTheMappingCountsItsSaves()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Production"_s;
        Mapping mapping = contact();
        mapping.connection = Connections::add(connection, work);
        Mappings::save(mapping, work);
        const Mapping first = Mappings::ofConnection(mapping.connection, work).front();
        QCOMPARE(first.revision, 1);

        // The first row goes, the second moves to another column, one comes.
        Mapping edited = first;
        edited.rows.erase(edited.rows.begin());
        edited.rows.front().column = u"elsewhere"_s;
        edited.rows.push_back({.field = u"Fax"_s, .column = u"fax"_s});
        Mappings::save(edited, work);
        const Mapping second = Mappings::ofConnection(mapping.connection, work).front();
        QCOMPARE(second.revision, 2);
        QCOMPARE(second.rows.size(), first.rows.size());
        QCOMPARE(second.rows.front().id, first.rows.at(1).id);
        QCOMPARE(second.rows.front().column, u"elsewhere"_s);
        QVERIFY(second.rows.back().id > first.rows.back().id);
        COMMITTED(work);
    }

    void headsLeaveOutAllRowsButConstants()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Production"_s;
        Mapping mapping = contact();
        mapping.connection = Connections::add(connection, work);
        mapping.rows.push_back({.column = u"kind"_s, .constant = u"person"_s});
        Mappings::save(mapping, work);
        const Mapping head = Mappings::heads(mapping.connection, work).front();
        QCOMPARE(head.object, u"Contact"_s);
        QCOMPARE(head.rows.size(), std::size_t(1));
        QCOMPARE(head.rows.front().constant, u"person"_s);
        COMMITTED(work);
    }

    void anObjectIsMappedOnceATable()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Production"_s;
        Mapping mapping = contact();
        mapping.connection = Connections::add(connection, work);
        Mappings::save(mapping, work);
        mapping.table = u"second"_s;
        QVERIFY(Mappings::save(mapping, work) > 0);
        QCOMPARE(Mappings::ofObject(mapping.connection, u"Contact"_s, work).size(), std::size_t(2));
        QCOMPARE(Mappings::save(mapping, work), 0);
        QCOMPARE(work.failure().problem, P::DatabaseRefused);
    }

    void aConversionThatWeNeverWroteIsDamageNotText()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Production"_s;
        Mapping mapping = contact();
        mapping.connection = Connections::add(connection, work);
        Mappings::save(mapping, work);
        work.run(u"UPDATE orgmend_field SET conversion = 'magic' WHERE position = 0"_s);
        (void)Mappings::ofConnection(mapping.connection, work);
        QCOMPARE(work.failure().problem, P::WorkspaceDamaged);
    }

    /// S1-19
    void externalIdsFollowThePattern()
    {
        QCOMPARE(externalId(3, u"Contact"_s, u"003Dn00000abcdeIAB"_s),
            u"sf_3_Contact_003Dn00000abcdeIAB"_s);
        // What looks like a place in the pattern is a value like any other.
        QCOMPARE(externalId(12, u"%3_%1__c"_s, u"%2"_s), u"sf_12_%3_%1__c_%2"_s);
    }

    void shortIdsGetTheirLetters()
    {
        // From Salesforce's own description of the form.
        QCOMPARE(salesforceId18(u"001D000000IRFma"_s), u"001D000000IRFmaIAH"_s);
        QCOMPARE(salesforceId18(u"003000000000001"_s), u"003000000000001AAA"_s);
        QCOMPARE(salesforceId18(u"ABCDEFGHIJKLMNO"_s), u"ABCDEFGHIJKLMNO555"_s);
        QCOMPARE(salesforceId18(u"001D000000IRFmaIAH"_s), u"001D000000IRFmaIAH"_s);
        QCOMPARE(salesforceId18(u"not an id at al"_s), u"not an id at al"_s);
        QCOMPARE(salesforceId18({}), QString());
        QVERIFY(isSalesforceId(u"001D000000IRFma"_s));
        QVERIFY(!isSalesforceId(u"001D000000IRFm"_s));
        QVERIFY(!isSalesforceId(u"001D000000IRFm-"_s));
        QVERIFY(!isSalesforceId(u"001D000000IRFmä"_s));
    }
};

ORGMEND_TEST(MappingTest)
#include "tst_mapping.moc"
