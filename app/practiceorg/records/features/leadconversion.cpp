#include "app/practiceorg/records/features/leadconversion.h"

#include "app/practiceorg/records/recordstate.h"
#include "app/practiceorg/text/refusal.h"

#include <QDate>
#include <QJsonObject>

#include <span>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// A field of the lead and the field that takes its value (Salesforce Help, "Lead Conversion
/// Field Mapping").
struct Mapped {
    const char *lead;
    const char *target;
};

constexpr Mapped toAccount[] = {
    {"Company", "Name"},
    {"Phone", "Phone"},
    {"Fax", "Fax"},
    {"Website", "Website"},
    {"Industry", "Industry"},
    {"Rating", "Rating"},
    {"AnnualRevenue", "AnnualRevenue"},
    {"NumberOfEmployees", "NumberOfEmployees"},
    {"OwnerId", "OwnerId"},
    {"Street", "BillingStreet"},
    {"City", "BillingCity"},
    {"State", "BillingState"},
    {"PostalCode", "BillingPostalCode"},
    {"Country", "BillingCountry"},
};
constexpr Mapped toContact[] = {
    {"FirstName", "FirstName"},
    {"LastName", "LastName"},
    {"Salutation", "Salutation"},
    {"Email", "Email"},
    {"Phone", "Phone"},
    {"MobilePhone", "MobilePhone"},
    {"Fax", "Fax"},
    {"Title", "Title"},
    {"LeadSource", "LeadSource"},
    {"Street", "MailingStreet"},
    {"City", "MailingCity"},
    {"State", "MailingState"},
    {"PostalCode", "MailingPostalCode"},
    {"Country", "MailingCountry"},
    {"Description", "Description"},
    {"HasOptedOutOfEmail", "HasOptedOutOfEmail"},
    {"HasOptedOutOfFax", "HasOptedOutOfFax"},
    {"DoNotCall", "DoNotCall"},
    {"OwnerId", "OwnerId"},
};
constexpr Mapped toOpportunity[] = {
    {"Company", "Name"},
    {"LeadSource", "LeadSource"},
    {"OwnerId", "OwnerId"},
};

/// Where a new opportunity closes (Salesforce Help, the same page): fiscal years begin in January.
QDate endOfQuarter(const QDate &day)
{
    const int lastMonth = (day.month() + 2) / 3 * 3;
    return QDate(day.year(), lastMonth, 1).addMonths(1).addDays(-1);
}

class LeadConversion {
public:
    LeadConversion(
        Records &records, Store::Writer &writer, const QByteArray &lead, Conversion wanted)
        : m_records(records)
        , m_writer(writer)
        , m_schema(records.snapshot())
        , m_leads(*m_schema->object(u"Lead"_s))
        , m_lead(lead)
        , m_became(std::move(wanted))
    {
    }

    Result<Conversion> run()
    {
        for (const auto step : {&LeadConversion::check, &LeadConversion::account,
                 &LeadConversion::contact, &LeadConversion::opportunity}) {
            const Result<void> done = (this->*step)();
            if (!done)
                return done.failure();
        }
        const qint64 now = m_records.stamp();
        if (!mark(now) || !moveActivitiesOf("Task", now) || !moveActivitiesOf("Event", now))
            return refusedBy(m_writer);
        return m_became;
    }

private:
    Result<void> check()
    {
        for (const auto &[id, name] :
            {std::pair(m_lead, u"Lead"_s), std::pair(m_became.account, u"Account"_s),
                std::pair(m_became.contact, u"Contact"_s),
                std::pair(m_became.opportunity, u"Opportunity"_s)}) {
            if (id.isEmpty())
                continue;
            const RecordState found = stateOf(*m_schema, m_writer, id);
            if (!found.exists || found.deleted || found.object->name != name)
                return refusal(u"no %1 %2"_s.arg(name, QString::fromLatin1(id)));
        }
        constexpr Mapped converted[] = {{"IsConverted", "IsConverted"}};
        if (valuesOfLead(converted)[u"IsConverted"_s].toBool())
            return refusal(u"the lead is converted already"_s);
        return {};
    }

