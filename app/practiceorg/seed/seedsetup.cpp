#include "app/practiceorg/seed/seedsetup.h"

#include "app/practiceorg/records/schemachange.h"
#include "app/practiceorg/text/refusal.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 day = 86'400'000;

bool insertOrganization(Records &records, Store::Writer &writer, qint64 founded)
{
    const Org &org = records.org();
    Statement row(writer.db(),
        "INSERT INTO Organization (Id, Name, Country, PrimaryContact, DefaultLocaleSidKey, "
        "TimeZoneSidKey, LanguageLocaleKey, ReceivesInfoEmails, ReceivesAdminInfoEmails, "
        "PreferencesConsentManagementEnabled, PreferencesLightningLoginEnabled, "
        "FiscalYearStartMonth, DefaultAccountAccess, DefaultContactAccess, "
        "DefaultOpportunityAccess, DefaultLeadAccess, DefaultCaseAccess, DefaultCalendarAccess, "
        "DefaultPricebookAccess, DefaultCampaignAccess, UiSkin, SignupCountryIsoCode, "
        "OrganizationType, InstanceName, IsSandbox, IsReadOnly, WebToCaseDefaultOrigin, "
        "NumKnowledgeService, MonthlyPageViewsUsed, MonthlyPageViewsEntitlement, CreatedDate, "
        "CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp) VALUES (?1, ?2, 'US', "
        "?3, 'en_US', 'America/New_York', 'en_US', 1, 1, 1, 1, 1, 'Edit', "
        "'ControlledByParent', 'Edit', 'ReadEditTransfer', 'ReadEditTransfer', "
        "'HideDetailsInsert', 'ReadSelect', 'All', 'Theme3', 'US', 'Enterprise Edition', ?4, ?5, "
        "0, 'Web', 0, 0, 0, ?6, ?7, ?6, ?7, ?6)");
    row.bind(1, QString::fromLatin1(org.orgId()));
    row.bind(2, org.orgName());
    row.bind(3, org.userFullName());
    row.bind(4, org.isSandbox() ? u"CS420"_s : u"NA137"_s);
    row.bind(5, static_cast<qint64>(org.isSandbox() ? 1 : 0));
    row.bind(6, founded);
    row.bind(7, QString::fromLatin1(org.userId()));
    return row.run();
}

bool insertUser(Records &records, Store::Writer &writer, qint64 founded)
{
    const Org &org = records.org();
    const QString profile = QString::fromLatin1(records.store().nextId("00e"));
    Statement profileRow(writer.db(),
        "INSERT INTO Profile (Id, Name, PermissionsApiEnabled, PermissionsModifyAllData, "
        "PermissionsViewAllData, PermissionsCustomizeApplication, PermissionsViewSetup, UserType, "
        "CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp) VALUES "
        "(?1, 'System Administrator', 1, 1, 1, 1, 1, 'Standard', ?2, ?3, ?2, ?3, ?2)");
    profileRow.bind(1, profile);
    profileRow.bind(2, founded);
    profileRow.bind(3, QString::fromLatin1(org.userId()));

    Statement row(writer.db(),
        "INSERT INTO User (Id, Username, FirstName, LastName, CompanyName, Email, Alias, "
        "CommunityNickname, IsActive, TimeZoneSidKey, LocaleSidKey, EmailEncodingKey, ProfileId, "
        "UserType, LanguageLocaleKey, DigestFrequency, CreatedDate, CreatedById, "
        "LastModifiedDate, LastModifiedById, SystemModstamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8, 1, 'America/New_York', 'en_US', 'UTF-8', ?9, 'Standard', 'en_US', 'D', ?10, ?1, "
        "?10, ?1, ?10)");
    const QString name = org.userFullName();
    row.bind(1, QString::fromLatin1(org.userId()));
    row.bind(2, org.username());
    row.bind(3, name.section(u' ', 0, 0));
    row.bind(4, name.section(u' ', 1));
    row.bind(5, org.orgName());
    row.bind(6, org.username());
    row.bind(7, name.section(u' ', 0, 0).left(8).toLower());
    row.bind(8, name.section(u' ', 0, 0).toLower());
    row.bind(9, profile);
    row.bind(10, founded);
    return profileRow.run() && row.run();
}

