#include "app/practiceorg/seed/seedmaker.h"

#include "app/practiceorg/records/recordsderive.h"

#include <QDateTime>
#include <QTimeZone>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace practice::seed {

namespace {

constexpr qint64 day = 86'400'000;

/// One prepared INSERT of the named columns, bound from left to right.
class Rows {
public:
    Rows(Store::Writer &writer, const char *table, std::initializer_list<const char *> columns)
    {
        std::string sql = std::string("INSERT INTO ") + table + " (";
        std::string marks;
        for (const char *column : columns) {
            sql += (marks.empty() ? "" : ", ") + std::string(column);
            marks += marks.empty() ? "?" : ", ?";
        }
        m_statement = Statement(writer.db(), sql + ") VALUES (" + marks + ")");
    }
    Rows &operator<<(std::string_view text)
    {
        ++m_at;
        if (text.empty())
            m_statement.bindNull(m_at);
        else
            m_statement.bind(m_at, text);
        return *this;
    }
    Rows &operator<<(const QByteArray &text)
    {
        return *this << std::string_view(text.constData(), static_cast<std::size_t>(text.size()));
    }
    Rows &operator<<(const std::string &text) { return *this << std::string_view(text); }
    Rows &operator<<(const char *text) { return *this << std::string_view(text); }
    Rows &operator<<(qint64 number)
    {
        m_statement.bind(++m_at, number);
        return *this;
    }
    Rows &operator<<(double number)
    {
        m_statement.bind(++m_at, number);
        return *this;
    }
    Rows &null()
    {
        m_statement.bindNull(++m_at);
        return *this;
    }
    bool insert()
    {
        m_at = 0;
        return m_statement.run();
    }

private:
    Statement m_statement;
    int m_at = 0;
};

std::string longText()
{
    std::string text;
    for (int i = 1; text.size() < 30'000; ++i)
        text += "Minutes, paragraph " + std::to_string(i)
            + ": the committee thanked everyone who came, counted the gifts and adjourned.\n";
    return text;
}

} // namespace

Maker::Maker(Records &records, Store::Writer &writer, qint64 now)
    : m_records(records)
    , m_writer(writer)
    , m_seed(records.org().seed())
    , m_now(now)
    , m_user(records.org().userId())
    , m_long(longText())
{
}

/// Spread over six years. Four rows in ten came with one of a handful of bulk loads and share its
/// stamps.
Stamps Maker::stamps(Dice &dice, qint64 number) const
{
    if (m_fresh)
        return {m_now, m_now};
    if (dice.percent(40)) {
        const qint64 load = number % 7;
        const qint64 at = m_now - (200 + load * 260) * day - load * 3'607'000;
        const qint64 whole = at - at % 1000;
        return {whole, whole};
    }
    qint64 created = m_now - 3'600'000 - dice.below(6 * 365 * day);
    created -= created % 1000;
    qint64 modified = created + dice.below(m_now - 1'800'000 - created);
    modified -= modified % 1000;
    return {created, dice.percent(30) ? created : modified};
}

std::string Maker::note(Dice &dice, qint64 number) const
{
    if (number % 4999 == 7)
        return m_long;
    return dice.percent(35) ? std::string(dice.pick(notes())) : std::string();
}

bool Maker::accounts(qint64 first, int count)
{
    Rows rows(m_writer, "Account",
        {"Id", "Name", "Type", "Industry", "Phone", "Website", "BillingStreet", "BillingCity",
            "BillingState", "BillingPostalCode", "BillingCountry", "BillingLatitude",
            "BillingLongitude", "NumberOfEmployees", "AnnualRevenue", "Description", "ParentId",
            "AccountSource", "OwnerId", "CreatedDate", "CreatedById", "LastModifiedDate",
            "LastModifiedById", "SystemModstamp"});
    static constexpr const char *types[] = {"Prospect", "Customer - Direct", "Other", ""};
    static constexpr const char *industries[] = {
        "Not For Profit", "Education", "Healthcare", "Government", "Banking", ""};
    QByteArray parent;
    for (qint64 number = first; number < first + count; ++number) {
        Dice dice = diceFor("Account", number);
        const Person face = person(m_seed + 17, number);
        const Stamps when = stamps(dice, number);
        const bool household = dice.percent(55);
        std::string name =
            household ? face.last + " Household" : face.city + ' ' + dice.pick(causes());
        if (number % 1001 == 3)
            name += " \"Friends, Old & New\" " + std::to_string(number);
        const QByteArray id = next("001");
        rows << id << name << (household ? "" : types[dice.below(4)])
             << (household ? "" : industries[dice.below(6)]) << face.phone
             << (household ? std::string() : "https://www.example.org/" + std::to_string(number))
             << face.street << face.city << face.state << face.postalCode << face.culture->country;
        if (dice.percent(10))
            rows << static_cast<double>(dice.below(120'000'000) - 60'000'000) / 1e6
                 << static_cast<double>(dice.below(360'000'000) - 180'000'000) / 1e6;
        else
            rows.null().null();
        if (household)
            rows.null().null();
        else
            rows << 1 + dice.below(900) << static_cast<double>(dice.below(5'000) * 1'000);
        rows << note(dice, number) << (dice.percent(3) ? parent : QByteArray())
             << (dice.percent(40) ? "Web" : "") << m_user << when.created << m_user << when.modified
             << m_user << when.modified;
        if (!rows.insert())
            return false;
        if (!household)
            parent = id;
    }
    return true;
}

bool Maker::contacts(qint64 first, int count)
{
    Rows rows(m_writer, "Contact",
        {"Id", "AccountId", "Salutation", "FirstName", "LastName", "Email", "Phone", "MobilePhone",
            "Title", "Department", "LeadSource", "Birthdate", "MailingStreet", "MailingCity",
            "MailingState", "MailingPostalCode", "MailingCountry", "HasOptedOutOfEmail",
            "DoNotCall", "Description", "Constituent_Id__c", "Donor_Level__c", "Sales_Region__c",
            "Lifetime_Giving__c", "Volunteer_Since__c", "OwnerId", "CreatedDate", "CreatedById",
            "LastModifiedDate", "LastModifiedById", "SystemModstamp"});
    static constexpr const char *salutations[] = {"Ms.", "Mr.", "Mrs.", "Dr.", "Prof.", "", "", ""};
    static constexpr const char *sources[] = {
        "Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other", "", ""};
    // Platinum is not in the list any more: these rows cannot be saved as they are.
    static constexpr const char *levels[] = {
        "Bronze", "Silver", "Gold", "Bronze", "", "", "", "", "", "Platinum"};
    static constexpr const char *regions[] = {"North", "South", "East", "West", ""};
    for (qint64 number = first; number < first + count; ++number) {
        Dice dice = diceFor("Contact", number);
        // One in two thousand is entered twice.
        const bool twin = number % 2000 == 999;
        const Person someone = person(m_seed, twin ? number - 1 : number);
        const Stamps when = stamps(dice, number);
        const bool hasEmail = twin || number % 2000 == 998 || !dice.percent(6);
        rows << next("003") << (dice.percent(88) ? account(dice) : QByteArray())
             << salutations[dice.below(8)] << (dice.percent(2) ? std::string() : someone.first)
             << someone.last << (hasEmail ? someone.email : std::string())
             << (dice.percent(70) ? someone.phone : std::string())
             << (dice.percent(45) ? someone.phone + "1" : std::string())
             << (dice.percent(60) ? dice.pick(titles()) : "")
             << (dice.percent(30) ? dice.pick(departments()) : "") << sources[dice.below(7)];
        if (dice.percent(40))
            rows << QDate(1932, 1, 1).addDays(dice.below(27'000)).toString(Qt::ISODate).toLatin1();
        else
            rows.null();
        rows << someone.street << someone.city << someone.state << someone.postalCode
             << someone.culture->country << static_cast<qint64>(dice.percent(12) ? 1 : 0)
             << static_cast<qint64>(dice.percent(5) ? 1 : 0) << note(dice, number)
             << (m_fresh || dice.percent(20) ? std::string() : "C-" + std::to_string(number))
             << (m_fresh ? "" : levels[dice.below(10)]) << regions[dice.below(5)];
        if (dice.percent(50))
            rows << static_cast<double>(dice.below(2'000'000)) / 100;
        else
            rows.null();
        if (dice.percent(15))
            rows << QDate(2005, 3, 1).addDays(dice.below(7'000)).toString(Qt::ISODate).toLatin1();
        else
            rows.null();
        rows << m_user << when.created << m_user << when.modified << m_user << when.modified;
        if (!rows.insert())
            return false;
    }
    return true;
}

/// One lead in ten is somebody who is a contact too (the same e-mail, which exactly one contact
/// has); one in twelve has been converted.
bool Maker::leads(qint64 first, int count, qint64 knownContacts)
{
    Rows rows(m_writer, "Lead",
        {"Id", "FirstName", "LastName", "Company", "Email", "Phone", "Title", "LeadSource",
            "Status", "Street", "City", "State", "PostalCode", "Country", "HasOptedOutOfEmail",
            "Description", "IsConverted", "ConvertedDate", "ConvertedAccountId",
            "ConvertedContactId", "IsUnreadByOwner", "OwnerId", "CreatedDate", "CreatedById",
            "LastModifiedDate", "LastModifiedById", "SystemModstamp"});
    static constexpr const char *states[] = {"Open - Not Contacted", "Open - Not Contacted",
        "Working - Contacted", "Closed - Not Converted"};
    for (qint64 number = first; number < first + count; ++number) {
        Dice dice = diceFor("Lead", number);
        const bool shared = knownContacts > 0 && number % 10 == 4;
        const bool converted = !m_fresh && number % 12 == 5;
        // Every contact of 1 mod 4 lends its e-mail once at most; none of them is entered twice.
        const qint64 contactNumber = number / 10 * 4 + 1;
        const bool same = shared && contactNumber < knownContacts;
        const Person someone = same ? person(m_seed, contactNumber) : person(m_seed + 1, number);
        const Stamps when = stamps(dice, number);
        const QByteArray becameContact = converted ? contact(dice) : QByteArray();
        rows << next("00Q") << (dice.percent(4) ? std::string() : someone.first) << someone.last
             << someone.city + ' ' + dice.pick(causes())
             << (same || !dice.percent(15) ? someone.email : std::string())
             << (dice.percent(60) ? someone.phone : std::string())
             << (dice.percent(50) ? dice.pick(titles()) : "")
             << (dice.percent(70) ? "Web" : "Partner Referral")
             << (converted ? "Closed - Converted" : states[dice.below(4)]) << someone.street
             << someone.city << someone.state << someone.postalCode << someone.culture->country
             << static_cast<qint64>(dice.percent(8) ? 1 : 0) << note(dice, number)
             << static_cast<qint64>(converted ? 1 : 0);
        if (converted)
            rows << QDateTime::fromMSecsSinceEpoch(when.modified, QTimeZone::utc())
                        .date()
                        .toString(Qt::ISODate)
                        .toLatin1()
                 << account(dice) << becameContact;
        else
            rows.null().null().null();
        rows << static_cast<qint64>(dice.percent(50) ? 1 : 0) << m_user << when.created << m_user
             << when.modified << m_user << when.modified;
        if (!rows.insert())
            return false;
    }
    return true;
}

bool Maker::opportunities(qint64 first, int count)
{
    Rows rows(m_writer, "Opportunity",
        {"Id", "AccountId", "Name", "Description", "StageName", "Amount", "Probability",
            "CloseDate", "Type", "NextStep", "LeadSource", "ForecastCategoryName", "OwnerId",
            "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById",
            "SystemModstamp"});
    for (qint64 number = first; number < first + count; ++number) {
        Dice dice = diceFor("Opportunity", number);
        const Stamps when = stamps(dice, number);
        const bool closed = dice.percent(70);
        const Stage &stage =
            stages()[static_cast<std::size_t>(closed ? (dice.percent(80) ? 8 : 9) : dice.below(8))];
        const QDate close = QDateTime::fromMSecsSinceEpoch(when.created, QTimeZone::utc())
                                .date()
                                .addDays(10 + dice.below(200));
        rows << next("006") << (dice.percent(96) ? account(dice) : QByteArray())
             << std::string(dice.pick(gifts())) + ' ' + std::to_string(close.year()) + " #"
                + std::to_string(number)
             << note(dice, number) << stage.name;
        if (dice.percent(4))
            rows.null();
        else
            rows << static_cast<double>(dice.below(500'000) * (dice.percent(3) ? 100 : 1)) / 100;
        rows << static_cast<double>(stage.probability) << close.toString(Qt::ISODate).toLatin1()
             << (dice.percent(50) ? "New Customer" : "") << (closed ? "" : "Thank-you call")
             << (dice.percent(30) ? "Web" : "") << stage.category << m_user << when.created
             << m_user << when.modified << m_user << when.modified;
        if (!rows.insert())
            return false;
    }
    return true;
}

bool Maker::tasks(qint64 first, int count)
{
    Rows rows(m_writer, "Task",
        {"Id", "WhoId", "WhatId", "AccountId", "Subject", "ActivityDate", "Status", "Priority",
            "Description", "TaskSubtype", "CompletedDateTime", "OwnerId", "CreatedDate",
            "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"});
    static constexpr const char *states[] = {
        "Not Started", "In Progress", "Completed", "Completed", "Waiting on someone else"};
    for (qint64 number = first; number < first + count; ++number) {
        Dice dice = diceFor("Task", number);
        const Stamps when = stamps(dice, number);
        const char *status = states[dice.below(5)];
        const bool aboutAccount = dice.percent(20);
        const QByteArray what = aboutAccount ? account(dice) : QByteArray();
        rows << next("00T") << (aboutAccount ? QByteArray() : contact(dice)) << what << what
             << dice.pick(taskSubjects())
             << QDateTime::fromMSecsSinceEpoch(when.created + 7 * day, QTimeZone::utc())
                    .date()
                    .toString(Qt::ISODate)
                    .toLatin1()
             << status << (dice.percent(15) ? "High" : "Normal") << note(dice, number) << "Task";
        if (std::string_view(status) == "Completed")
            rows << when.modified;
        else
            rows.null();
        rows << m_user << when.created << m_user << when.modified << m_user << when.modified;
        if (!rows.insert())
            return false;
    }
    return true;
}

bool Maker::events(qint64 first, int count)
{
    Rows rows(m_writer, "Event",
        {"Id", "WhoId", "Subject", "Location", "IsAllDayEvent", "StartDateTime", "EndDateTime",
            "ActivityDateTime", "ActivityDate", "DurationInMinutes", "Description", "ShowAs",
            "GroupEventType", "EventSubtype", "OwnerId", "CreatedDate", "CreatedById",
            "LastModifiedDate", "LastModifiedById", "SystemModstamp"});
    for (qint64 number = first; number < first + count; ++number) {
        Dice dice = diceFor("Event", number);
        const Stamps when = stamps(dice, number);
        const qint64 minutes = 30 * (1 + dice.below(4));
        qint64 start = when.created + (1 + dice.below(40)) * day;
        start -= start % 1'800'000;
        rows << next("00U") << contact(dice) << dice.pick(eventSubjects())
             << (dice.percent(50) ? person(m_seed + 5, number).city : std::string())
             << static_cast<qint64>(0) << start << start + minutes * 60'000 << start
             << QDateTime::fromMSecsSinceEpoch(start, QTimeZone::utc())
                    .date()
                    .toString(Qt::ISODate)
                    .toLatin1()
             << minutes << note(dice, number) << "Busy" << "0" << "Event" << m_user << when.created
             << m_user << when.modified << m_user << when.modified;
        if (!rows.insert())
            return false;
    }
    return true;
}

} // namespace practice::seed