    Result<void> account()
    {
        if (!m_became.account.isEmpty())
            return {};
        return create(u"Account"_s, valuesOfLead(toAccount), m_became.account);
    }

    Result<void> contact()
    {
        if (!m_became.contact.isEmpty())
            return {};
        QJsonObject values = valuesOfLead(toContact);
        values.insert(u"AccountId"_s, QString::fromLatin1(m_became.account));
        return create(u"Contact"_s, values, m_became.contact);
    }

    Result<void> opportunity()
    {
        if (!m_became.wantsOpportunity || !m_became.opportunity.isEmpty())
            return {};
        QJsonObject values = valuesOfLead(toOpportunity);
        values.insert(u"Name"_s, QString(values[u"Name"_s].toString() + u'-'));
        values.insert(u"StageName"_s, u"Prospecting"_s);
        values.insert(u"CloseDate"_s, endOfQuarter(today()).toString(Qt::ISODate));
        values.insert(u"AccountId"_s, QString::fromLatin1(m_became.account));
        return create(u"Opportunity"_s, values, m_became.opportunity);
    }

    QJsonObject valuesOfLead(std::span<const Mapped> fields)
    {
        QJsonObject values;
        for (const Mapped &each : fields) {
            Statement &statement = m_writer.prepared("SELECT \"" + QByteArray(each.lead)
                + "\" FROM " + m_leads.table + " WHERE \"Id\" = ?");
            statement.bind(1, viewOf(m_lead));
            if (statement.step() && !statement.isNull(0)) {
                const QString target = QString::fromLatin1(each.target);
                const FieldType type = m_leads.field(QString::fromLatin1(each.lead))->type;
                if (type == FieldType::Boolean)
                    values.insert(target, statement.integer(0) != 0);
                else if (isNumber(type))
                    values.insert(target, statement.real(0));
                else
                    values.insert(target, statement.string(0));
            }
            statement.reset();
        }
        return values;
    }

    Result<void> create(const QString &object, const QJsonObject &values, QByteArray &id)
    {
        WriteOptions options;
        options.saveDuplicates = true;
        RecordWriter creator(m_records, m_writer, m_schema, *m_schema->object(object),
            Operation::Insert, nullptr, options);
        const RowResult created = creator.applyJson(values);
        if (!created.ok())
            return refusal(created.errors.front().message);
        id = created.id;
        return {};
    }

    bool mark(qint64 now)
    {
        Statement &statement = m_writer.prepared(
            "UPDATE Lead SET IsConverted = 1, Status = 'Closed - Converted', ConvertedDate = ?, "
            "ConvertedAccountId = ?, ConvertedContactId = ?, ConvertedOpportunityId = ?, "
            "LastModifiedDate = ?5, SystemModstamp = ?5, LastModifiedById = ? WHERE Id = ?");
        statement.bind(1, today().toString(Qt::ISODate));
        statement.bind(2, viewOf(m_became.account));
        statement.bind(3, viewOf(m_became.contact));
        if (m_became.opportunity.isEmpty())
            statement.bindNull(4);
        else
            statement.bind(4, viewOf(m_became.opportunity));
        statement.bind(5, now);
        statement.bind(6, viewOf(m_records.org().userId()));
        statement.bind(7, viewOf(m_lead));
        return statement.run();
    }

    /// Activities follow the person by themselves.
    bool moveActivitiesOf(const QByteArray &activity, qint64 now)
    {
        Statement &statement = m_writer.prepared(
            "UPDATE " + activity + " SET WhoId = ?, SystemModstamp = ? WHERE WhoId = ?");
        statement.bind(1, viewOf(m_became.contact));
        statement.bind(2, now);
        statement.bind(3, viewOf(m_lead));
        return statement.run();
    }

    [[nodiscard]] QDate today() const { return m_records.org().now().toUTC().date(); }

    Records &m_records;
    Store::Writer &m_writer;
    const SchemaPointer m_schema;
    const Object &m_leads;
    const QByteArray m_lead;
    Conversion m_became;
};

} // namespace

Result<Conversion> convert(
    Records &records, Store::Writer &writer, const QByteArray &lead, Conversion wanted)
{
    return LeadConversion(records, writer, lead, std::move(wanted)).run();
}

} // namespace practice
