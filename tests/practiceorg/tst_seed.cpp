#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

/// The org as it is when nobody has touched it: plausible people, and the demo problems.
class SeedTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RecordsBench> m_bench;

    int count(const QByteArray &table, const QByteArray &where)
    {
        return m_bench->value("SELECT count(*) FROM " + table + " WHERE " + where).toInt();
    }
    QByteArray one(const QByteArray &sql) { return m_bench->value(sql).toByteArray(); }
    QString trail(const QByteArray &action)
    {
        return m_bench->value("SELECT Display FROM SetupAuditTrail WHERE Action = '" + action + "'")
            .toString();
    }
    QString trailAuthor(const QByteArray &action)
    {
        return m_bench
            ->value("SELECT u.Name FROM SetupAuditTrail s JOIN User u ON u.Id = s.CreatedById "
                    "WHERE Action = '"
                + action + "'")
            .toString();
    }

private slots:
    void init()
    {
        m_bench = std::make_unique<RecordsBench>(1'000);
        const Result<void> opened = m_bench->open();
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.failure().raw));
    }

    void theSeedIsTheSameForTheSameSeedAndInProportion()
    {
        RecordsBench a(2'100);
        RecordsBench b(2'100);
        QVERIFY(a.open());
        QVERIFY(b.open());
        const QByteArray sample =
            "SELECT group_concat(Id || Name || ifnull(Email, '') || SystemModstamp) FROM Contact";
        QCOMPARE(a.value(sample).toString(), b.value(sample).toString());
        QCOMPARE(a.value("SELECT count(*) FROM Contact").toInt(), 2'100);
        QCOMPARE(a.value("SELECT count(*) FROM Lead").toInt(), 563);
        QCOMPARE(a.value("SELECT count(*) FROM Opportunity").toInt(), 1'350);
        // Somebody is a lead and a contact; some leads have become contacts; bulk loads share
        // stamps.
        QVERIFY(
            a.value(
                 "SELECT count(*) FROM Lead l WHERE (SELECT count(*) FROM Contact c WHERE c.Email = l.Email) = 1")
                .toInt()
            > 20);
        QVERIFY(
            a.value(
                 "SELECT count(*) FROM Lead WHERE IsConverted AND ConvertedContactId IN (SELECT Id FROM Contact)")
                .toInt()
            > 20);
        QVERIFY(
            a.value("SELECT max(n) FROM (SELECT count(*) n FROM Contact GROUP BY SystemModstamp)")
                .toInt()
            > 50);
        QCOMPARE(
            a.value(
                 "SELECT count(*) FROM Contact WHERE LastModifiedDate < CreatedDate OR SystemModstamp > 1777802400000")
                .toInt(),
            0);
    }

    // The problems that make the first look interesting, in an org of the usual size.

    void aFieldWasRenamedAndTheTrailSaysByWhom()
    {
        const SchemaPointer schema = m_bench->records().snapshot();
        const Object *contact = schema->object(u"Contact"_s);
        QVERIFY(contact->field(u"Region__c"_s) == nullptr);
        QVERIFY(contact->field(u"Sales_Region__c"_s)->visible());
        QVERIFY(trail("changedCFName").contains(u"Region__c to Sales_Region__c"_s));
        QCOMPARE(trailAuthor("changedCFName"), u"Jamie Ruiz"_s);
        QVERIFY(count("Contact", "Sales_Region__c IS NOT NULL") > 100);
    }

    void aFieldWasDeletedAndTheTrailSaysByWhom()
    {
        QVERIFY(m_bench->records().snapshot()->object(u"Contact"_s)->field(u"T_Shirt_Size__c"_s)
            == nullptr);
        QVERIFY(trail("deletedCF").contains(u"T_Shirt_Size__c"_s));
        QCOMPARE(trailAuthor("deletedCF"), u"Morgan Adeyemi"_s);
        QCOMPARE(
            m_bench->control("fields/restore", R"({"object":"Contact","field":"T_Shirt_Size__c"})")
                .status,
            200);
    }

    void aPicklistValueIsMissing()
    {
        const Field *level =
            m_bench->records().snapshot()->object(u"Contact"_s)->field(u"Donor_Level__c"_s);
        QVERIFY(level->restrictedPicklist);
        for (const PicklistValue &value : level->picklist)
            QVERIFY(value.value != "Platinum"_L1 || !value.active);
        QVERIFY(count("Contact", "Donor_Level__c = 'Platinum'") > 10);
        // Whoever sends such a record back as it is gets refused.
        const QByteArray id = one("SELECT Id FROM Contact WHERE Donor_Level__c = 'Platinum'");
        QCOMPARE(
            m_bench->call("PATCH", "sobjects/Contact/" + id, R"({"Donor_Level__c":"Platinum"})")
                .code(),
            u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
    }

    void oneContactWasEnteredTwice()
    {
        QCOMPARE(one("SELECT count(*) FROM (SELECT Email FROM Contact WHERE Email IS NOT NULL "
                     "GROUP BY Email, LastName HAVING count(*) = 2)"),
            "1");
    }

    void someLeadsBreakTheValidationRule()
    {
        const QByteArray lead = one("SELECT Id FROM Lead WHERE Status = 'Closed - Not Converted' "
                                    "AND Disqualified_Reason__c IS NULL AND NOT IsConverted");
        QVERIFY(!lead.isEmpty());
        const Answer refused = m_bench->call("PATCH", "sobjects/Lead/" + lead, R"({"Title":"X"})");
        QCOMPARE(refused.code(), u"FIELD_CUSTOM_VALIDATION_EXCEPTION"_s);
        QCOMPARE(refused.message(), u"Please say why the lead was disqualified."_s);
    }

    // What a sync has to carry over unharmed.

    void peopleHaveNamesFromManyLanguages()
    {
        for (const char *letters :
            {"[A-Z]", "[ÀÉÍÖÜŁŚŻ]", "[А-Я]", "[一-龥]", "[ぁ-ん]", "[ء-ي]"}) {
            QVERIFY2(
                count("Contact", QByteArray("FirstName GLOB '*") + letters + "*'") > 3, letters);
        }
        QVERIFY(count("Contact", "LastName LIKE '%''%'") > 3);
        QVERIFY(count("Contact", "LastName LIKE '% %'") > 3);
        // Outside of the basic plane: four bytes in UTF-8, two units in UTF-16.
        QVERIFY(count("Contact", "FirstName LIKE '%𠮷%'") > 0);
    }

    void textHasEverythingThatTextCanHave()
    {
        QVERIFY(count("Contact", "Description LIKE '%\"%'") > 10);
        QVERIFY(count("Contact", "Title LIKE '%\"%,%' OR Title LIKE '%,%\"%'") > 10);
        QVERIFY(count("Contact", "instr(Description, char(10)) > 0") > 10);
        QVERIFY(count("Contact", "instr(Description, char(13, 10)) > 0") > 10);
        QVERIFY(count("Contact", "instr(MailingStreet, char(10)) > 0") > 10);
        QVERIFY(count("Contact", "Description LIKE '%🎉%'") > 10);
        QVERIFY(count("Contact", "Description LIKE '=%'") > 10);
        QVERIFY(count("Contact", "instr(Description, char(92)) > 0") > 10);
        QVERIFY(count("Contact", "length(Description) >= 30000") > 0);
        for (const char *column : {"FirstName", "Email", "Phone", "AccountId", "Birthdate", "Title",
                 "Description", "Lifetime_Giving__c"})
            QVERIFY2(count("Contact", QByteArray(column) + " IS NULL") > 3, column);
        // Salesforce keeps no empty text.
        for (const char *column : {"FirstName", "Email", "Phone", "Title", "Description"})
            QCOMPARE(count("Contact", QByteArray(column) + " = ''"), 0);
    }

    void everyRecordFitsItsFields()
    {
        for (const QString &name :
            {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s, u"Task"_s, u"Event"_s}) {
            const SchemaPointer schema = m_bench->records().snapshot();
            const Object *object = schema->object(name);
            QVERIFY(count(object->table, "1") > 0);
            for (const Field &field : object->fields) {
                if (!field.stored() || field.length == 0)
                    continue;
                const QByteArray where =
                    "length(" + field.column + ") > " + QByteArray::number(field.length);
                QVERIFY2(count(object->table, where) == 0, qPrintable(name + u'.' + field.name));
            }
        }
    }

    void moreRecordsAreMadeOnRequest()
    {
        const int before = m_bench->value("SELECT count(*) FROM Lead").toInt();
        QCOMPARE(m_bench->control("records", R"({"object":"Lead","count":25})").status, 200);
        QCOMPARE(m_bench->value("SELECT count(*) FROM Lead").toInt(), before + 25);
        QCOMPARE(m_bench->value("SELECT count(*) FROM Lead WHERE SystemModstamp = 1777802400000")
                     .toInt(),
            25);
        QCOMPARE(m_bench->control("records", R"({"object":"Nothing","count":2})").status, 400);
    }
};

ORGMEND_TEST(SeedTest)
#include "tst_seed.moc"
