#include "orgbench.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;

/// Setup as records: the reading side of the Tooling API (PROTOCOL 6).
class TestTooling : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_bench = std::make_unique<OrgBench>();
        practice::addRecordControls(m_bench->controls);
    }

    void anAnswerHasTheKeysOfTooling()
    {
        QCOMPARE(ask(u"SELECT DeveloperName FROM CustomObject"_s).body,
            QByteArray(R"({"size":0,"totalSize":0,"done":true,"queryLocator":null,)"
                       R"("entityTypeName":"CustomObject","records":[]})"));
        QCOMPARE(m_bench->query(u"SELECT COUNT() FROM EntityDefinition"_s).body,
            QByteArray(R"({"totalSize":10,"done":true,"records":[]})"));
    }

    void theUsersTimeIsKnownToSetupToo()
    {
        const QByteArray said = ask(u"SELECT DeveloperName FROM CustomField WHERE "
                                    "HOUR_IN_DAY(convertTimezone(CreatedDate)) >= 0 LIMIT 1"_s)
                                    .body;
        QVERIFY2(said.startsWith("{\"size\":1,"), said.constData());
    }

    void columnsOfAQuery()
    {
        const QByteArray soql = QUrl::toPercentEncoding(u"SELECT DeveloperName FROM CustomField"_s);
        const QJsonObject columns = m_bench->get("tooling/query?columns=true&q=" + soql).object();
        QCOMPARE(columns[u"entityName"_s], u"CustomField"_s);
        QCOMPARE(columns[u"columnMetadata"_s][0][u"columnName"_s], u"DeveloperName"_s);
    }

    void objectsAndFieldsAreWhatTheOrgHas()
    {
        m_bench->control("objects/add", {{u"object"_s, u"Gift"_s}, {u"label"_s, u"Gift"_s}});
        const QJsonObject gift = only(
            u"SELECT DurableId, DeveloperName, KeyPrefix, IsCustomizable FROM EntityDefinition "
            "WHERE QualifiedApiName = 'gift__C'"_s);
        QVERIFY(gift[u"DurableId"_s].toString().startsWith(u"01I"_s));
        QCOMPARE(gift[u"DurableId"_s].toString().size(), 15);
        QCOMPARE(gift[u"DeveloperName"_s], u"Gift"_s);
        QCOMPARE(gift[u"KeyPrefix"_s], u"a00"_s);
        QCOMPARE(gift[u"attributes"_s][u"url"_s],
            QString(u"/services/data/v60.0/tooling/sobjects/EntityDefinition/"_s
                + gift[u"DurableId"_s].toString()));

        const QJsonObject id = only(
            u"SELECT DurableId, DataType, EntityDefinition.QualifiedApiName FROM FieldDefinition "
            "WHERE EntityDefinition.QualifiedApiName = 'Contact' AND QualifiedApiName = "
            "'Constituent_Id__c'"_s);
        QCOMPARE(id[u"DataType"_s], u"Text(40) (External ID) (Unique Case Insensitive)"_s);
        QVERIFY(id[u"DurableId"_s].toString().startsWith(u"Contact.00N"_s));
        QCOMPARE(id[u"EntityDefinition"_s][u"QualifiedApiName"_s], u"Contact"_s);
    }

    /// Tooling API reference, FieldDefinition.
    void oneFieldIsShownWithItsMetadata()
    {
        const QString wanted = u"SELECT FullName, Metadata, Description, ComplianceGroup, "
                               "BusinessStatus, ControllingFieldDefinitionId, "
                               "IsFieldHistoryTracked FROM FieldDefinition WHERE "
                               "EntityDefinitionId = 'Contact'"_s;
        const QJsonObject id = only(wanted + u" AND QualifiedApiName = 'Constituent_Id__c'"_s);
        QCOMPARE(id[u"FullName"_s], u"Contact.Constituent_Id__c"_s);
        QCOMPARE(id[u"Metadata"_s][u"type"_s], u"Text"_s);
        QCOMPARE(id[u"Metadata"_s][u"length"_s], 40);
        for (const QString &name : {u"Description"_s, u"ComplianceGroup"_s, u"BusinessStatus"_s,
                 u"ControllingFieldDefinitionId"_s})
            QVERIFY2(id[name].isNull() && id.contains(name), qPrintable(name));
        QCOMPARE(id[u"IsFieldHistoryTracked"_s], false);
        QVERIFY(ask(wanted).refusal().contains(u"must specify no more than one row"_s));
        const QJsonObject owner = only(wanted + u" AND QualifiedApiName = 'OwnerId'"_s);
        QCOMPARE(owner[u"Metadata"_s][u"relationshipName"_s], u"Owner"_s);
    }

    void anAddressIsOneFieldAndItsPartsAreParticles()
    {
        const auto names = [this](const QString &from) {
            QStringList found;
            for (const QJsonValue &row : rows(u"SELECT QualifiedApiName FROM %1 WHERE "
                                              "EntityDefinitionId = 'Account'"_s.arg(from)))
                found.append(row[u"QualifiedApiName"_s].toString());
            return found;
        };
        QVERIFY(names(u"FieldDefinition"_s).contains(u"BillingAddress"_s));
        QVERIFY(!names(u"FieldDefinition"_s).contains(u"BillingCity"_s));
        QVERIFY(names(u"EntityParticle"_s).contains(u"BillingCity"_s));
        QCOMPARE(only(u"SELECT FieldDefinitionId FROM EntityParticle WHERE DurableId = "
                      "'Account.BillingCity'"_s)[u"FieldDefinitionId"_s],
            u"Account.BillingAddress"_s);
    }

    void childrenOfAnObject()
    {
        const QJsonObject lead =
            only(u"SELECT (SELECT ValidationName FROM ValidationRules), (SELECT DeveloperName "
                 "FROM CustomFields) FROM EntityDefinition WHERE QualifiedApiName = 'Lead'"_s);
        QCOMPARE(lead[u"ValidationRules"_s][u"records"_s][0][u"ValidationName"_s],
            u"Disqualified_Lead_Needs_Reason"_s);
        QCOMPARE(
            lead[u"CustomFields"_s][u"records"_s][0][u"DeveloperName"_s], u"Disqualified_Reason"_s);
    }

    void aFieldKeepsItsIdThroughRenamingAndDeleting()
    {
        const QString found =
            u"SELECT Id, DeveloperName, CreatedDate, LastModifiedDate, LastModifiedBy.Name FROM "
            "CustomField WHERE TableEnumOrId = 'Contact' AND DeveloperName = '%1'"_s;
        const QJsonObject before = only(found.arg(u"Donor_Level"_s));
        QCOMPARE(before[u"LastModifiedBy"_s][u"Name"_s], u"Jamie Ruiz"_s);
        m_bench->control("fields/rename",
            {{u"object"_s, u"Contact"_s}, {u"from"_s, u"Donor_Level__c"_s},
                {u"to"_s, u"Giving_Level__c"_s}, {u"by"_s, u"Morgan Adeyemi"_s}});
        const QJsonObject renamed = only(found.arg(u"Giving_Level"_s));
        QCOMPARE(renamed[u"Id"_s], before[u"Id"_s]);
        QCOMPARE(renamed[u"CreatedDate"_s], before[u"CreatedDate"_s]);
        QCOMPARE(renamed[u"LastModifiedBy"_s][u"Name"_s], u"Morgan Adeyemi"_s);
        QCOMPARE(renamed[u"LastModifiedDate"_s], u"2024-09-09T13:08:34.000+0000"_s);
        m_bench->control(
            "fields/delete", {{u"object"_s, u"Contact"_s}, {u"field"_s, u"Giving_Level__c"_s}});
        QCOMPARE(only(found.arg(u"Giving_Level_del"_s))[u"Id"_s], before[u"Id"_s]);
        QCOMPARE(rows(u"SELECT DurableId FROM FieldDefinition WHERE EntityDefinitionId = "
                      "'Contact' AND DeveloperName = 'Giving_Level'"_s)
                     .size(),
            0);
    }

    void metadataComesForOneRecordOnly()
    {
        const OrgBench::Answer many = ask(u"SELECT Metadata FROM CustomField"_s);
        QVERIFY2(many.refusal().startsWith(u"MALFORMED_QUERY: When retrieving results with "
                                           "Metadata or FullName fields"_s),
            many.body.constData());
        const QJsonObject level = only(
            u"SELECT FullName, Metadata FROM CustomField WHERE DeveloperName = 'Donor_Level'"_s);
        QCOMPARE(level[u"FullName"_s], u"Contact.Donor_Level__c"_s);
        QCOMPARE(level[u"Metadata"_s][u"type"_s], u"Picklist"_s);
        const QJsonValue values = level[u"Metadata"_s][u"valueSet"_s];
        QCOMPARE(values[u"restricted"_s], true);
        QCOMPARE(values[u"valueSetDefinition"_s][u"value"_s][0][u"valueName"_s], u"Bronze"_s);

        const QJsonObject rule =
            only(u"SELECT Id, Metadata, ErrorDisplayField FROM ValidationRule"_s);
        QCOMPARE(rule[u"ErrorDisplayField"_s], u"Disqualified_Reason__c"_s);
        QVERIFY(rule[u"Metadata"_s][u"errorConditionFormula"_s].toString().startsWith(u"AND("_s));
        const QByteArray address =
            "tooling/sobjects/ValidationRule/" + rule[u"Id"_s].toString().toLatin1();
        QCOMPARE(m_bench->get(address + "?fields=Metadata").object()[u"Metadata"_s],
            rule[u"Metadata"_s]);
    }

    void virtualObjectsRefuse_data()
    {
        QTest::addColumn<QString>("soql");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("no filter") << u"SELECT Label FROM FieldDefinition"_s
                                   << u"MALFORMED_QUERY: FieldDefinition: a filter on a reified "
                                      "column is required [EntityDefinitionId,DurableId]"_s;
        QTest::newRow("not the filter")
            << u"SELECT Label FROM EntityParticle WHERE QualifiedApiName = 'Name'"_s
            << u"MALFORMED_QUERY: EntityParticle: a filter on a reified column is required "
               "[EntityDefinitionId,FieldDefinitionId,DurableId]"_s;
        QTest::newRow("not equal")
            << u"SELECT Label FROM EntityDefinition WHERE QualifiedApiName != 'Account'"_s
            << u"MALFORMED_QUERY: Only equals comparisons permitted"_s;
        QTest::newRow("not") << u"SELECT Label FROM EntityDefinition WHERE (NOT IsQueryable = "
                                "TRUE) AND KeyPrefix = '001'"_s
                             << u"MALFORMED_QUERY: Only equals comparisons permitted"_s;
        QTest::newRow("or")
            << u"SELECT Label FROM EntityDefinition WHERE KeyPrefix = '001' OR KeyPrefix = '003'"_s
            << u"MALFORMED_QUERY: Disjunctions not supported"_s;
        QTest::newRow("group") << u"SELECT COUNT(Id) FROM EntityDefinition"_s
                               << u"EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION: The requested operation "
                                  "is not yet supported by this SObject storage type, contact "
                                  "salesforce.com support for more information."_s;
    }
    void virtualObjectsRefuse()
    {
        QFETCH(QString, soql);
        QFETCH(QString, refusal);
        QCOMPARE(ask(soql).refusal(), refusal);
        QCOMPARE(m_bench->query(soql).refusal(), refusal);
    }

    void virtualObjectsIgnoreLimit()
    {
        QCOMPARE(rows(u"SELECT Label FROM EntityDefinition LIMIT 2"_s).size(), 10);
        QCOMPARE(rows(u"SELECT Id FROM CustomField LIMIT 2"_s).size(), 2);
    }

    void accessIsTheUsersOwn()
    {
        m_bench->control("objects/security", {{u"object"_s, u"Lead"_s}, {u"delete"_s, false}});
        m_bench->control("fields/security",
            {{u"object"_s, u"Contact"_s}, {u"field"_s, u"Title"_s}, {u"editable"_s, false}});
        const QString user = QString::fromLatin1(m_bench->org->userId());
        const QJsonObject lead =
            only(u"SELECT IsReadable, IsDeletable FROM UserEntityAccess WHERE UserId = '%1' AND "
                 "EntityDefinition.QualifiedApiName = 'Lead'"_s.arg(user));
        QCOMPARE(lead[u"IsReadable"_s], true);
        QCOMPARE(lead[u"IsDeletable"_s], false);
        const QJsonObject title =
            only(u"SELECT IsAccessible, IsUpdatable FROM UserFieldAccess WHERE UserId = '%1' AND "
                 "FieldDefinitionId = 'Contact.Title'"_s.arg(user));
        QCOMPARE(title[u"IsAccessible"_s], true);
        QCOMPARE(title[u"IsUpdatable"_s], false);
        m_bench->org->setPermission(u"BulkApiHardDelete"_s, false);
        const QJsonObject may = only(
            u"SELECT PermissionsApiEnabled, PermissionsBulkApiHardDelete FROM UserPermissionAccess"_s);
        QCOMPARE(may[u"PermissionsApiEnabled"_s], true);
        QCOMPARE(may[u"PermissionsBulkApiHardDelete"_s], false);
    }

    void permissionsAreRecordsToo()
    {
        const QString user = QString::fromLatin1(m_bench->org->userId());
        const QJsonObject mine =
            only(u"SELECT PermissionSetId, PermissionSet.IsOwnedByProfile, "
                 "PermissionSet.Profile.Name FROM PermissionSetAssignment WHERE AssigneeId = "
                 "'%1'"_s.arg(user));
        QCOMPARE(mine[u"PermissionSet"_s][u"IsOwnedByProfile"_s], true);
        QCOMPARE(mine[u"PermissionSet"_s][u"Profile"_s][u"Name"_s], u"System Administrator"_s);

        const QString title = u"SELECT ParentId, PermissionsRead, PermissionsEdit FROM "
                              "FieldPermissions WHERE SobjectType = 'Contact' AND Field = "
                              "'Contact.Title'"_s;
        QCOMPARE(only(title)[u"PermissionsEdit"_s], true);
        QCOMPARE(only(title)[u"ParentId"_s], mine[u"PermissionSetId"_s]);
        QJsonObject security{{u"object"_s, u"Contact"_s}, {u"field"_s, u"Title"_s}};
        security.insert(u"editable"_s, false);
        m_bench->control("fields/security", security);
        QCOMPARE(only(title)[u"PermissionsEdit"_s], false);
        security.insert(u"readable"_s, false);
        m_bench->control("fields/security", security);
        QCOMPARE(rows(title).size(), 0);
        // What everybody may see has no row.
        QCOMPARE(
            rows(u"SELECT Id FROM FieldPermissions WHERE Field = 'Contact.LastName'"_s).size(), 0);

        m_bench->control("objects/security", {{u"object"_s, u"Lead"_s}, {u"delete"_s, false}});
        const QJsonObject lead =
            only(u"SELECT PermissionsCreate, PermissionsDelete FROM ObjectPermissions WHERE "
                 "SobjectType = 'Lead'"_s);
        QCOMPARE(lead[u"PermissionsCreate"_s], true);
        QCOMPARE(lead[u"PermissionsDelete"_s], false);
    }

    void rulesAndTriggers()
    {
        m_bench->control("rules/duplicate",
            {{u"object"_s, u"Lead"_s}, {u"name"_s, u"Same_Email"_s},
                {u"match"_s, QJsonArray{QJsonObject{{u"field"_s, u"Email"_s}}}}});
        const QString sameEmail =
            u"SELECT Id, SobjectType, IsActive FROM DuplicateRule WHERE DeveloperName = "
            "'Same_Email'"_s;
        QVERIFY(only(sameEmail)[u"Id"_s].toString().startsWith(u"0Bm"_s));
        QCOMPARE(only(sameEmail)[u"SobjectType"_s], u"Lead"_s);
        QCOMPARE(m_bench->query(u"SELECT COUNT() FROM ApexTrigger WHERE Status = 'Active'"_s).body,
            QByteArray(R"({"totalSize":0,"done":true,"records":[]})"));
    }

    void whoMayNotViewSetupSeesWhatDescribeShows()
    {
        const QString hidden =
            u"SELECT Label FROM FieldDefinition WHERE DurableId = 'Contact.Title'"_s;
        m_bench->control("fields/security",
            {{u"object"_s, u"Contact"_s}, {u"field"_s, u"Title"_s}, {u"readable"_s, false}});
        QCOMPARE(rows(hidden).size(), 1);
        m_bench->org->setPermission(u"ViewSetup"_s, false);
        QCOMPARE(rows(hidden).size(), 0);
    }

    void setupDescribesItself()
    {
        QStringList names;
        for (const QJsonValue &each :
            m_bench->get("tooling/sobjects").object()[u"sobjects"_s].toArray())
            names.append(each[u"name"_s].toString());
        QVERIFY(names.contains(u"CustomField"_s) && names.contains(u"EntityDefinition"_s));
        const QJsonObject field = m_bench->get("tooling/sobjects/customfield/describe").object();
        QCOMPARE(
            field[u"urls"_s][u"sobject"_s], u"/services/data/v60.0/tooling/sobjects/CustomField"_s);
        QCOMPARE(field[u"keyPrefix"_s], u"00N"_s);
        QCOMPARE(m_bench->get("tooling/sobjects/Contact/describe").status, 404);
        // Without the Tooling API some of it is there, and is nobody's to sync.
        const QJsonObject entity = m_bench->get("sobjects/EntityDefinition/describe").object();
        QCOMPARE(entity[u"replicateable"_s], false);
        QCOMPARE(m_bench->get("sobjects/CustomField/describe").status, 404);
        QVERIFY(m_bench->query(u"SELECT Id FROM CustomField"_s)
                .refusal()
                .startsWith(u"INVALID_TYPE: "_s));
    }

private:
    OrgBench::Answer ask(const QString &soql)
    {
        return m_bench->get("tooling/query?q=" + QUrl::toPercentEncoding(soql));
    }
    QJsonArray rows(const QString &soql)
    {
        const OrgBench::Answer answer = ask(soql);
        QTest::qVerify(
            answer.status == 200, "answered", answer.body.constData(), __FILE__, __LINE__);
        return answer.object()[u"records"_s].toArray();
    }
    QJsonObject only(const QString &soql)
    {
        const QJsonArray found = rows(soql);
        QTest::qCompare(found.size(), 1, "rows", "1", __FILE__, __LINE__);
        return found[0].toObject();
    }

    std::unique_ptr<OrgBench> m_bench;
};

ORGMEND_TEST(TestTooling)
#include "tst_tooling.moc"
