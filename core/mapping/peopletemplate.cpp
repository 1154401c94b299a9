#include "mapping/templates.h"
#include "mapping/whoisoneperson.h"

using namespace Qt::StringLiterals;

// The people template, as the table in CONTRACT.md ("The people template") has it.

namespace {

Tables::Column text(const QString &name) { return {name, u"TEXT"_s}; }
Tables::Column integer(const QString &name) { return {name, u"INTEGER"_s}; }
Tables::Column date(const QString &name) { return {name, u"DATE"_s}; }
Tables::Column timestamp(const QString &name) { return {name, u"TIMESTAMP"_s}; }

Tables::Spec people(const QString &prefix)
{
    Tables::Spec table;
    table.name = prefix + u"people"_s;
    table.keyColumn = u"id"_s;
    table.columns = {text(u"external_id"_s), text(u"salesforce_contact_id"_s),
        text(u"salesforce_lead_id"_s), text(u"first_name"_s), text(u"last_name"_s),
        text(u"email"_s), text(u"phone"_s), text(u"job_title"_s), integer(u"company_id"_s),
        text(u"company_name"_s), text(u"lead_status"_s), text(u"lead_source"_s),
        date(u"birthdate"_s), text(u"mailing_street"_s), text(u"mailing_city"_s),
        text(u"mailing_state"_s), text(u"mailing_postal_code"_s), text(u"mailing_country"_s),
        {u"email_opt_out"_s, u"BOOLEAN"_s}, text(u"first_source"_s), text(u"first_medium"_s),
        text(u"first_campaign"_s), text(u"first_content"_s), text(u"first_term"_s),
        text(u"landing_page"_s), timestamp(u"created_at"_s), timestamp(u"updated_at"_s)};
    // Not unique: real data has doubles. Written exactly as people are looked for.
    table.indices = {Tables::Index::on(table.name, {u"salesforce_contact_id"_s}, true),
        Tables::Index::on(table.name, {u"salesforce_lead_id"_s}, true),
        {table.name + u"_email"_s, {u"lower(trim(\"email\"))"_s}, false},
        Tables::Index::on(table.name, {u"company_id"_s})};
    return table;
}

Tables::Spec companies(const QString &prefix)
{
    Tables::Spec table;
    table.name = prefix + u"companies"_s;
    table.keyColumn = u"id"_s;
    table.columns = {text(u"external_id"_s), text(u"salesforce_id"_s), text(u"name"_s),
        text(u"industry"_s), text(u"website"_s), text(u"phone"_s), text(u"billing_street"_s),
        text(u"billing_city"_s), text(u"billing_state"_s), text(u"billing_postal_code"_s),
        text(u"billing_country"_s), timestamp(u"created_at"_s), timestamp(u"updated_at"_s)};
    table.indices = {Tables::Index::on(table.name, {u"salesforce_id"_s}, true)};
    return table;
}

Tables::Spec deals(const QString &prefix)
{
    Tables::Spec table;
    table.name = prefix + u"deals"_s;
    table.keyColumn = u"id"_s;
    table.columns = {text(u"external_id"_s), text(u"salesforce_id"_s), text(u"name"_s),
        integer(u"company_id"_s), text(u"stage"_s), {u"amount"_s, u"DECIMAL_TEXT(18,2)"_s},
        date(u"close_date"_s), {u"probability"_s, u"REAL"_s}, timestamp(u"created_at"_s),
        timestamp(u"updated_at"_s)};
    table.indices = {Tables::Index::on(table.name, {u"salesforce_id"_s}, true),
        Tables::Index::on(table.name, {u"company_id"_s})};
    return table;
}

Tables::Spec activities(const QString &prefix)
{
    Tables::Spec table;
    table.name = prefix + u"activities"_s;
    table.keyColumn = u"id"_s;
    table.columns = {text(u"external_id"_s), text(u"salesforce_id"_s), text(u"kind"_s),
        integer(u"person_id"_s), integer(u"company_id"_s), text(u"subject"_s), text(u"body"_s),
        text(u"status"_s), text(u"priority"_s), date(u"due_on"_s), timestamp(u"starts_at"_s),
        timestamp(u"ends_at"_s), timestamp(u"created_at"_s), timestamp(u"updated_at"_s)};
    table.indices = {Tables::Index::on(table.name, {u"salesforce_id"_s}, true),
        Tables::Index::on(table.name, {u"person_id"_s}),
        Tables::Index::on(table.name, {u"company_id"_s})};
    return table;
}

Tables::Spec subscriptions(const QString &prefix)
{
    Tables::Spec table;
    table.name = prefix + u"subscriptions"_s;
    table.keyColumn = u"id"_s;
    table.columns = {text(u"name"_s), text(u"opt_out_column"_s)};
    table.starterRows = {{u"Email"_s, u"email_opt_out"_s}};
    return table;
}

FieldRow row(const QString &field, const QString &column, Conversion as = Conversion::Text)
{
    return {.field = field, .column = column, .conversion = as};
}

FieldRow toCompany(const QString &prefix)
{
    return {.field = u"AccountId"_s,
        .column = u"company_id"_s,
        .conversion = Conversion::Lookup,
        .lookupTable = prefix + u"companies"_s};
}

std::vector<FieldRow> stamps()
{
    return {row(u"CreatedDate"_s, u"created_at"_s, Conversion::Timestamp),
        row(u"LastModifiedDate"_s, u"updated_at"_s, Conversion::Timestamp)};
}

Mapping mappingOf(
    const QString &object, const QString &table, int order, std::vector<FieldRow> rows)
{
    Mapping mapping;
    mapping.object = object;
    mapping.table = table;
    mapping.keyColumn = u"id"_s;
    mapping.idColumn = u"salesforce_id"_s;
    mapping.externalIdColumn = u"external_id"_s;
    mapping.order = order;
    mapping.rows = std::move(rows);
    for (FieldRow &stamp : stamps())
        mapping.rows.push_back(std::move(stamp));
    return mapping;
}

Mapping account(const QString &prefix)
{
    return mappingOf(u"Account"_s, prefix + u"companies"_s, 0,
        {row(u"Name"_s, u"name"_s), row(u"Industry"_s, u"industry"_s),
            row(u"Website"_s, u"website"_s), row(u"Phone"_s, u"phone"_s),
            row(u"BillingStreet"_s, u"billing_street"_s), row(u"BillingCity"_s, u"billing_city"_s),
            row(u"BillingState"_s, u"billing_state"_s),
            row(u"BillingPostalCode"_s, u"billing_postal_code"_s),
            row(u"BillingCountry"_s, u"billing_country"_s)});
}

Mapping contact(const QString &prefix)
{
    Mapping mapping = mappingOf(u"Contact"_s, prefix + u"people"_s, 1,
        {row(u"FirstName"_s, u"first_name"_s), row(u"LastName"_s, u"last_name"_s),
            row(u"Email"_s, u"email"_s), row(u"Phone"_s, u"phone"_s),
            row(u"Title"_s, u"job_title"_s), toCompany(prefix),
            row(u"Account.Name"_s, u"company_name"_s), row(u"LeadSource"_s, u"lead_source"_s),
            row(u"Birthdate"_s, u"birthdate"_s, Conversion::Date),
            row(u"MailingStreet"_s, u"mailing_street"_s), row(u"MailingCity"_s, u"mailing_city"_s),
            row(u"MailingState"_s, u"mailing_state"_s),
            row(u"MailingPostalCode"_s, u"mailing_postal_code"_s),
            row(u"MailingCountry"_s, u"mailing_country"_s),
            row(u"HasOptedOutOfEmail"_s, u"email_opt_out"_s, Conversion::Boolean)});
    mapping.idColumn = u"salesforce_contact_id"_s;
    mapping.identity = whoisoneperson::contact();
    return mapping;
}

Mapping lead(const QString &prefix)
{
    Mapping mapping = mappingOf(u"Lead"_s, prefix + u"people"_s, 2,
        {row(u"FirstName"_s, u"first_name"_s), row(u"LastName"_s, u"last_name"_s),
            row(u"Email"_s, u"email"_s), row(u"Phone"_s, u"phone"_s),
            row(u"Title"_s, u"job_title"_s), row(u"Company"_s, u"company_name"_s),
            row(u"Status"_s, u"lead_status"_s), row(u"LeadSource"_s, u"lead_source"_s),
            row(u"Street"_s, u"mailing_street"_s), row(u"City"_s, u"mailing_city"_s),
            row(u"State"_s, u"mailing_state"_s), row(u"PostalCode"_s, u"mailing_postal_code"_s),
            row(u"Country"_s, u"mailing_country"_s),
            row(u"HasOptedOutOfEmail"_s, u"email_opt_out"_s, Conversion::Boolean)});
    mapping.idColumn = u"salesforce_lead_id"_s;
    mapping.identity = whoisoneperson::lead();
    return mapping;
}

Mapping opportunity(const QString &prefix)
{
    return mappingOf(u"Opportunity"_s, prefix + u"deals"_s, 3,
        {row(u"Name"_s, u"name"_s), toCompany(prefix), row(u"StageName"_s, u"stage"_s),
            row(u"Amount"_s, u"amount"_s, Conversion::Decimal),
            row(u"CloseDate"_s, u"close_date"_s, Conversion::Date),
            row(u"Probability"_s, u"probability"_s, Conversion::Real)});
}

std::vector<FieldRow> activityRows(const QString &prefix, const QString &kind)
{
    return {{.column = u"kind"_s, .constant = kind},
        {.field = u"WhoId"_s,
            .column = u"person_id"_s,
            .conversion = Conversion::Lookup,
            .lookupTable = prefix + u"people"_s},
        toCompany(prefix), row(u"Subject"_s, u"subject"_s), row(u"Description"_s, u"body"_s),
        row(u"ActivityDate"_s, u"due_on"_s, Conversion::Date)};
}

Mapping task(const QString &prefix)
{
    std::vector<FieldRow> rows = activityRows(prefix, u"Task"_s);
    rows.push_back(row(u"Status"_s, u"status"_s));
    rows.push_back(row(u"Priority"_s, u"priority"_s));
    return mappingOf(u"Task"_s, prefix + u"activities"_s, 4, std::move(rows));
}

Mapping event(const QString &prefix)
{
    std::vector<FieldRow> rows = activityRows(prefix, u"Event"_s);
    rows.push_back(row(u"StartDateTime"_s, u"starts_at"_s, Conversion::Timestamp));
    rows.push_back(row(u"EndDateTime"_s, u"ends_at"_s, Conversion::Timestamp));
    return mappingOf(u"Event"_s, prefix + u"activities"_s, 4, std::move(rows));
}

} // namespace

WorkspaceTemplate peopleTemplate(const QString &prefix)
{
    return {{people(prefix), companies(prefix), deals(prefix), activities(prefix),
                subscriptions(prefix)},
        {account(prefix), contact(prefix), lead(prefix), opportunity(prefix), task(prefix),
            event(prefix)}};
}
