// What the practice org takes, as a program of its own over HTTP: seeding and starting, Bulk
// queries and the memory they need, ingest, filtered SOQL over many contacts. Usage:
// bench_practiceorg [ROWS], 1,000,000 unless told.

#include "salesforce/http/answerbody.h"
#include "salesforce/http/qttransport.h"
#include "salesforce/http/transport.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <array>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void giveUp(const QByteArray &why)
{
    std::fprintf(stderr, "bench_practiceorg: %s\n", why.constData());
    std::exit(1);
}

/// A figure on a line of its own.
void print(const char *what, const QByteArray &figure)
{
    std::printf("%-46s %s\n", what, figure.constData());
    std::fflush(stdout);
}

QByteArray inSeconds(double seconds) { return QByteArray::number(seconds, 'f', 2) + " s"; }

QByteArray inRows(qint64 rows, double seconds)
{
    return QByteArray::number(static_cast<double>(rows) / seconds, 'f', 0) + " rows/s";
}

/// The practice org as a program, and HTTP to it.
class Program {
public:
    /// Starts it; `seconds` until it is ready.
    Program(const QString &data, int records, double &seconds)
    {
        QElapsedTimer timer;
        timer.start();
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(ORGMEND_BIN_DIR) + u"/orgmend-practice-org"_s,
            {u"--records"_s, QString::number(records), u"--data-dir"_s, data,
                u"--die-with-parent"_s});
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(600'000))
                giveUp("the practice org does not start");
        }
        seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
        const QJsonValue org = line[u"orgs"_s][0];
        m_instance = org[u"instance_url"_s].toString();
        m_token = org[u"access_token"_s].toString().toLatin1();
    }
    ~Program()
    {
        m_process.terminate();
        m_process.waitForFinished(60'000);
    }

    HttpRequest request(const QByteArray &verb, const QString &path) const
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl(m_instance + u"/services/data/v62.0/"_s + path);
        request.headers.emplace_back("Authorization", "Bearer " + m_token);
        return request;
    }
    QJsonObject json(const QByteArray &verb, const QString &path, const QJsonObject &body = {})
    {
        HttpRequest made = request(verb, path);
        if (!body.isEmpty())
            made.headers.emplace_back("Content-Type", "application/json");
        const Result<HttpAnswer> answer =
            sendWhole(*m_http, made, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson());
        if (!answer || answer->status >= 300)
            giveUp(
                verb + ' ' + path.toUtf8() + " failed: " + (answer ? answer->body : "no answer"));
        return QJsonDocument::fromJson(answer->body).object();
    }
    QJsonObject query(const QString &soql)
    {
        return json("GET", u"query?q="_s + QString::fromLatin1(QUrl::toPercentEncoding(soql)));
    }
    QJsonObject finished(const QString &job)
    {
        for (;;) {
            const QJsonObject state = json("GET", job);
            if (state[u"state"_s] == u"JobComplete"_s)
                return state;
            if (state[u"state"_s] == u"Failed"_s)
                giveUp(QJsonDocument(state).toJson());
            QThread::msleep(50);
        }
    }
    HttpTransport &http() { return *m_http; }

    /// Forgets the peak so far.
    void beginPeak() const
    {
        QFile reset(u"/proc/%1/clear_refs"_s.arg(m_process.processId()));
        if (reset.open(QIODevice::WriteOnly))
            reset.write("5");
    }
    /// The largest resident set since beginPeak().
    [[nodiscard]] QByteArray peak() const
    {
        QFile status(u"/proc/%1/status"_s.arg(m_process.processId()));
        if (!status.open(QIODevice::ReadOnly))
            giveUp("no memory figures");
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                return "peak "
                    + QByteArray::number(
                        line.mid(6).simplified().split(' ').constFirst().toDouble() / 1024, 'f', 0)
                    + " MB";
        }
        giveUp("no memory figures");
    }

private:
    QProcess m_process;
    QString m_instance;
    QByteArray m_token;
    std::unique_ptr<HttpTransport> m_http = makeQtTransport({});
};

/// Reads an answer to its end and forgets it. Its header `name`.
QByteArray drain(Program &org, const HttpRequest &request, const QByteArray &name)
{
    Result<std::unique_ptr<HttpReply>> reply = org.http().open(request);
    if (!reply || (*reply)->status() != 200)
        giveUp(request.url.toString().toUtf8() + " failed");
    static std::array<char, 256 * 1024> buffer;
    for (;;) {
        const Result<qsizetype> got = (*reply)->read(buffer);
        if (!got)
            giveUp("the answer broke off");
        if (*got == 0)
            return (*reply)->header(name);
    }
}

const QString twentyFields =
    u"SELECT Id, FirstName, LastName, Email, Phone, MobilePhone, Title, Department, LeadSource, "
    "Birthdate, MailingStreet, MailingCity, MailingState, MailingPostalCode, MailingCountry, "
    "AccountId, HasOptedOutOfEmail, CreatedDate, LastModifiedDate, SystemModstamp FROM Contact"_s;

