// A local Salesforce of one million contacts and no thought: it answers what a first sync through
// Bulk API 2.0 asks, from memory, so that a bench measures the client. Usage: bench_server ROWS;
// prints its port and serves until killed.

#include "httphost/httphost.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

struct Field {
    const char *name;
    const char *type;
};

/// What describe shows of Contact; enough for the people template.
constexpr Field fields[] = {{"Id", "id"}, {"IsDeleted", "boolean"}, {"MasterRecordId", "reference"},
    {"AccountId", "reference"}, {"FirstName", "string"}, {"LastName", "string"}, {"Email", "email"},
    {"Phone", "phone"}, {"Title", "string"}, {"LeadSource", "picklist"}, {"Birthdate", "date"},
    {"MailingStreet", "textarea"}, {"MailingCity", "string"}, {"MailingState", "string"},
    {"MailingPostalCode", "string"}, {"MailingCountry", "string"},
    {"HasOptedOutOfEmail", "boolean"}, {"CreatedDate", "datetime"},
    {"LastModifiedDate", "datetime"}, {"SystemModstamp", "datetime"}};

/// The Id with its check characters (PROTOCOL.md 8.1), so that clients that look at it are
/// satisfied.
std::string recordId(int number)
{
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    static constexpr std::string_view base62 =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string id = "003Bn0000000000";
    for (std::size_t place = 14; number > 0; --place, number /= 62)
        id[place] = base62[static_cast<std::size_t>(number % 62)];
    for (std::size_t block = 0; block < 3; ++block) {
        std::size_t bits = 0;
        for (std::size_t i = 0; i < 5; ++i) {
            if (id[block * 5 + i] >= 'A' && id[block * 5 + i] <= 'Z')
                bits |= std::size_t(1) << i;
        }
        id += digits[bits];
    }
    return id;
}

