#include "oracle.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>
#include <QVariant>

#include <functional>

using namespace Qt::StringLiterals;

namespace journey {

namespace {

struct Column {
    QString name;
    QString field; ///< `Account.Name` reaches into the parent
    enum Kind { Text, Number, Boolean, Time } kind = Text;
};

/// A value of the org's JSON, as the template stores it. A null text stands for NULL.
QString expected(const QJsonObject &record, const Column &column)
{
    QJsonValue value = record;
    const QStringList path = column.field.split(u'.');
    for (const QString &step : path)
        value = value[step];
    if (value.isNull() || value.isUndefined())
        return {};
    switch (column.kind) {
    case Column::Boolean:
        return value.toBool() ? u"1"_s : u"0"_s;
    case Column::Number:
        return QString::number(value.toDouble(), 'f', 6);
    case Column::Time:
        return QDateTime::fromString(
            value.toString().replace(u"+0000"_s, u"Z"_s), Qt::ISODateWithMs)
            .toUTC()
            .toString(Qt::ISODateWithMs);
    case Column::Text:
        break;
    }
    return value.toString();
}

QString stored(const QVariant &value, Column::Kind kind)
{
    if (value.isNull())
        return {};
    return kind == Column::Number ? QString::number(value.toString().toDouble(), 'f', 6)
                                  : value.toString();
}

class Database {
public:
    explicit Database(const QString &path) : m_name(QUuid::createUuid().toString())
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        database.setDatabaseName(path);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=10000"_s);
        if (!database.open())
            qFatal("%s: %s", qPrintable(path), qPrintable(database.lastError().text()));
    }
    ~Database() { QSqlDatabase::removeDatabase(m_name); }
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] QList<QHash<QString, QVariant>> rows(const QString &sql) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        query.setForwardOnly(true);
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        QList<QHash<QString, QVariant>> found;
        while (query.next()) {
            QHash<QString, QVariant> row;
            for (int i = 0; i < query.record().count(); ++i)
                row.insert(query.record().fieldName(i), query.value(i));
            found.append(row);
        }
        return found;
    }

    [[nodiscard]] QList<QStringList> texts(const QString &sql) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        QList<QStringList> found;
        while (query.next()) {
            QStringList texts;
            for (int i = 0; i < query.record().count(); ++i)
                texts.append(query.value(i).isNull() ? QString() : query.value(i).toString());
            found.append(texts);
        }
        return found;
    }

private:
    QString m_name;
};

using Rows = QHash<QString, QHash<QString, QVariant>>;

Rows byColumn(const QList<QHash<QString, QVariant>> &rows, const QString &column)
{
    Rows found;
    for (const auto &row : rows) {
        if (!row[column].isNull())
            found.insert(row[column].toString(), row);
    }
    return found;
}

class Comparison {
public:
    Comparison(PracticeProgram &org, const QString &workspace, const QString &prefix)
        : m_org(org), m_database(workspace), m_prefix(prefix), m_external(externalBegin())
    {
    }

    QStringList run()
    {
        m_companies = byColumn(table(u"companies"_s), u"salesforce_id"_s);
        const QList<QHash<QString, QVariant>> people = table(u"people"_s);
        m_contacts = byColumn(people, u"salesforce_contact_id"_s);
        m_leads = byColumn(people, u"salesforce_lead_id"_s);
        for (const auto &row : people) {
            if (row[u"salesforce_contact_id"_s].isNull() && row[u"salesforce_lead_id"_s].isNull())
                say(u"people"_s, row[u"id"_s].toString(), u"has neither a Contact nor a Lead"_s);
        }
        companies();
        contacts();
        leads();
        deals();
        activities();
        return m_differences;
    }

private:
    /// `sf_<connectionId>_`, as CONTRACT.md has it.
    [[nodiscard]] QString externalBegin() const
    {
        const QList<QStringList> id = m_database.texts(
            u"SELECT id FROM orgmend_connection WHERE table_prefix = '%1'"_s.arg(m_prefix));
        return u"sf_"_s + id.value(0).value(0) + u'_';
    }
    QList<QHash<QString, QVariant>> table(const QString &name)
    {
        return m_database.rows(u"SELECT * FROM \"%1%2\""_s.arg(m_prefix, name));
    }

    void say(const QString &where, const QString &key, const QString &what)
    {
        if (m_differences.size() < 40)
            m_differences.append(where + u' ' + key + u": "_s + what);
    }

    void compareValues(const QString &where, const QJsonObject &record,
        const QHash<QString, QVariant> &row, const QList<Column> &columns)
    {
        for (const Column &column : columns) {
            const QString should = expected(record, column);
            const QString is = stored(row[column.name], column.kind);
            if (should != is || should.isNull() != is.isNull())
                say(where, record["Id"_L1].toString(),
                    u"%1 is '%2', %3 is '%4'"_s.arg(
                        column.name, is.left(60), column.field, should.left(60)));
        }
    }

