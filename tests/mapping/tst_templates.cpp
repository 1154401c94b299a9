#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "mapping/templates.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/leases.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/runs.h"
#include "workspace/stores/syncrequests.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Bench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();
    Transaction work{*workspace};
    qint64 connection = addConnection(u"Production"_s);

    qint64 addConnection(const QString &name)
    {
        Connection made;
        made.name = name;
        return Connections::add(made, work);
    }
    /// `id INTEGER, name TEXT, …`
    QStringList columnsOf(const QString &table)
    {
        QStringList columns;
        for (const Tables::Column &column : Tables::columns(table, work))
            columns.append(column.name + u' ' + column.type);
        return columns;
    }
    [[nodiscard]] bool isUnique(const QString &table, const QString &column)
    {
        return work
            .value(u"SELECT 1 FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i "
                   "WHERE l.\"unique\" = 1 AND i.name = ? AND "
                   "(SELECT COUNT(*) FROM pragma_index_info(l.name)) = 1"_s,
                table, column)
            .isValid();
    }
};

QStringList words(const char *text) { return QString::fromUtf8(text).simplified().split(u", "_s); }

/// `FirstName > first_name`, the way CONTRACT.md writes a mapping.
QStringList written(const Mapping &mapping)
{
    QStringList rows;
    for (const FieldRow &row : mapping.rows) {
        QString line =
            (row.field.isEmpty() ? u"'%1'"_s.arg(row.constant) : row.field) + u" > "_s + row.column;
        if (row.conversion != Conversion::Text)
            line += u' ' + wordOf(row.conversion);
        if (row.conversion == Conversion::Lookup)
            line += u' ' + row.lookupTable;
        rows.append(line);
    }
    return rows;
}

Mapping mappingOf(const WorkspaceTemplate &from, const QString &object)
{
    const auto found = std::ranges::find(from.mappings, object, &Mapping::object);
    return found == from.mappings.end() ? Mapping() : *found;
}

FieldSchema fieldOf(const QString &name, const QString &type, const QString &compound = {})
{
    FieldSchema made;
    made.name = name;
    made.type = type;
    made.compoundFieldName = compound;
    return made;
}

ObjectSchema contactSchema()
{
    ObjectSchema schema;
    schema.name = u"Contact"_s;
    FieldSchema amount = fieldOf(u"Gift_Total__c"_s, u"currency"_s);
    amount.precision = 16;
    amount.scale = 2;
    schema.fields = {fieldOf(u"Id"_s, u"id"_s), fieldOf(u"IsDeleted"_s, u"boolean"_s),
        fieldOf(u"Name"_s, u"string"_s), fieldOf(u"FirstName"_s, u"string"_s, u"Name"_s),
        fieldOf(u"LastName"_s, u"string"_s, u"Name"_s),
        fieldOf(u"MailingStreet"_s, u"textarea"_s, u"MailingAddress"_s),
        fieldOf(u"MailingAddress"_s, u"address"_s), fieldOf(u"Where__c"_s, u"location"_s),
        fieldOf(u"AccountId"_s, u"reference"_s), fieldOf(u"Birthdate"_s, u"date"_s),
        fieldOf(u"NumberOfPets__c"_s, u"int"_s), amount,
        fieldOf(u"SystemModstamp"_s, u"datetime"_s), fieldOf(u"Order"_s, u"picklist"_s),
        fieldOf(u"Photo__c"_s, u"base64"_s)};
    return schema;
}

} // namespace