void writeValue(std::string &csv, std::string_view field, int row)
{
    const std::string number = std::to_string(row);
    if (field == "Id")
        csv += recordId(row + 1);
    else if (field == "FirstName")
        csv += "Firstname" + std::to_string(row % 997);
    else if (field == "LastName")
        csv += "Lastname-" + number;
    else if (field == "Email")
        csv += "person." + number + "@members.example.org";
    else if (field == "Phone")
        csv += "+49 30 " + number;
    else if (field == "Title")
        csv += "Volunteer coordinator, region " + std::to_string(row % 61);
    else if (field == "LeadSource")
        csv += row % 3 ? "Web" : "Partner Referral";
    else if (field == "Birthdate")
        csv += "1979-04-1" + std::to_string(row % 10);
    else if (field == "MailingStreet")
        csv += number + " Long Meadow Road, Building \"\"C\"\"";
    else if (field == "MailingCity")
        csv += "City " + std::to_string(row % 4001);
    else if (field == "MailingState")
        csv += "State " + std::to_string(row % 51);
    else if (field == "MailingPostalCode")
        csv += std::to_string(10'000 + row % 80'000);
    else if (field == "MailingCountry")
        csv += "United Kingdom";
    else if (field == "IsDeleted" || field == "HasOptedOutOfEmail")
        csv += "false";
    else if (field == "CreatedDate" || field == "LastModifiedDate" || field == "SystemModstamp")
        csv += "2026-01-1" + std::to_string(row % 10) + "T08:15:30.000Z";
    else if (field == "Account.Name")
        csv += "Household number " + std::to_string(row % 50'021);
}

/// One result of a query job, whole and in pages: made once per list of columns.
struct Result {
    std::string header;
    std::string rows;
    std::vector<std::size_t> starts; ///< of each row, and the end
};

class Server {
public:
    explicit Server(int rows) : m_rows(rows) { }

    void setAddress(const QByteArray &address) { m_address = address; }

    void answer(http::Request &request, http::ReplySink &reply)
    {
        const QByteArray path = request.path();
        const QByteArray body = request.body->readAll(1 << 20);
        if (path.startsWith("/services/oauth2/token"))
            return token(reply);
        if (path.startsWith("/id/"))
            return json(reply,
                {{u"user_id"_s, u"005Bn000000000AIAQ"_s},
                    {u"organization_id"_s, u"00DBn000000000AMAQ"_s},
                    {u"username"_s, u"bench@example.org"_s}});
        if (path == "/services/data")
            return reply.answer(200, "application/json",
                R"([{"label":"Winter '25","url":"/services/data/v62.0","version":"62.0"}])");
        if (path.endsWith("/describe"))
            return describe(reply);
        if (path.endsWith("/query") && !path.endsWith("jobs/query"))
            return query(request.parameter("q"), reply);
        if (path.endsWith("/queryAll"))
            return json(
                reply, {{u"totalSize"_s, 0}, {u"done"_s, true}, {u"records"_s, QJsonArray()}});
        if (path.endsWith("/jobs/query") && request.method == "POST")
            return createJob(body, reply);
        if (path.endsWith("/results"))
            return results(request, path, reply);
        if (path.contains("/jobs/query/"))
            return job(path.mid(path.lastIndexOf('/') + 1), request.method, reply);
        reply.answer(404, "application/json",
            R"([{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}])");
    }

private:
    static void json(http::ReplySink &reply, const QJsonObject &object)
    {
        reply.answer(200, "application/json;charset=UTF-8",
            QJsonDocument(object).toJson(QJsonDocument::Compact));
    }

    void token(http::ReplySink &reply)
    {
        const QString address = QString::fromLatin1(m_address);
        json(reply,
            {{u"access_token"_s, u"00DBn000000000A!bench"_s}, {u"instance_url"_s, address},
                {u"id"_s, QString(address + u"/id/00DBn000000000AMAQ/005Bn000000000AIAQ"_s)},
                {u"token_type"_s, u"Bearer"_s}, {u"issued_at"_s, u"1767000000000"_s},
                {u"scope"_s, u"api refresh_token"_s}});
    }

    static void describe(http::ReplySink &reply)
    {
        QJsonArray list;
        for (const Field &field : fields) {
            QJsonObject entry{{u"name"_s, QString::fromLatin1(field.name)},
                {u"label"_s, QString::fromLatin1(field.name)},
                {u"type"_s, QString::fromLatin1(field.type)}, {u"length"_s, 120},
                {u"nillable"_s, true}, {u"filterable"_s, true}, {u"sortable"_s, true}};
            if (QLatin1StringView(field.name) == "AccountId"_L1) {
                entry[u"referenceTo"_s] = QJsonArray{u"Account"_s};
                entry[u"relationshipName"_s] = u"Account"_s;
            }
            list.append(entry);
        }
        json(reply,
            {{u"name"_s, u"Contact"_s}, {u"label"_s, u"Contact"_s},
                {u"labelPlural"_s, u"Contacts"_s}, {u"keyPrefix"_s, u"003"_s},
                {u"queryable"_s, true}, {u"fields"_s, list}});
    }

    void query(const QByteArray &soql, http::ReplySink &reply)
    {
        if (soql.contains("FROM Organization"))
            return oneRecord({{u"attributes"_s, QJsonObject{{u"type"_s, u"Organization"_s}}},
                                 {u"Id"_s, u"00DBn000000000AMAQ"_s}, {u"Name"_s, u"Bench"_s},
                                 {u"IsSandbox"_s, false}, {u"InstanceName"_s, u"NA1"_s}},
                reply);
        if (soql.contains("FROM User"))
            return oneRecord(
                {{u"attributes"_s, QJsonObject{{u"type"_s, u"User"_s}}},
                    {u"Id"_s, u"005Bn000000000AIAQ"_s}, {u"Username"_s, u"bench@example.org"_s}},
                reply);
        json(reply, {{u"totalSize"_s, m_rows}, {u"done"_s, true}, {u"records"_s, QJsonArray()}});
    }

    static void oneRecord(const QJsonObject &record, http::ReplySink &reply)
    {
        json(reply, {{u"totalSize"_s, 1}, {u"done"_s, true}, {u"records"_s, QJsonArray{record}}});
    }

    void createJob(const QByteArray &body, http::ReplySink &reply)
    {
        const QString soql = QJsonDocument::fromJson(body).object().value("query"_L1).toString();
        const QString columns = soql.section(u"FROM"_s, 0, 0).trimmed().mid(6);
        std::vector<std::string> names;
        for (const QString &column : columns.split(u','))
            names.push_back(column.trimmed().toStdString());
        const std::scoped_lock lock(m_mutex);
        const QString id =
            u"750Bn0000%1AAA"_s.arg(static_cast<int>(m_jobs.size()), 5, 10, QLatin1Char('0'));
        m_jobs[id.toLatin1()] = result(names);
        json(reply, jobJson(id, u"UploadComplete"_s));
    }

    static QJsonObject jobJson(const QString &id, const QString &state)
    {
        return {{u"id"_s, id}, {u"operation"_s, u"query"_s}, {u"object"_s, u"Contact"_s},
            {u"state"_s, state}, {u"contentType"_s, u"CSV"_s}, {u"apiVersion"_s, 62.0},
            {u"lineEnding"_s, u"LF"_s}, {u"columnDelimiter"_s, u"COMMA"_s}};
    }

    void job(const QByteArray &id, const QByteArray &method, http::ReplySink &reply) const
    {
        if (method == "DELETE")
            return reply.answer(204, {}, {});
        QJsonObject state = jobJson(QString::fromLatin1(id), u"JobComplete"_s);
        state[u"numberRecordsProcessed"_s] = m_rows;
        json(reply, state);
    }

    void results(const http::Request &request, const QByteArray &path, http::ReplySink &reply)
    {
        const QByteArray id = path.mid(path.indexOf("/jobs/query/") + 12).chopped(8);
        std::shared_ptr<const Result> found;
        {
            const std::scoped_lock lock(m_mutex);
            found = m_jobs[id];
        }
        const int most = std::max(1, request.parameter("maxRecords").toInt());
        const auto first = static_cast<std::size_t>(request.parameter("locator").toInt());
        const std::size_t last =
            std::min(first + static_cast<std::size_t>(most), static_cast<std::size_t>(m_rows));
        const std::size_t bytes = found->starts[last] - found->starts[first];
        http::Headers headers;
        headers.add("Content-Type", "text/csv");
        headers.add("Content-Length",
            QByteArray::number(static_cast<qulonglong>(bytes + found->header.size())));
        headers.add(
            "Sforce-NumberOfRecords", QByteArray::number(static_cast<qlonglong>(last - first)));
        headers.add("Sforce-Locator",
            last == static_cast<std::size_t>(m_rows)
                ? QByteArray("null")
                : QByteArray::number(static_cast<qlonglong>(last)));
        reply.begin(200, headers);
        reply.write(found->header);
        constexpr std::size_t piece = 256 << 10;
        for (std::size_t at = found->starts[first]; at < found->starts[last]; at += piece) {
            if (!reply.write(std::string_view(found->rows)
                        .substr(at, std::min(piece, found->starts[last] - at))))
                return;
        }
    }

    std::shared_ptr<const Result> result(const std::vector<std::string> &names)
    {
        std::shared_ptr<const Result> &known = m_results[names];
        if (known)
            return known;
        auto made = std::make_shared<Result>();
        for (const std::string &name : names)
            made->header += (made->header.empty() ? "\"" : ",\"") + name + '"';
        made->header += '\n';
        made->starts.reserve(static_cast<std::size_t>(m_rows) + 1);
        for (int row = 0; row < m_rows; ++row) {
            made->starts.push_back(made->rows.size());
            for (std::size_t i = 0; i < names.size(); ++i) {
                made->rows += i ? ",\"" : "\"";
                writeValue(made->rows, names[i], row);
                made->rows += '"';
            }
            made->rows += '\n';
        }
        made->starts.push_back(made->rows.size());
        known = made;
        return known;
    }

    const int m_rows;
    QByteArray m_address;
    std::mutex m_mutex;
    std::map<QByteArray, std::shared_ptr<const Result>> m_jobs;
    std::map<std::vector<std::string>, std::shared_ptr<const Result>> m_results;
};

} // namespace

int main(int argc, char **argv)
{
    Server server(argc > 1 ? QByteArray(argv[1]).toInt() : 100'000);
    http::Host host([&server](http::Request &request, http::ReplySink &reply) {
        server.answer(request, reply);
    });
    const auto port = host.listen(0);
    if (!port) {
        std::fprintf(stderr, "bench_server: no port to listen on\n");
        return 1;
    }
    server.setAddress("http://127.0.0.1:" + QByteArray::number(*port));
    std::printf("%d\n", *port);
    std::fflush(stdout);
    pause();
    return 0;
}
