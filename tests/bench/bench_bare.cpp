// The bare loop B1 that Orgmend's first sync is measured against (docs/benchmarks.md): one thread
// receives and scans CSV, one writes prepared upserts through sqlite3 in transactions of a page,
// with Orgmend's database settings, its people table and its indices live from the start. Usage:
// bench_bare PORT DATABASE; prints rows and seconds.

#include <sqlite3.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr std::size_t columnCount = 20;
constexpr const char *soql =
    "SELECT Id,FirstName,LastName,Email,Phone,Title,AccountId,Account.Name,LeadSource,Birthdate,MailingStreet,"
    "MailingCity,MailingState,MailingPostalCode,MailingCountry,HasOptedOutOfEmail,CreatedDate,LastModifiedDate,"
    "SystemModstamp,IsDeleted FROM Contact";

struct Batch {
    std::string text;
    std::vector<std::string_view> cells; ///< columnCount a row, into `text`
    bool endOfPage = false;
};

[[noreturn]] void fail(const char *what)
{
    std::fprintf(stderr, "bench_bare: %s\n", what);
    std::exit(1);
}

/// At most three batches between the two threads.
class Queue {
public:
    void push(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_batches.size() < 3; });
        m_batches.push_back(std::move(batch));
        m_changed.notify_all();
    }
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }
    std::optional<Batch> pop()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_batches.empty(); });
        if (m_batches.empty())
            return std::nullopt;
        Batch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_changed.notify_all();
        return batch;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    bool m_closed = false;
};

/// One keep-alive connection to the bench server; answers have a Content-Length.
class Client {
public:
    explicit Client(int port) : m_socket(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            fail("the bench server does not answer");
    }
    ~Client() { close(m_socket); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    /// Sends a request and reads up to the end of the answer's header; the body's length is in
    /// `left`.
    std::string ask(const std::string &request)
    {
        if (send(m_socket, request.data(), request.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(request.size()))
            fail("the request was not sent");
        while (m_inbox.find("\r\n\r\n") == std::string::npos) {
            if (receive() == 0)
                fail("the answer broke off");
        }
        const std::size_t end = m_inbox.find("\r\n\r\n") + 4;
        std::string header = m_inbox.substr(0, end);
        m_inbox.erase(0, end);
        left = std::strtoul(value(header, "content-length").c_str(), nullptr, 10);
        return header;
    }

    /// Some of the body; empty when all of it was read.
    std::string body()
    {
        if (left == 0)
            return {};
        if (m_inbox.empty() && receive() == 0)
            fail("the body broke off");
        std::string piece =
            m_inbox.size() <= left ? std::exchange(m_inbox, {}) : m_inbox.substr(0, left);
        m_inbox.erase(0, m_inbox.empty() ? 0 : piece.size());
        left -= piece.size();
        return piece;
    }

    static std::string value(const std::string &header, const char *name)
    {
        const char *found = strcasestr(header.c_str(), (std::string("\r\n") + name + ": ").c_str());
        if (!found)
            return {};
        found += std::strlen(name) + 4;
        return {found, std::strcspn(found, "\r")};
    }

    std::size_t left = 0;

private:
    std::size_t receive()
    {
        static thread_local std::vector<char> buffer(256 << 10);
        const ssize_t got = recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got > 0)
            m_inbox.append(buffer.data(), static_cast<std::size_t>(got));
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    }

    int m_socket;
    std::string m_inbox;
};

/// Cuts whole records off the front of `text` in place: quotes removed, doubled quotes halved.
std::size_t scan(Batch &batch)
{
    char *at = batch.text.data();
    char *const end = at + batch.text.size();
    std::size_t used = 0;
    while (at < end) {
        std::string_view row[columnCount];
        char *cursor = at;
        for (std::string_view &cell : row) {
            if (end - cursor < 3 || *cursor != '"')
                return used;
            char *const start = ++cursor;
            char *write = nullptr;
            while (true) {
                char *quote = static_cast<char *>(
                    std::memchr(cursor, '"', static_cast<std::size_t>(end - cursor)));
                if (!quote || quote + 1 >= end)
                    return used;
                if (write) {
                    std::memmove(write, cursor, static_cast<std::size_t>(quote - cursor));
                    write += quote - cursor;
                } else if (quote[1] == '"') {
                    write = quote;
                }
                if (quote[1] != '"') {
                    char *const stop = write ? write : quote;
                    cell = {start, static_cast<std::size_t>(stop - start)};
                    cursor = quote + 2;
                    break;
                }
                *write++ = '"';
                cursor = quote + 2;
            }
        }
        batch.cells.insert(batch.cells.end(), row, row + columnCount);
        used += static_cast<std::size_t>(cursor - at);
        at = cursor;
    }
    return used;
}

/// A record that a piece cuts in two must not be unquoted twice, so pieces end at a line that
/// begins a record: the bench's values hold no line breaks.
void readPage(Client &client, Queue &queue)
{
    Batch batch;
    bool header = true;
    for (std::string piece = client.body(); !piece.empty(); piece = client.body()) {
        batch.text += piece;
        if (header && batch.text.find('\n') != std::string::npos) {
            batch.text.erase(0, batch.text.find('\n') + 1);
            header = false;
        }
        if (batch.text.size() < (1 << 20) && client.left > 0)
            continue;
        const std::size_t whole = batch.text.rfind('\n') + 1;
        Batch next;
        next.text = batch.text.substr(whole);
        batch.text.resize(whole);
        if (scan(batch) != whole)
            fail("the CSV could not be read");
        batch.endOfPage = client.left == 0;
        queue.push(std::move(batch));
        batch = std::move(next);
    }
}

void receive(int port, Queue &queue)
{
    Client client(port);
    const std::string body = std::string(R"({"operation":"query","query":")") + soql + "\"}";
    client.ask(
        "POST /services/data/v62.0/jobs/query HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body);
    std::string answer;
    for (std::string piece = client.body(); !piece.empty(); piece = client.body())
        answer += piece;
    const std::size_t idAt = answer.find("\"id\":\"");
    if (idAt == std::string::npos)
        fail("the job was not made");
    const std::string id = answer.substr(idAt + 6, answer.find('"', idAt + 6) - idAt - 6);
    std::string locator;
    while (locator != "null") {
        const std::string header = client.ask("GET /services/data/v62.0/jobs/query/" + id
            + "/results?maxRecords=50000" + (locator.empty() ? "" : "&locator=" + locator)
            + " HTTP/1.1\r\nHost: bench\r\n\r\n");
        locator = Client::value(header, "sforce-locator");
        readPage(client, queue);
    }
    queue.close();
}

void run(sqlite3 *database, const char *sql)
{
    char *message = nullptr;
    if (sqlite3_exec(database, sql, nullptr, nullptr, &message) != SQLITE_OK)
        fail(message);
}

sqlite3 *open(const char *path)
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(path, &database) != SQLITE_OK)
        fail("the database can't be opened");
    // The settings of core/workspace and the people table of the template with its indices, so
    // that both loops do the same work.
    run(database,
        "PRAGMA page_size=16384; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; "
        "PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-24576; "
        "PRAGMA journal_size_limit=67108864;");
    run(database,
        "CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT, salesforce_contact_id TEXT UNIQUE, "
        "salesforce_lead_id TEXT UNIQUE, first_name TEXT, last_name TEXT, email TEXT, phone TEXT, job_title TEXT, company_id "
        "INTEGER, company_name TEXT, lead_status TEXT, lead_source TEXT, birthdate DATE, mailing_street TEXT, mailing_city "
        "TEXT, mailing_state TEXT, mailing_postal_code TEXT, mailing_country TEXT, email_opt_out BOOLEAN, first_source TEXT, "
        "first_medium TEXT, first_campaign TEXT, first_content TEXT, first_term TEXT, landing_page TEXT, created_at "
        "TIMESTAMP, updated_at TIMESTAMP);"
        "CREATE INDEX people_email ON people (lower(trim(email)));"
        "CREATE INDEX people_company_id ON people (company_id);");
    return database;
}