QJsonObject field(const QString &object, const QString &name, const QString &type,
    const QString &label, QJsonObject more = {})
{
    more.insert(u"kind"_s, u"addField"_s);
    more.insert(u"object"_s, object);
    more.insert(u"field"_s, name);
    more.insert(u"type"_s, type);
    more.insert(u"label"_s, label);
    return more;
}

/// The custom fields of a nonprofit, and what has happened to them since: the stuff of the first
/// broken mappings somebody meets.
QList<QJsonObject> history()
{
    const QString contact = u"Contact"_s;
    QList<QJsonObject> changes{
        field(contact, u"Constituent_Id"_s, u"Text"_s, u"Constituent Id"_s,
            {{u"length"_s, 40}, {u"externalId"_s, true}, {u"unique"_s, true}}),
        field(contact, u"Donor_Level"_s, u"Picklist"_s, u"Donor Level"_s,
            {{u"values"_s, QJsonArray{u"Bronze"_s, u"Silver"_s, u"Gold"_s, u"Platinum"_s}},
                {u"restricted"_s, true}}),
        field(contact, u"Region"_s, u"Text"_s, u"Region"_s, {{u"length"_s, 80}}),
        field(contact, u"Lifetime_Giving"_s, u"Currency"_s, u"Lifetime Giving"_s,
            {{u"precision"_s, 18}, {u"scale"_s, 2}}),
        field(contact, u"Volunteer_Since"_s, u"Date"_s, u"Volunteer Since"_s),
        field(contact, u"T_Shirt_Size"_s, u"Picklist"_s, u"T-Shirt Size"_s,
            {{u"values"_s, QJsonArray{u"S"_s, u"M"_s, u"L"_s, u"XL"_s}}}),
        field(u"Lead"_s, u"Disqualified_Reason"_s, u"Picklist"_s, u"Disqualified Reason"_s,
            {{u"values"_s, QJsonArray{u"Wrong number"_s, u"Not interested"_s, u"Duplicate"_s}}}),
        field(u"Account"_s, u"Constituent_Id"_s, u"Text"_s, u"Constituent Id"_s,
            {{u"length"_s, 40}, {u"externalId"_s, true}, {u"unique"_s, true}}),
    };
    for (QJsonObject &change : changes)
        change.insert(u"daysAgo"_s, 900);
    changes.append({{u"kind"_s, u"addValidation"_s}, {u"object"_s, u"Lead"_s},
        {u"name"_s, u"Disqualified_Lead_Needs_Reason"_s},
        {u"formula"_s,
            u"AND(ISPICKVAL(Status, \"Closed - Not Converted\"), ISBLANK(Disqualified_Reason__c))"_s},
        {u"message"_s, u"Please say why the lead was disqualified."_s},
        {u"field"_s, u"Disqualified_Reason__c"_s}, {u"daysAgo"_s, 60}});
    changes.append(
        {{u"kind"_s, u"picklist"_s}, {u"object"_s, contact}, {u"field"_s, u"Donor_Level__c"_s},
            {u"values"_s, QJsonArray{u"Bronze"_s, u"Silver"_s, u"Gold"_s}},
            {u"by"_s, u"Jamie Ruiz"_s}, {u"daysAgo"_s, 21}});
    changes.append(
        {{u"kind"_s, u"renameField"_s}, {u"object"_s, contact}, {u"from"_s, u"Region__c"_s},
            {u"to"_s, u"Sales_Region__c"_s}, {u"by"_s, u"Jamie Ruiz"_s}, {u"daysAgo"_s, 12}});
    changes.append({{u"kind"_s, u"deleteField"_s}, {u"object"_s, contact},
        {u"field"_s, u"T_Shirt_Size__c"_s}, {u"by"_s, u"Morgan Adeyemi"_s}, {u"daysAgo"_s, 5}});
    return changes;
}

} // namespace

Result<void> setUpOrg(Records &records, Store::Writer &writer)
{
    const qint64 now = records.stamp();
    const qint64 founded = now - 7 * 365 * day;
    for (const auto &object : records.snapshot()->objects()) {
        if (!writer.execute(Store::createTableSql(*object)))
            return refusedBy(writer);
    }
    if (!insertOrganization(records, writer, founded) || !insertUser(records, writer, founded))
        return refusedBy(writer);
    for (QJsonObject change : history()) {
        change.insert(u"at"_s, now - change.take(u"daysAgo"_s).toInteger() * day);
        const Result<void> changed = changeSetup(records, writer, change);
        if (!changed)
            return changed;
    }
    return {};
}

} // namespace practice