class TemplatesTest : public QObject {
    Q_OBJECT

private slots:
    void thePeopleTablesAreThoseOfTheContract_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QStringList>("columns");
        QTest::newRow("people")
            << u"people"_s
            << words("id INTEGER, external_id TEXT, salesforce_contact_id TEXT, "
                     "salesforce_lead_id TEXT, first_name TEXT, last_name TEXT, email TEXT, "
                     "phone TEXT, job_title TEXT, company_id INTEGER, company_name TEXT, "
                     "lead_status TEXT, lead_source TEXT, birthdate DATE, mailing_street TEXT, "
                     "mailing_city TEXT, mailing_state TEXT, mailing_postal_code TEXT, "
                     "mailing_country TEXT, email_opt_out BOOLEAN, first_source TEXT, "
                     "first_medium TEXT, first_campaign TEXT, first_content TEXT, "
                     "first_term TEXT, landing_page TEXT, created_at TIMESTAMP, "
                     "updated_at TIMESTAMP");
        QTest::newRow("companies")
            << u"companies"_s
            << words("id INTEGER, external_id TEXT, salesforce_id TEXT, name TEXT, "
                     "industry TEXT, website TEXT, phone TEXT, billing_street TEXT, "
                     "billing_city TEXT, billing_state TEXT, billing_postal_code TEXT, "
                     "billing_country TEXT, created_at TIMESTAMP, updated_at TIMESTAMP");
        QTest::newRow("deals")
            << u"deals"_s
            << words("id INTEGER, external_id TEXT, salesforce_id TEXT, name TEXT, "
                     "company_id INTEGER, stage TEXT, amount DECIMAL_TEXT(18,2), "
                     "close_date DATE, probability REAL, created_at TIMESTAMP, "
                     "updated_at TIMESTAMP");
        QTest::newRow("activities")
            << u"activities"_s
            << words("id INTEGER, external_id TEXT, salesforce_id TEXT, kind TEXT, "
                     "person_id INTEGER, company_id INTEGER, subject TEXT, body TEXT, "
                     "status TEXT, priority TEXT, due_on DATE, starts_at TIMESTAMP, "
                     "ends_at TIMESTAMP, created_at TIMESTAMP, updated_at TIMESTAMP");
        QTest::newRow("subscriptions")
            << u"subscriptions"_s << words("id INTEGER, name TEXT, opt_out_column TEXT");
    }
    void thePeopleTablesAreThoseOfTheContract()
    {
        QFETCH(QString, table);
        QFETCH(QStringList, columns);
        Bench bench;
        install(peopleTemplate(u"sandbox_"_s), bench.connection, bench.work);
        QVERIFY2(!bench.work.isSpoilt(), qPrintable(bench.work.failure().raw));
        QCOMPARE(bench.columnsOf(u"sandbox_"_s + table), columns);
        QCOMPARE(Tables::all(bench.work).size(), 5);
        QVERIFY(bench.work
                .value(u"SELECT sql FROM sqlite_schema WHERE name = ?"_s, u"sandbox_"_s + table)
                .toString()
                .contains(u"\"id\" INTEGER PRIMARY KEY AUTOINCREMENT"_s));
        QVERIFY(
            bench.work.rows(u"SELECT * FROM pragma_foreign_key_list(?)"_s, u"sandbox_"_s + table)
                .empty());
    }

    void peopleAreFoundByIdAndByEmail()
    {
        Bench bench;
        install(peopleTemplate({}), bench.connection, bench.work);
        QVERIFY(bench.isUnique(u"people"_s, u"salesforce_contact_id"_s));
        QVERIFY(bench.isUnique(u"people"_s, u"salesforce_lead_id"_s));
        for (const QString &table : {u"companies"_s, u"deals"_s, u"activities"_s})
            QVERIFY(bench.isUnique(table, u"salesforce_id"_s));
        const QString plan =
            bench.work
                .row(u"EXPLAIN QUERY PLAN SELECT id FROM people WHERE lower(trim(email)) = ?"_s,
                    u"a@b.c"_s)
                .back()
                .toString();
        QVERIFY2(plan.contains(u"people_email"_s), qPrintable(plan));
        // Real data has doubles.
        bench.work.run(u"INSERT INTO people (email) VALUES ('a@b.c'), ('A@B.C ')"_s);
        QVERIFY(!bench.work.isSpoilt());
    }

    void oneSubscriptionIsThereToBeginWith()
    {
        Bench bench;
        install(peopleTemplate({}), bench.connection, bench.work);
        const Row row = bench.work.row(u"SELECT name, opt_out_column FROM subscriptions"_s);
        QVERIFY(!row.empty());
        QVERIFY(!row.at(0).toString().isEmpty());
        const QString column = row.at(1).toString();
        QVERIFY(bench.columnsOf(u"people"_s).contains(column + u" BOOLEAN"_s));
    }

    void theMappingsAreThoseOfTheContract_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("idColumn");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("Account") << u"Account"_s << u"p_companies"_s << u"salesforce_id"_s
                                 << words("Name > name, Industry > industry, Website > website, "
                                          "Phone > phone, BillingStreet > billing_street, "
                                          "BillingCity > billing_city, BillingState > "
                                          "billing_state, BillingPostalCode > "
                                          "billing_postal_code, BillingCountry > billing_country, "
                                          "CreatedDate > created_at timestamp, LastModifiedDate > "
                                          "updated_at timestamp");
        QTest::newRow("Contact")
            << u"Contact"_s << u"p_people"_s << u"salesforce_contact_id"_s
            << words("FirstName > first_name, LastName > last_name, "
                     "Email > email, Phone > phone, Title > job_title, "
                     "AccountId > company_id lookup p_companies, "
                     "Account.Name > company_name, LeadSource > lead_source, "
                     "Birthdate > birthdate date, MailingStreet > mailing_street, "
                     "MailingCity > mailing_city, MailingState > mailing_state, "
                     "MailingPostalCode > mailing_postal_code, "
                     "MailingCountry > mailing_country, "
                     "HasOptedOutOfEmail > email_opt_out boolean, "
                     "CreatedDate > created_at timestamp, "
                     "LastModifiedDate > updated_at timestamp");
        QTest::newRow("Lead") << u"Lead"_s << u"p_people"_s << u"salesforce_lead_id"_s
                              << words(
                                     "FirstName > first_name, LastName > last_name, "
                                     "Email > email, Phone > phone, Title > job_title, "
                                     "Company > company_name, Status > lead_status, "
                                     "LeadSource > lead_source, Street > mailing_street, "
                                     "City > mailing_city, State > mailing_state, "
                                     "PostalCode > mailing_postal_code, Country > mailing_country, "
                                     "HasOptedOutOfEmail > email_opt_out boolean, "
                                     "CreatedDate > created_at timestamp, "
                                     "LastModifiedDate > updated_at timestamp");
        QTest::newRow("Opportunity")
            << u"Opportunity"_s << u"p_deals"_s << u"salesforce_id"_s
            << words("Name > name, AccountId > company_id lookup p_companies, "
                     "StageName > stage, Amount > amount decimal, CloseDate > close_date date, "
                     "Probability > probability real, CreatedDate > created_at timestamp, "
                     "LastModifiedDate > updated_at timestamp");
        QTest::newRow("Task")
            << u"Task"_s << u"p_activities"_s << u"salesforce_id"_s
            << words("'Task' > kind, WhoId > person_id lookup "
                     "p_people, "
                     "AccountId > company_id lookup p_companies, "
                     "Subject > subject, Description > body, ActivityDate > due_on date, "
                     "Status > status, Priority > priority, "
                     "CreatedDate > created_at timestamp, LastModifiedDate > updated_at "
                     "timestamp");
        QTest::newRow("Event")
            << u"Event"_s << u"p_activities"_s << u"salesforce_id"_s
            << words("'Event' > kind, WhoId > person_id lookup "
                     "p_people, "
                     "AccountId > company_id lookup p_companies, "
                     "Subject > subject, Description > body, ActivityDate > due_on date, "
                     "StartDateTime > starts_at timestamp, EndDateTime > ends_at timestamp, "
                     "CreatedDate > created_at timestamp, LastModifiedDate > updated_at "
                     "timestamp");
    }
    void theMappingsAreThoseOfTheContract()
    {
        QFETCH(QString, object);
        QFETCH(QString, table);
        QFETCH(QString, idColumn);
        QFETCH(QStringList, rows);
        const Mapping mapping = mappingOf(peopleTemplate(u"p_"_s), object);
        QCOMPARE(mapping.table, table);
        QCOMPARE(mapping.idColumn, idColumn);
        QCOMPARE(mapping.keyColumn, u"id"_s);
        QCOMPARE(mapping.externalIdColumn, u"external_id"_s);
        QCOMPARE(written(mapping), rows);
    }

    void onlyPeopleMeetByEmailAndLeadsGiveWayToContacts()
    {
        const WorkspaceTemplate people = peopleTemplate({});
        for (const Mapping &mapping : people.mappings) {
            const bool isPerson = mapping.object == u"Contact"_s || mapping.object == u"Lead"_s;
            QCOMPARE(mapping.identity.mayMeet(), isPerson);
            if (isPerson)
                QCOMPARE(mapping.identity.matchKeys,
                    std::vector<MatchKey>({{{u"Email"_s, u"email"_s, Comparison::Email}}}));
            const bool isLead = mapping.object == u"Lead"_s;
            QCOMPARE(mapping.identity.precedence, isLead ? 1 : 0);
            QCOMPARE(mapping.identity.convertsInto, isLead ? u"Contact"_s : QString());
        }
    }

    void parentsComeBeforeChildren()
    {
        const WorkspaceTemplate people = peopleTemplate({});
        QStringList filled;
        for (const Mapping &mapping : people.mappings) {
            for (const FieldRow &row : mapping.rows) {
                if (row.conversion == Conversion::Lookup)
                    QVERIFY2(filled.contains(row.lookupTable), qPrintable(mapping.object));
            }
            filled.append(mapping.table);
        }
        QList<int> orders;
        for (const Mapping &mapping : people.mappings)
            orders.append(mapping.order);
        QCOMPARE(orders, QList<int>({0, 1, 2, 3, 4, 4}));
    }

    void everyMappedColumnIsThereAndHoldsWhatItIsGiven()
    {
        Bench bench;
        const WorkspaceTemplate people = peopleTemplate({});
        install(people, bench.connection, bench.work);
        const QMap<Conversion, QString> types{{Conversion::Text, u"TEXT"_s},
            {Conversion::Boolean, u"BOOLEAN"_s}, {Conversion::Lookup, u"INTEGER"_s},
            {Conversion::Decimal, u"DECIMAL_TEXT(18,2)"_s}, {Conversion::Real, u"REAL"_s},
            {Conversion::Date, u"DATE"_s}, {Conversion::Timestamp, u"TIMESTAMP"_s}};
        for (const Mapping &mapping : people.mappings) {
            const QStringList columns = bench.columnsOf(mapping.table);
            QVERIFY(columns.contains(mapping.idColumn + u" TEXT"_s));
            QVERIFY(columns.contains(mapping.externalIdColumn + u" TEXT"_s));
            QStringList seen;
            for (const FieldRow &row : mapping.rows) {
                QVERIFY2(columns.contains(row.column + u' ' + types.value(row.conversion)),
                    qPrintable(row.column));
                QVERIFY2(!seen.contains(row.column), qPrintable(row.column));
                seen.append(row.column);
            }
        }
    }

    void whatIsInstalledIsWhatIsRead()
    {
        Bench bench;
        const WorkspaceTemplate people = peopleTemplate({});
        install(people, bench.connection, bench.work);
        const std::vector<Mapping> stored = Mappings::ofConnection(bench.connection, bench.work);
        QCOMPARE(stored.size(), people.mappings.size());
        for (const Mapping &mapping : stored)
            QCOMPARE(written(mapping), written(mappingOf(people, mapping.object)));
        COMMITTED(bench.work);
    }

    void twoConnectionsLiveSideBySideUnderTheirPrefixes()
    {
        Bench bench;
        const qint64 sandbox = bench.addConnection(u"Sandbox"_s);
        install(peopleTemplate({}), bench.connection, bench.work);
        install(peopleTemplate(u"sandbox_"_s), sandbox, bench.work);
        QVERIFY2(!bench.work.isSpoilt(), qPrintable(bench.work.failure().raw));
        QCOMPARE(Tables::all(bench.work).size(), 10);
        QCOMPARE(Mappings::ofObject(sandbox, u"Contact"_s, bench.work).front().table,
            u"sandbox_people"_s);
        COMMITTED(bench.work);
    }

    void theEmptyTemplateMakesNothing()
    {
        Bench bench;
        install(emptyTemplate(), bench.connection, bench.work);
        QVERIFY(Tables::all(bench.work).isEmpty());
        QVERIFY(Mappings::ofConnection(bench.connection, bench.work).empty());
    }

    void aMirrorHasTheObjectsOwnFields()
    {
        Bench bench;
        install(mirrorTemplate(u"m_"_s, {contactSchema()}), bench.connection, bench.work);
        QVERIFY2(!bench.work.isSpoilt(), qPrintable(bench.work.failure().raw));
        QCOMPARE(bench.columnsOf(u"m_contact"_s),
            QStringList({u"orgmend_id INTEGER"_s, u"id TEXT"_s, u"isdeleted BOOLEAN"_s,
                u"firstname TEXT"_s, u"lastname TEXT"_s, u"mailingstreet TEXT"_s,
                u"accountid TEXT"_s, u"birthdate DATE"_s, u"numberofpets__c INTEGER"_s,
                u"gift_total__c DECIMAL_TEXT(16,2)"_s, u"systemmodstamp TIMESTAMP"_s,
                u"order TEXT"_s}));
        QVERIFY(bench.isUnique(u"m_contact"_s, u"id"_s));
        bench.work.run(u"INSERT INTO m_contact (id) VALUES (NULL), (NULL)"_s);
        QVERIFY(!bench.work.isSpoilt());

        const Mapping mapping =
            Mappings::ofObject(bench.connection, u"Contact"_s, bench.work).front();
        QCOMPARE(mapping.keyColumn, u"orgmend_id"_s);
        QCOMPARE(mapping.idColumn, u"id"_s);
        QVERIFY(mapping.externalIdColumn.isEmpty());
        QVERIFY(!mapping.identity.mayMeet());
        QCOMPARE(written(mapping),
            QStringList({u"IsDeleted > isdeleted boolean"_s, u"FirstName > firstname"_s,
                u"LastName > lastname"_s, u"MailingStreet > mailingstreet"_s,
                u"AccountId > accountid"_s, u"Birthdate > birthdate date"_s,
                u"NumberOfPets__c > numberofpets__c integer"_s,
                u"Gift_Total__c > gift_total__c decimal"_s,
                u"SystemModstamp > systemmodstamp timestamp"_s, u"Order > order"_s}));
    }

    void aMirrorBeginsWithSixObjects()
    {
        QCOMPARE(mirrorObjects(),
            QStringList(
                {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s, u"Task"_s, u"Event"_s}));
    }

    void longNamesAreShortenedAndStayDifferent()
    {
        QCOMPARE(mirrorName(u"LastModifiedById"_s), u"lastmodifiedbyid"_s);
        const QString fits(63, u'A');
        QCOMPARE(mirrorName(fits), fits.toLower());
        const QString one = mirrorName(QString(70, u'a') + u"__c"_s);
        const QString other = mirrorName(QString(71, u'a') + u"__c"_s);
        QCOMPARE(one.toUtf8().size(), 63);
        QCOMPARE(other.toUtf8().size(), 63);
        QVERIFY(one != other);
        QCOMPARE(mirrorName(QString(70, u'A') + u"__C"_s), one);
        QVERIFY(mirrorName(QString(60, u'ü')).toUtf8().size() <= 63);
    }
};

ORGMEND_TEST(TemplatesTest)
#include "tst_templates.moc"