/// 20 fields of every contact: the job, then its pages.
void measureBulkQuery(Program &org, qint64 rows)
{
    org.beginPeak();
    QElapsedTimer timer;
    timer.start();
    const QString path = u"jobs/query/"_s
        + org.json("POST", u"jobs/query"_s,
                 {{u"operation"_s, u"query"_s}, {u"query"_s, twentyFields}})[u"id"_s]
              .toString();
    const qint64 found = org.finished(path)[u"numberRecordsProcessed"_s].toInteger();
    if (found < rows)
        giveUp("records are missing");
    const double worked = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    print("Bulk query of 20 fields, the job", inSeconds(worked) + ", " + org.peak());

    org.beginPeak();
    timer.restart();
    QByteArray locator;
    do {
        const QString where =
            locator.isEmpty() ? QString() : QString(u"&locator="_s + QString::fromLatin1(locator));
        locator = drain(org, org.request("GET", path + u"/results?maxRecords=50000"_s + where),
            "Sforce-Locator");
    } while (locator != "null");
    const double read = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    print("Bulk query of 20 fields, its pages", inRows(found, read) + ", " + org.peak());
    org.json("DELETE", path);
}

/// One upload of new contacts.
void measureIngest(Program &org, qint64 rows)
{
    QByteArray csv = "FirstName,LastName,Email,Phone,MailingCity\n";
    for (qint64 row = 0; row < rows; ++row) {
        const QByteArray number = QByteArray::number(row);
        csv += "Ann,Lee,bench" + number + "@example.org,+1 555 " + number + ",Boise\n";
    }
    org.beginPeak();
    QElapsedTimer timer;
    timer.start();
    const QString path = u"jobs/ingest/"_s
        + org.json("POST", u"jobs/ingest"_s,
                 {{u"object"_s, u"Contact"_s}, {u"operation"_s, u"insert"_s},
                     {u"lineEnding"_s, u"LF"_s}})[u"id"_s]
              .toString();
    HttpRequest upload = org.request("PUT", path + u"/batches"_s);
    upload.headers.emplace_back("Content-Type", "text/csv");
    const Result<HttpAnswer> sent = sendWhole(org.http(), upload, csv);
    if (!sent || sent->status != 201)
        giveUp("the upload failed");
    org.json("PATCH", path, {{u"state"_s, u"UploadComplete"_s}});
    const QJsonObject done = org.finished(path);
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    if (done[u"numberRecordsProcessed"_s].toInteger() != rows
        || done[u"numberRecordsFailed"_s].toInteger() != 0)
        giveUp("rows were refused");
    print("Bulk ingest, 100,000 rows of 5 fields", inRows(rows, seconds) + ", " + org.peak());
}

/// The median of some times.
void measureQuery(Program &org, const char *what, const QString &soql)
{
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (org.query(soql)[u"records"_s].toArray().isEmpty())
            giveUp("nothing found");
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    print(what, QByteArray::number(times[times.size() / 2], 'f', 1) + " ms");
}

/// How long an org of this size takes to be made and to be opened again. What follows is measured
/// in a process that did not make the records: it has nothing of them in its memory.
void measureStart(const QString &data, int records)
{
    for (const char *what : {"first start", "later start"}) {
        double seconds = 0;
        const Program org(data, records, seconds);
        print(what, inSeconds(seconds) + ", " + org.peak());
    }
}

void measureQueries(Program &org)
{
    const QJsonObject someone =
        org.query(u"SELECT Id, Email, SystemModstamp FROM Contact WHERE Email != null LIMIT 1"_s);
    const QJsonValue record = someone[u"records"_s][0];
    measureQuery(org, "SOQL by Email",
        u"SELECT Id, Name FROM Contact WHERE Email = '%1'"_s.arg(record[u"Email"_s].toString()));
    measureQuery(org, "SOQL by Id, with a parent's field",
        u"SELECT Id, Account.Name FROM Contact WHERE Id = '%1'"_s.arg(record[u"Id"_s].toString()));
    measureQuery(org, "SOQL by SystemModstamp, a page of 2,000",
        u"SELECT Id, Name, SystemModstamp FROM Contact WHERE SystemModstamp >= LAST_N_DAYS:30 "
        "ORDER BY SystemModstamp, Id LIMIT 2000"_s);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const int rows = argc > 1 ? std::max(1, std::atoi(argv[1])) : 1'000'000;

    for (const int size : {50'000, 100'000, rows}) {
        std::printf("%d contacts\n", size);
        const QTemporaryDir data;
        measureStart(data.path(), size);
        double seconds = 0;
        Program org(data.path(), size, seconds);
        measureBulkQuery(org, size);
        measureIngest(org, 100'000);
        measureQueries(org);
    }
    return 0;
}