    void compareLookup(const QString &where, const QJsonObject &record,
        const QHash<QString, QVariant> &row, const QString &column, const QString &field,
        const QVariant &key)
    {
        if (row[column].toString() != key.toString())
            say(where, record["Id"_L1].toString(),
                u"%1 is '%2', should be '%3' for %4"_s.arg(
                    column, row[column].toString(), key.toString(), record[field].toString()));
    }

    /// Every record has its row and every row its record.
    void compareTable(const QString &where, const QList<QJsonObject> &records, const Rows &rows,
        const QList<Column> &columns, const QString &object,
        const std::function<void(const QJsonObject &, const QHash<QString, QVariant> &)> &more = {})
    {
        QSet<QString> live;
        for (const QJsonObject &record : records) {
            const QString id = record["Id"_L1].toString();
            live.insert(id);
            const auto row = rows.constFind(id);
            if (row == rows.constEnd()) {
                say(where, id, u"has no row"_s);
                continue;
            }
            compareValues(where, record, *row, columns);
            const QString external = m_external + object + u'_' + id;
            if (!object.isEmpty() && (*row)[u"external_id"_s].toString() != external)
                say(where, id, u"external_id is "_s + (*row)[u"external_id"_s].toString());
            if (more)
                more(record, *row);
        }
        for (auto row = rows.constBegin(); row != rows.constEnd(); ++row) {
            if (!live.contains(row.key()))
                say(where, row.key(), u"has a row but no record"_s);
        }
    }

    static QString select(
        const QString &object, const QList<Column> &columns, const QStringList &more)
    {
        QStringList fields{u"Id"_s};
        for (const Column &column : columns)
            fields.append(column.field);
        fields += more;
        fields.removeDuplicates();
        return u"SELECT "_s + fields.join(u',') + u" FROM "_s + object;
    }

    void companies()
    {
        const QList<Column> columns{{u"name"_s, u"Name"_s}, {u"industry"_s, u"Industry"_s},
            {u"website"_s, u"Website"_s}, {u"phone"_s, u"Phone"_s},
            {u"billing_street"_s, u"BillingStreet"_s}, {u"billing_city"_s, u"BillingCity"_s},
            {u"billing_state"_s, u"BillingState"_s},
            {u"billing_postal_code"_s, u"BillingPostalCode"_s},
            {u"billing_country"_s, u"BillingCountry"_s},
            {u"created_at"_s, u"CreatedDate"_s, Column::Time},
            {u"updated_at"_s, u"LastModifiedDate"_s, Column::Time}};
        compareTable(u"companies"_s, m_org.query(select(u"Account"_s, columns, {})), m_companies,
            columns, u"Account"_s);
    }

    void contacts()
    {
        const QList<Column> columns{{u"first_name"_s, u"FirstName"_s},
            {u"last_name"_s, u"LastName"_s}, {u"email"_s, u"Email"_s}, {u"phone"_s, u"Phone"_s},
            {u"job_title"_s, u"Title"_s}, {u"company_name"_s, u"Account.Name"_s},
            {u"lead_source"_s, u"LeadSource"_s}, {u"birthdate"_s, u"Birthdate"_s},
            {u"mailing_street"_s, u"MailingStreet"_s}, {u"mailing_city"_s, u"MailingCity"_s},
            {u"mailing_state"_s, u"MailingState"_s},
            {u"mailing_postal_code"_s, u"MailingPostalCode"_s},
            {u"mailing_country"_s, u"MailingCountry"_s},
            {u"created_at"_s, u"CreatedDate"_s, Column::Time},
            {u"updated_at"_s, u"LastModifiedDate"_s, Column::Time}};
        compareTable(u"people/Contact"_s,
            m_org.query(select(u"Contact"_s, columns, {u"AccountId"_s})), m_contacts, columns,
            u"Contact"_s, [this](const QJsonObject &record, const QHash<QString, QVariant> &row) {
                compareLookup(u"people/Contact"_s, record, row, u"company_id"_s, u"AccountId"_s,
                    m_companies[record["AccountId"_L1].toString()][u"id"_s]);
            });
    }