sqlite3_stmt *upsert(sqlite3 *database)
{
    static constexpr const char *columns[] = {"first_name", "last_name", "email", "phone",
        "job_title", "company_name", "lead_source", "birthdate", "mailing_street", "mailing_city",
        "mailing_state", "mailing_postal_code", "mailing_country", "email_opt_out", "created_at",
        "updated_at"};
    std::string names = "salesforce_contact_id";
    std::string marks = "?";
    std::string sets;
    std::string mine;
    std::string theirs;
    for (const char *column : columns) {
        names += std::string(",") + column;
        marks += ",?";
        sets += std::string(sets.empty() ? "" : ",") + column + "=excluded." + column;
        mine += std::string(mine.empty() ? "" : ",") + "people." + column;
        theirs += std::string(theirs.empty() ? "" : ",") + "excluded." + column;
    }
    const std::string sql = "INSERT INTO people (" + names + ") VALUES (" + marks
        + ") ON CONFLICT (salesforce_contact_id) DO UPDATE SET " + sets + " WHERE (" + mine
        + ") IS NOT (" + theirs + ")";
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(database));
    return statement;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        fail("usage: bench_bare PORT DATABASE");
    const auto begin = std::chrono::steady_clock::now();
    sqlite3 *database = open(argv[2]);
    sqlite3_stmt *statement = upsert(database);
    Queue queue;
    std::thread receiver([port = std::atoi(argv[1]), &queue] { receive(port, queue); });

    // Which of the received columns go into the table, in the statement's order.
    static constexpr std::size_t taken[] = {
        0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};
    long rows = 0;
    bool open = false;
    while (const std::optional<Batch> batch = queue.pop()) {
        if (!open)
            run(database, "BEGIN IMMEDIATE");
        open = true;
        for (std::size_t row = 0; row < batch->cells.size() / columnCount; ++row, ++rows) {
            int position = 0;
            for (const std::size_t column : taken) {
                const std::string_view cell = batch->cells[row * columnCount + column];
                sqlite3_bind_text(statement, ++position, cell.data(), static_cast<int>(cell.size()),
                    SQLITE_STATIC);
            }
            if (sqlite3_step(statement) != SQLITE_DONE)
                fail(sqlite3_errmsg(database));
            sqlite3_reset(statement);
        }
        if (batch->endOfPage) {
            run(database, "COMMIT");
            open = false;
        }
    }
    receiver.join();
    sqlite3_finalize(statement);
    sqlite3_close(database);
    std::printf("%ld %.3f\n", rows,
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    return 0;
}