    void leads()
    {
        const QList<Column> own{{u"lead_status"_s, u"Status"_s}};
        const QList<Column> shared{{u"first_name"_s, u"FirstName"_s},
            {u"last_name"_s, u"LastName"_s}, {u"email"_s, u"Email"_s}, {u"phone"_s, u"Phone"_s},
            {u"job_title"_s, u"Title"_s}, {u"company_name"_s, u"Company"_s},
            {u"lead_source"_s, u"LeadSource"_s}, {u"mailing_street"_s, u"Street"_s},
            {u"mailing_city"_s, u"City"_s}, {u"mailing_state"_s, u"State"_s},
            {u"mailing_postal_code"_s, u"PostalCode"_s}, {u"mailing_country"_s, u"Country"_s},
            {u"created_at"_s, u"CreatedDate"_s, Column::Time},
            {u"updated_at"_s, u"LastModifiedDate"_s, Column::Time}};
        compareTable(u"people/Lead"_s,
            m_org.query(select(u"Lead"_s, own + shared, {u"ConvertedContactId"_s})), m_leads, own,
            {}, [this, &shared](const QJsonObject &record, const QHash<QString, QVariant> &row) {
                const bool alone = row[u"salesforce_contact_id"_s].isNull();
                if (alone) {
                    compareValues(u"people/Lead"_s, record, row, shared);
                    if (row[u"external_id"_s].toString()
                        != m_external + u"Lead_"_s + record["Id"_L1].toString())
                        say(u"people/Lead"_s, record["Id"_L1].toString(),
                            u"external_id is "_s + row[u"external_id"_s].toString());
                }
                const QString contact = record["ConvertedContactId"_L1].toString();
                const bool placeTaken =
                    !m_contacts.value(contact)[u"salesforce_lead_id"_s].isNull();
                if (m_contacts.contains(contact) && !placeTaken)
                    say(u"people/Lead"_s, record["Id"_L1].toString(),
                        u"was converted to "_s + contact + u" but is not on its row"_s);
            });
    }

    void deals()
    {
        const QList<Column> columns{{u"name"_s, u"Name"_s}, {u"stage"_s, u"StageName"_s},
            {u"amount"_s, u"Amount"_s, Column::Number}, {u"close_date"_s, u"CloseDate"_s},
            {u"probability"_s, u"Probability"_s, Column::Number},
            {u"created_at"_s, u"CreatedDate"_s, Column::Time},
            {u"updated_at"_s, u"LastModifiedDate"_s, Column::Time}};
        compareTable(u"deals"_s, m_org.query(select(u"Opportunity"_s, columns, {u"AccountId"_s})),
            byColumn(table(u"deals"_s), u"salesforce_id"_s), columns, u"Opportunity"_s,
            [this](const QJsonObject &record, const QHash<QString, QVariant> &row) {
                compareLookup(u"deals"_s, record, row, u"company_id"_s, u"AccountId"_s,
                    m_companies[record["AccountId"_L1].toString()][u"id"_s]);
            });
    }

    void activities()
    {
        const QList<QHash<QString, QVariant>> all = table(u"activities"_s);
        for (const QString &object : {u"Task"_s, u"Event"_s}) {
            QList<QHash<QString, QVariant>> ofKind;
            for (const auto &row : all) {
                if (row[u"kind"_s].toString() == object)
                    ofKind.append(row);
            }
            QList<Column> columns{{u"subject"_s, u"Subject"_s}, {u"body"_s, u"Description"_s},
                {u"due_on"_s, u"ActivityDate"_s}, {u"created_at"_s, u"CreatedDate"_s, Column::Time},
                {u"updated_at"_s, u"LastModifiedDate"_s, Column::Time}};
            if (object == u"Task"_s)
                columns += {{u"status"_s, u"Status"_s}, {u"priority"_s, u"Priority"_s}};
            else
                columns += {{u"starts_at"_s, u"StartDateTime"_s, Column::Time},
                    {u"ends_at"_s, u"EndDateTime"_s, Column::Time}};
            compareTable(u"activities/"_s + object,
                m_org.query(select(object, columns, {u"WhoId"_s, u"AccountId"_s})),
                byColumn(ofKind, u"salesforce_id"_s), columns, object,
                [this, object](const QJsonObject &record, const QHash<QString, QVariant> &row) {
                    const QString who = record["WhoId"_L1].toString();
                    const QVariant person = m_contacts.contains(who) ? m_contacts[who][u"id"_s]
                                                                     : m_leads.value(who)[u"id"_s];
                    compareLookup(
                        u"activities/"_s + object, record, row, u"person_id"_s, u"WhoId"_s, person);
                    compareLookup(u"activities/"_s + object, record, row, u"company_id"_s,
                        u"AccountId"_s,
                        m_companies.value(record["AccountId"_L1].toString())[u"id"_s]);
                });
        }
    }

    PracticeProgram &m_org;
    Database m_database;
    QString m_prefix;
    QString m_external; ///< how this connection's external ids begin
    Rows m_companies;
    Rows m_contacts;
    Rows m_leads;
    QStringList m_differences;
};

} // namespace

QStringList differences(PracticeProgram &org, const QString &workspace, const QString &prefix)
{
    return Comparison(org, workspace, prefix).run();
}

QList<QStringList> rows(const QString &workspace, const QString &sql)
{
    return Database(workspace).texts(sql);
}

} // namespace journey
