#include "salesforce/bulk/bulkrecords.h"
#include "salesforce/bulk/csvscanner.h"
#include "salesforce/query/querypage.h"
#include "salesforce/query/records.h"
#include "salesforce/query/soql.h"
#include "salesforce/script.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>
#include <QUrlQuery>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

using Table = std::vector<std::vector<QByteArray>>; ///< an empty value is null

const QString instance = u"https://acme.my.salesforce.com"_s;

RecordBatch::Columns columnsNamed(std::initializer_list<const char *> names)
{
    return std::make_shared<const std::vector<std::string>>(names.begin(), names.end());
}

/// JSON is easier to read here with single quotes.
QByteArray quoted(QByteArray json) { return json.replace('\'', '"'); }

void append(const RecordBatch &batch, Table &table)
{
    for (std::size_t row = 0; row < batch.rowCount(); ++row) {
        std::vector<QByteArray> values;
        for (std::size_t column = 0; column < batch.columnCount(); ++column) {
            const std::string_view cell = batch.cell(row, column);
            QCOMPARE(batch.isNull(row, column), cell.empty());
            values.emplace_back(cell.data(), static_cast<qsizetype>(cell.size()));
        }
        table.push_back(std::move(values));
    }
}

/// Writes CSV from its rules (PROTOCOL.md 5.4) and nothing that the scanner shares: quotes where
/// needed, and elsewhere as chance has it.
QByteArray csvOf(const std::vector<QByteArray> &names, const Table &table,
    const QByteArray &lineEnd, QRandomGenerator *chance = nullptr)
{
    const auto line = [&](const std::vector<QByteArray> &values, bool last) {
        QByteArray text;
        for (std::size_t i = 0; i < values.size(); ++i) {
            QByteArray value = values[i];
            const bool needed = value.contains('"') || value.contains(',') || value.contains('\n')
                || value.contains('\r') || (last && i + 1 == values.size());
            if (needed || !chance || chance->bounded(2) == 0)
                value = '"' + value.replace("\"", "\"\"") + '"';
            text += (i > 0 ? "," : "") + value;
        }
        return text;
    };
    QByteArray text = line(names, false) + lineEnd;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const bool open = chance && i + 1 == table.size() && chance->bounded(3) == 0;
        text += line(table[i], open) + (open ? QByteArray() : lineEnd);
    }
    return text;
}

QByteArray someValue(QRandomGenerator &chance)
{
    static const QList<QByteArray> parts{"\"", "\"\"", ",", "\n", "\r\n", "\r", "a", "Zoë", "€",
        "😀", " ", "null", "#N/A", "0", "\t", "'", ";"};
    QByteArray value;
    const int size = chance.bounded(4) == 0 ? 0 : chance.bounded(8);
    for (int i = 0; i < size; ++i)
        value += parts.at(chance.bounded(static_cast<int>(parts.size())));
    return value;
}

/// The whole text through the scanner, `piece` bytes at a time.
std::optional<Table> scanned(CsvScanner &scanner, const QByteArray &text, qsizetype piece)
{
    Table table;
    for (qsizetype at = 0; at < text.size(); at += piece) {
        const QByteArray part = text.mid(at, piece);
        const std::span<char> room = scanner.room(static_cast<std::size_t>(part.size()) + 7);
        std::memcpy(room.data(), part.constData(), static_cast<std::size_t>(part.size()));
        if (!scanner.feed(static_cast<std::size_t>(part.size())))
            return std::nullopt;
        if (scanner.hasBatch())
            append(scanner.take(), table);
    }
    if (!scanner.finish())
        return std::nullopt;
    append(scanner.take(), table);
    return table;
}

/// A finished or unfinished Bulk query of `rows` contacts, served from memory in pages.
class BulkOrg {
public:
    explicit BulkOrg(int rows)
    {
        for (int i = 0; i < rows; ++i)
            table.push_back({"003" + QByteArray::number(i).rightJustified(12, '0'),
                "Name \"" + QByteArray::number(i) + "\"", i % 5 == 0 ? "" : "line\nbreak"});
    }

    Scripted answer(const HttpRequest &request, const QByteArray & /*body*/)
    {
        const std::scoped_lock lock(m_mutex);
        const QString path = request.url.path();
        if (path == "/services/data"_L1)
            return {200, R"([{"version":"62.0"}])", {}, {}, -1};
        if (!request.url.path().startsWith("/services/data/v62.0/jobs/query"_L1))
            return {404, R"([{"errorCode":"NOT_FOUND","message":"?"}])", {}, {}, -1};
        if (HttpAnswer{0, request.headers, {}}.header("Authorization") == refusedToken)
            return {401, R"([{"errorCode":"INVALID_SESSION_ID","message":"Session expired"}])", {},
                {}, -1};
        if (request.verb == "POST")
            return {
                200, R"({"id":"750xx","object":"Contact","state":"UploadComplete"})", {}, {}, -1};
        if (path.endsWith("/results"_L1))
            return results(QUrlQuery(request.url));
        ++polls;
        const QByteArray state = polls <= busyPolls ? QByteArray("InProgress") : finalState;
        return {200,
            R"({"id":"750xx","object":"Contact","state":")" + state
                + R"(","numberRecordsProcessed":)" + QByteArray::number(table.size())
                + (finalState == "Failed" ? R"(,"errorMessage":"InternalServerError : oops")" : "")
                + "}",
            {}, {}, -1};
    }

    ScriptedTransport::Script script()
    {
        return [this](const auto &request, const auto &body) { return answer(request, body); };
    }

    Table table;
    QByteArray finalState = "JobComplete";
    int busyPolls = 0;
    int polls = 0;
    int downloads = 0;
    bool gzip = false;
    QByteArray refusedToken;
    /// Changes a page on its way, told how many have gone out before.
    std::function<void(int download, Scripted &answer)> spoil;

private:
    Scripted results(const QUrlQuery &query)
    {
        const int from = query.queryItemValue(u"locator"_s).mid(1).toInt();
        const int size = query.queryItemValue(u"maxRecords"_s).toInt();
        const int to = std::min(from + size, static_cast<int>(table.size()));
        const Table page(table.begin() + from, table.begin() + to);
        const QByteArray next =
            to < static_cast<int>(table.size()) ? "L" + QByteArray::number(to) : QByteArray("null");
        QByteArray body = csvOf({"Id", "Name", "Description"}, page, "\n");
        if (gzip)
            body = gzipped(body);
        Scripted answer{200, body,
            {{"Content-Type", "text/csv"}, {"Sforce-Locator", next},
                {"Sforce-NumberOfRecords", QByteArray::number(page.size())}},
            {}, -1};
        if (gzip)
            answer.headers.emplace_back("Content-Encoding", "gzip");
        if (spoil)
            spoil(downloads, answer);
        ++downloads;
        return answer;
    }
    std::mutex m_mutex;
};

const QStringList bulkFields{u"Id"_s, u"Name"_s, u"Description"_s};

/// Everything needed to read a Bulk query, on the calling thread or with a receiver of its own.
struct Bulk {
    explicit Bulk(BulkOrg &bulkOrg, bool threaded = false)
        : org(bulkOrg), transport(org.script()), session(transport, tokens, pause, stop.get_token())
    {
        options.maxRecords = 100;
        options.batchBytes = 1'000;
        options.listener = [this](const QString &, const QString &state, qint64) {
            states.append(state);
        };
        if (threaded) {
            options.makeTransport = [this](const std::stop_token &) {
                return std::make_unique<ScriptedTransport>(org.script());
            };
        }
    }
    std::unique_ptr<RecordPages> pages(const BulkQueryState &state = {u"750xx"_s, {}, false})
    {
        return bulkRecords(session, tokens, pause, state, bulkFields, options, stop.get_token());
    }
    /// Reads to the end; rows of pages that ended in `table`, where to go on in `resumeAt`.
    std::optional<Failure> readAll(RecordPages &from)
    {
        while (true) {
            Result<std::optional<RecordPage>> page = from.next();
            if (!page)
                return page.failure();
            if (!*page)
                return std::nullopt;
            append((*page)->batch, table);
            ++batches;
            total = (*page)->expectedTotal.value_or(-1);
            if ((*page)->endOfPage) {
                resumeAt.append((*page)->resumeAt);
                committed = table.size();
            }
        }
    }
    BulkOrg &org;
    ManualClock clock{QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::utc())};
    InstantPause pause{clock};
    std::stop_source stop;
    CountingTokens tokens{instance};
    ScriptedTransport transport;
    Session session;
    BulkOptions options;
    QStringList states;
    Table table;
    std::size_t committed = 0;
    QStringList resumeAt;
    int batches = 0;
    qint64 total = 0;
};

} // namespace

class RecordsTest : public QObject {
    Q_OBJECT

private slots:
    // --- SOQL

    void textInSoqlIsEscaped()
    {
        QCOMPARE(soqlText(u"O'Brien"_s), u"'O\\'Brien'"_s);
        QCOMPARE(soqlText(u"back\\slash'"_s), u"'back\\\\slash\\''"_s);
        QCOMPARE(soqlText(u"a\nb\tc\rd"_s), u"'a\\nb\\tc\\rd'"_s);
        QCOMPARE(soqlText(QString()), u"''"_s);
        QCOMPARE(selectFrom(u"Contact"_s, {u"Id"_s, u"Account.Name"_s}),
            u"SELECT Id, Account.Name FROM Contact"_s);
    }

    void theObjectOfAQueryIsFound()
    {
        QCOMPARE(objectOf(u"SELECT Id FROM Contact"_s), u"Contact"_s);
        QCOMPARE(objectOf(u"select count() from Lead WHERE Name = ' FROM x'"_s), u"Lead"_s);
        QCOMPARE(objectOf(u"SELECT Id, (SELECT Id FROM Contacts) FROM Account"_s), u"Account"_s);
        QCOMPARE(objectOf(u"SELECT Id"_s), QString());
    }

    void aQueryTravelsPercentEncoded()
    {
        QCOMPARE(queryPath(u"SELECT Id FROM X WHERE T >= 2024-05-07T22:07:19+02:00"_s, true),
            u"queryAll?q=SELECT%20Id%20FROM%20X%20WHERE%20T%20%3E%3D%202024-05-07T22%3A07%3A19%2B02%3A00"_s);
    }

    // --- REST

    void jsonBecomesTheFormOfCsv()
    {
        const QByteArray json = quoted(
            "{'totalSize':2,'done':true,'records':["
            "{'attributes':{'type':'Contact','url':'/x'},'Id':'003A','Amount':1234567890123.450,"
            "'Big':1.0E7,'Active':true,'Gone':false,'Nothing':null,'Empty':'',"
            "'Stamp':'2024-05-07T22:07:19.000+0000','Day':'2024-05-07','Skipped':['a \\'}\\\\',{}],"
            "'Text':'line\\nbreak \\'quoted\\' \\u00e9 \\ud83d\\ude00 \\ud800 tab\\t\\/',"
            "'Account':{'attributes':{'type':'Account'},'Name':'Acme','Owner':{'Name':'Ada'}}},"
            "{'Id':'003B','Account':null}]}");
        const auto columns = columnsNamed({"Id", "Amount", "Big", "Active", "Gone", "Nothing",
            "Empty", "Stamp", "Day", "Text", "Account.Name", "Account.Owner.Name", "Missing"});
        const Result<QueryPage> page = readQueryPage(
            {json.constData(), static_cast<std::size_t>(json.size())}, columns, u"q"_s);
        QVERIFY(page);
        Table table;
        append(page->batch, table);
        QCOMPARE(table.at(0),
            (std::vector<QByteArray>{"003A", "1234567890123.450", "1.0E7", "true", "false", "", "",
                "2024-05-07T22:07:19.000Z", "2024-05-07",
                "line\nbreak \"quoted\" é 😀 \xEF\xBF\xBD tab\t/", "Acme", "Ada", ""}));
        QCOMPARE(table.at(1).at(0), "003B");
        for (std::size_t column = 1; column < 13; ++column)
            QVERIFY(page->batch.isNull(1, column));
        QCOMPARE(page->totalSize, 2);
        QVERIFY(page->done);
    }

    void namesAreComparedAsSalesforceDoes()
    {
        const QByteArray json =
            quoted("{'totalSize':1,'done':true,'records':[{'NAME':'x','ACCOUNT':{'name':'y'}}]}");
        const Result<QueryPage> page =
            readQueryPage({json.constData(), static_cast<std::size_t>(json.size())},
                columnsNamed({"Account.Name", "Name"}), u"q"_s);
        QVERIFY(page);
        Table table;
        append(page->batch, table);
        QCOMPARE(table, (Table{{"y", "x"}}));
    }

    void aPageCutAnywhereIsTruncated()
    {
        const QByteArray json = quoted(
            "{'totalSize':2,'done':false,'nextRecordsUrl':'/q-1','records':[{'attributes':{'a':[1,{'b':'}]'}]},'Id':'A\\u00e9','N':-1.5e3,'T':true,'Z':null},{'Id':'B'}]}");
        const auto columns = columnsNamed({"Id", "N", "T", "Z"});
        QVERIFY(
            readQueryPage({json.constData(), static_cast<std::size_t>(json.size())}, columns, {}));
        for (qsizetype size = 0; size < json.size(); ++size) {
            const Result<QueryPage> page =
                readQueryPage({json.constData(), static_cast<std::size_t>(size)}, columns, u"q"_s);
            QVERIFY2(!page, json.left(size).constData());
            QCOMPARE(page.failure().problem, Problem::AnswerTruncated);
        }
    }

    void noJsonBreaksTheReader()
    {
        const QByteArray json = quoted(
            "{'totalSize':2,'done':true,'records':[{'attributes':{'a':[1,{}]},'Id':'A\\u00e9','N':-1.5e3,'T':true,'A':{'B':null}}]}");
        const auto columns = columnsNamed({"Id", "N", "T", "A.B"});
        QRandomGenerator chance(42);
        int readable = 0;
        for (int i = 0; i < 20'000; ++i) {
            QByteArray damaged = json;
            const int changes = 1 + chance.bounded(3);
            for (int change = 0; change < changes; ++change)
                damaged[chance.bounded(static_cast<int>(damaged.size()))] =
                    "{}[]\",:\\u0nte1\n"[chance.bounded(15)];
            const Result<QueryPage> page = readQueryPage(
                {damaged.constData(), static_cast<std::size_t>(damaged.size())}, columns, {});
            readable += page ? 1 : 0;
        }
        QVERIFY(readable > 0 && readable < 20'000);
        const QByteArray deep =
            quoted("{'totalSize':1,'done':true,'records':[{'x':") + QByteArray(100'000, '[');
        QVERIFY(
            !readQueryPage({deep.constData(), static_cast<std::size_t>(deep.size())}, columns, {}));
    }

    void halfACharacterAndABadByteCostNoRecord()
    {
        const QByteArray json = quoted("{'totalSize':3,'done':true,'records':["
                                       "{'Id':'\\udC00\\uD83D\\uDE00\\ud83d\\u0041','N':1},"
                                       "{'Id':'\\\\ud83d','N':2},"
                                       "{'Id':'Caf\xE9','N':9007199254740993.10}]}");
        const Result<QueryPage> page =
            readQueryPage({json.constData(), static_cast<std::size_t>(json.size())},
                columnsNamed({"Id", "N"}), u"q"_s);
        QVERIFY(page);
        Table table;
        append(page->batch, table);
        QCOMPARE(table,
            (Table{
                {"\uFFFD😀\uFFFDA", "1"}, {"\\ud83d", "2"}, {"Caf\uFFFD", "9007199254740993.10"}}));
    }

    void whatIsNestedStaysAsItIsWrittenAndALaterValueCounts()
    {
        const QByteArray json =
            quoted("{'totalSize':1,'done':true,'records':[{'Place': { 'city' : ['}'] } ,'Id':'A',"
                   "'List':[1, 2] ,'ID':'B','id':null,'Deep':")
            + QByteArray(2'000, '[') + QByteArray(2'000, ']') + quoted(" } ] }\n");
        const Result<QueryPage> page =
            readQueryPage({json.constData(), static_cast<std::size_t>(json.size())},
                columnsNamed({"Id", "Place", "List"}), u"q"_s);
        QVERIFY(page);
        Table table;
        append(page->batch, table);
        QCOMPARE(table, (Table{{"B", quoted("{ 'city' : ['}'] }"), "[1, 2]"}}));
    }

    void whatIsNoPageIsUnreadable_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray start = "{'totalSize':1,'done':true,'records':[";
        QTest::newRow("a word") << QByteArray("oops");
        QTest::newRow("a list") << QByteArray("[{'Id':'A'}]");
        QTest::newRow("no records") << QByteArray("{'totalSize':0,'done':true}");
        QTest::newRow("records that are none") << start + "1]}";
        QTest::newRow("something after it") << start + "{'Id':'A'}]}true";
        QTest::newRow("a second page") << start + "]}" + start + "]}";
        QTest::newRow("no word") << start + "{'Id':nope}]}";
        QTest::newRow("no number") << start + "{'Id':12x}]}";
        QTest::newRow("a minus") << start + "{'Id':-}]}";
        QTest::newRow("the wrong bracket") << start + "{'Id':'A']}}";
        QTest::newRow("no total") << QByteArray("{'totalSize':'1','done':true,'records':[]}");
        QTest::newRow("neither done nor not") << QByteArray("{'done':1,'records':[]}");
        QTest::newRow("nowhere to go on") << QByteArray("{'done':false,'records':[]}");
    }
    void whatIsNoPageIsUnreadable()
    {
        QFETCH(QByteArray, json);
        const QByteArray text = quoted(json);
        const Result<QueryPage> page =
            readQueryPage({text.constData(), static_cast<std::size_t>(text.size())},
                columnsNamed({"Id"}), u"q"_s);
        QVERIFY(!page);
        QCOMPARE(page.failure(), failure(Problem::AnswerUnreadable, {u"q"_s}));
    }

    void pagesFollowEachOtherAndCanBeResumed()
    {
        const auto page = [](int from, bool last) -> QByteArray {
            return quoted("{'totalSize':4,'done':") + QByteArray(last ? "true" : "false")
                + (last ? "" : quoted(",'nextRecordsUrl':'/services/data/v62.0/query/01g-2'"))
                + quoted(",'records':[{'Id':'") + QByteArray::number(from) + quoted("'},{'Id':'")
                + QByteArray::number(from + 1) + quoted("'}]}");
        };
        ScriptedTransport transport([&](const HttpRequest &request, const auto &) {
            const QString path = request.url.path();
            if (path == "/services/data"_L1)
                return Scripted{200, quoted("[{'version':'62.0'}]"), {}, {}, -1};
            return Scripted{
                200, path.endsWith("01g-2"_L1) ? page(2, true) : page(0, false), {}, {}, -1};
        });
        CountingTokens tokens(instance);
        RealPause pause;
        Session session(transport, tokens, pause, {});
        const auto read = [&](const QString &resumeAt) {
            const auto pages =
                restRecords(session, u"SELECT Id FROM Contact"_s, {u"Id"_s}, true, resumeAt);
            QByteArray ids;
            while (true) {
                const Result<std::optional<RecordPage>> next = pages->next();
                if (!next)
                    return QByteArray("failed");
                if (!*next)
                    return ids;
                Table table;
                append((*next)->batch, table);
                for (const auto &row : table)
                    ids += row.at(0);
                ids += (*next)->resumeAt.isEmpty() ? '.' : '>';
            }
        };
        QCOMPARE(read({}), "01>23.");
        QCOMPARE(read(u"/services/data/v62.0/query/01g-2"_s), "23.");
        QVERIFY(transport.sent.at(1).url.path().endsWith("/queryAll"_L1));
    }

    void aRefusedQueryNamesItsObject()
    {
        ScriptedTransport transport([&](const HttpRequest &request, const auto &) {
            const bool missing = request.url.query().contains("Nowhere"_L1);
            return Scripted{400,
                missing
                    ? quoted("[{'errorCode':'INVALID_TYPE','message':'sObject type `Nowhere` …'}]")
                    : quoted("[{'errorCode':'INVALID_FIELD','message':'No such column `X`'}]"),
                {}, {}, -1};
        });
        CountingTokens tokens(instance);
        RealPause pause;
        Session session(transport, tokens, pause, {}, u"62.0"_s);
        const Failure field =
            restRecords(session, u"SELECT X FROM Contact"_s, {u"X"_s})->next().failure();
        QCOMPARE(field.problem, Problem::QueryRefused);
        QCOMPARE(field.arguments, (QStringList{u"Contact"_s, u"INVALID_FIELD"_s}));
        QVERIFY(field.raw.contains("No such column `X`"_L1));
        const Failure object = countRecords(session, u"SELECT COUNT() FROM Nowhere"_s).failure();
        QCOMPARE(object.problem, Problem::ObjectNotVisible);
        QCOMPARE(object.arguments, QStringList{u"Nowhere"_s});
        QCOMPARE(createBulkQuery(session, u"SELECT X FROM Contact"_s).failure().problem,
            Problem::QueryRefused);
    }

    // --- CSV

    void anyTableComesBackWhereverItsChunksEnd()
    {
        QRandomGenerator chance(7);
        for (int round = 0; round < 60; ++round) {
            Table table(static_cast<std::size_t>(chance.bounded(12)));
            for (auto &row : table)
                row = {someValue(chance), someValue(chance), someValue(chance)};
            const QByteArray text = csvOf({"Id", "name", "NOTE"}, table,
                round % 2 == 0 ? "\n" : "\r\n", round % 3 == 0 ? nullptr : &chance);
            for (qsizetype piece = 1; piece <= text.size(); piece += 1 + piece / 8) {
                const std::size_t batch = round % 4 == 0 ? 1 : 100'000;
                CsvScanner scanner(columnsNamed({"Id", "Name", "Note"}), batch);
                const std::optional<Table> read = scanned(scanner, text, piece);
                QVERIFY2(read, qPrintable(scanner.problem()));
                QVERIFY2(*read == table, text.constData());
                QCOMPARE(scanner.rows(), static_cast<qint64>(table.size()));
            }
        }
    }

    void theHeaderDecidesWhichColumnIsWhich()
    {
        CsvScanner scanner(columnsNamed({"Id", "Account.Name", "Email"}));
        const std::optional<Table> read = scanned(scanner,
            "\xEF\xBB\xBF\"EMAIL\",\"Id\",\"account.name\"\r\n\"e\",\"1\",\"acme\"\r\n", 1);
        QVERIFY(read);
        QCOMPARE(*read, (Table{{"1", "acme", "e"}}));
    }

    void aBrokenPageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("early");
        QTest::newRow("column missing") << QByteArray("\"Id\"\n\"1\"\n") << false;
        QTest::newRow("column too many") << QByteArray("\"Id\",\"Name\",\"X\"\n") << false;
        QTest::newRow("value missing") << QByteArray("\"Id\",\"Name\"\n\"1\"\n") << false;
        QTest::newRow("value too many")
            << QByteArray("\"Id\",\"Name\"\n\"1\",\"2\",\"3\"\n") << false;
        QTest::newRow("text after a quote")
            << QByteArray("\"Id\",\"Name\"\n\"1\"x,\"2\"\n") << false;
        QTest::newRow("lone return")
            << QByteArray("\"Id\",\"Name\"\n\"1\",\"2\"\r\"3\",\"4\"\n") << false;
        QTest::newRow("ends in a quote") << QByteArray("\"Id\",\"Name\"\n\"1\",\"Ada") << true;
        QTest::newRow("ends between values") << QByteArray("\"Id\",\"Name\"\n\"1\",") << true;
        QTest::newRow("ends in a plain value") << QByteArray("\"Id\",\"Name\"\n\"1\",12") << true;
        QTest::newRow("web page") << QByteArray("<html>\n<body>\n") << false;
    }
    void aBrokenPageIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, early);
        for (const qsizetype piece : {1, 3, 1000}) {
            CsvScanner scanner(columnsNamed({"Id", "Name"}));
            QVERIFY(!scanned(scanner, text, piece));
            QVERIFY(!scanner.problem().isEmpty());
            QCOMPARE(scanner.endsEarly(), early);
        }
    }

    void aRowCutAnywhereIsNeverTakenForAWholeOne()
    {
        const QByteArray text = "\"Id\",\"Name\"\n\"1\",\"a \"\"b\"\" c\"\n";
        const Table whole{{"1", "a \"b\" c"}};
        int taken = 0;
        for (qsizetype size = text.indexOf('\n') + 2; size < text.size(); ++size) {
            CsvScanner scanner(columnsNamed({"Id", "Name"}));
            const std::optional<Table> read = scanned(scanner, text.left(size), 4);
            if (!read || *read == whole)
                continue;
            // Between two doubled quotes a cut value looks closed; the count of bytes in HTTP and
            // the gzip trailer guard that.
            QVERIFY(text.left(size).endsWith('"'));
            ++taken;
        }
        QCOMPARE(taken, 2);
    }

    void noBytesBreakTheScanner()
    {
        QRandomGenerator chance(3);
        const QByteArray alphabet("\"\",,\n\n\r\rab\xEF\xBB\xBF\0", 14);
        for (int i = 0; i < 5'000; ++i) {
            QByteArray text = i % 2 == 0 ? "\"Id\",\"Name\"\n" : "";
            const int size = chance.bounded(60);
            for (int at = 0; at < size; ++at)
                text += alphabet.at(chance.bounded(14));
            CsvScanner scanner(columnsNamed({"Id", "Name"}), 1 + chance.bounded(30));
            const std::optional<Table> read = scanned(scanner, text, 1 + chance.bounded(9));
            // Whatever it makes of it does not depend on where the chunks end.
            CsvScanner again(columnsNamed({"Id", "Name"}));
            QVERIFY(scanned(again, text, text.size() + 1) == read);
        }
    }

    void nothingIsAnEmptyPage()
    {
        for (const QByteArray text : {"", "\"Id\",\"Name\"\n", "\"Id\",\"Name\"", "\n"}) {
            CsvScanner scanner(columnsNamed({"Id", "Name"}));
            const std::optional<Table> read = scanned(scanner, text, 100);
            QVERIFY(read);
            QCOMPARE(read->size(), 0U);
        }
    }

    // --- Bulk API 2.0

    void aBulkQueryComesInPagesAndBatches_data()
    {
        QTest::addColumn<bool>("threaded");
        QTest::addColumn<bool>("gzip");
        QTest::newRow("plain") << false << false;
        QTest::newRow("gzip") << false << true;
        QTest::newRow("plain, threaded") << true << false;
        QTest::newRow("gzip, threaded") << true << true;
    }
    void aBulkQueryComesInPagesAndBatches()
    {
        QFETCH(bool, threaded);
        QFETCH(bool, gzip);
        BulkOrg org(250);
        org.gzip = gzip;
        org.busyPolls = 3;
        Bulk bulk(org, threaded);
        const auto pages = bulk.pages();
        QVERIFY(!bulk.readAll(*pages));
        QVERIFY(bulk.table == org.table);
        QCOMPARE(bulk.resumeAt, (QStringList{u"L100"_s, u"L200"_s, QString()}));
        QVERIFY(gzip || bulk.batches > 6);
        QCOMPARE(bulk.total, 250);
        QCOMPARE(bulk.states, (QStringList{u"InProgress"_s, u"JobComplete"_s}));
        QVERIFY(bulk.pause.total() > 700ms);
        QCOMPARE(bulk.session.calls(), 4 + 3); // polls and pages, whoever made them
        QVERIFY(!pages->next()->has_value());  // and stays at the end
    }

    void itGoesOnWhereItStopped()
    {
        BulkOrg org(250);
        Bulk bulk(org, true);
        QVERIFY(!bulk.readAll(*bulk.pages({u"750xx"_s, u"L100"_s, false})));
        QVERIFY(bulk.table == Table(org.table.begin() + 100, org.table.end()));
        Bulk done(org);
        QVERIFY(!done.readAll(*done.pages({u"750xx"_s, u"L200"_s, true})));
        QVERIFY(done.table.empty());
        QCOMPARE(done.transport.sent.size(), 0U);
    }

    void anEmptyResultIsOnePageWithoutRows()
    {
        BulkOrg org(0);
        for (const bool withoutBody : {false, true}) {
            org.spoil = [withoutBody](int, Scripted &answer) {
                if (withoutBody)
                    answer.body.clear();
            };
            Bulk bulk(org);
            QVERIFY(!bulk.readAll(*bulk.pages()));
            QCOMPARE(bulk.resumeAt, QStringList{QString()});
            QVERIFY(bulk.table.empty());
        }
    }

    /// The result of a finished job does not change: what was handed on already is skipped.
    void aDownloadThatBreaksOffIsTakenUpAgain_data()
    {
        QTest::addColumn<bool>("threaded");
        QTest::addColumn<QByteArray>("how");
        for (const char *how : {"cut", "gzip", "framing", "expired", "503"}) {
            QTest::addRow("%s", how) << false << QByteArray(how);
            QTest::addRow("%s, threaded", how) << true << QByteArray(how);
        }
    }
    void aDownloadThatBreaksOffIsTakenUpAgain()
    {
        QFETCH(bool, threaded);
        QFETCH(QByteArray, how);
        BulkOrg org(250);
        org.gzip = how == "gzip";
        org.spoil = [&](int download, Scripted &answer) {
            if (download % 2 == 0)
                return;
            if (how == "cut")
                answer.cutAfter = answer.body.size() * 2 / 3;
            else if (how == "gzip" || how == "framing")
                answer.body.truncate(answer.body.size() * 2 / 3);
            else if (how == "503")
                answer = {503, "", {{"Retry-After", "1"}}, {}, -1};
            else
                answer = {
                    401, quoted("[{'errorCode':'INVALID_SESSION_ID','message':'x'}]"), {}, {}, -1};
        };
        Bulk bulk(org, threaded);
        const std::optional<Failure> failed = bulk.readAll(*bulk.pages());
        QVERIFY2(!failed, failed ? qPrintable(failed->code()) : "");
        QVERIFY(bulk.table == org.table);
        QCOMPARE(bulk.resumeAt, (QStringList{u"L100"_s, u"L200"_s, QString()}));
        QCOMPARE(org.downloads, 5);
        QCOMPARE(bulk.tokens.renewals, how == "expired" ? 2 : 0);
    }

    void fewerRowsThanAnnouncedAreNoPage()
    {
        BulkOrg org(50);
        org.spoil = [](int, Scripted &answer) {
            for (auto &[name, value] : answer.headers) {
                if (name == "Sforce-NumberOfRecords")
                    value = "51";
            }
        };
        Bulk bulk(org);
        const std::optional<Failure> failed = bulk.readAll(*bulk.pages());
        QVERIFY(failed);
        QCOMPARE(failed->problem, Problem::AnswerTruncated);
        QCOMPARE(bulk.committed, 0U);
        QVERIFY(bulk.table
            == Table(org.table.begin(),
                org.table.begin() + static_cast<std::ptrdiff_t>(bulk.table.size()))); // none twice
        QCOMPARE(org.downloads, 3);
    }

    void aFailureStaysAFailure()
    {
        BulkOrg org(250);
        org.spoil = [](int, Scripted &answer) { answer.cutAfter = answer.body.size() / 2; };
        Bulk bulk(org, true);
        const auto pages = bulk.pages();
        QCOMPARE(bulk.readAll(*pages)->problem, Problem::ConnectionLost);
        org.spoil = {};
        QCOMPARE(pages->next().failure().problem, Problem::ConnectionLost);
    }

    void aJobThatFailedSaysWhy()
    {
        BulkOrg org(1);
        org.finalState = "Failed";
        Bulk bulk(org);
        const std::optional<Failure> failed = bulk.readAll(*bulk.pages());
        QCOMPARE(failed->problem, Problem::BulkJobFailed);
        QCOMPARE(failed->arguments, (QStringList{u"Contact"_s, u"750xx"_s}));
        QCOMPARE(failed->raw, u"InternalServerError : oops"_s);
        org.finalState = "Aborted";
        Bulk aborted(org);
        QCOMPARE(aborted.readAll(*aborted.pages())->raw, u"Aborted"_s);
    }

    void aJobThatIsGoneHasFailed()
    {
        ScriptedTransport transport([&](const auto &, const auto &) {
            return Scripted{
                404, quoted("[{'errorCode':'NOT_FOUND','message':'gone'}]"), {}, {}, -1};
        });
        BulkOrg org(0);
        Bulk bulk(org);
        Session session(transport, bulk.tokens, bulk.pause, {}, u"62.0"_s);
        const auto pages = bulkRecords(
            session, bulk.tokens, bulk.pause, {u"750yy"_s, {}, false}, bulkFields, {}, {});
        QCOMPARE(pages->next().failure().problem, Problem::BulkJobFailed);
        QVERIFY(discardBulkQuery(session, u"750yy"_s)); // that is what was wanted
    }

    void aJobThatEndsWhileItIsDiscardedIsRemoved()
    {
        QByteArrayList verbs;
        ScriptedTransport transport([&verbs](const HttpRequest &request, const QByteArray &) {
            verbs.append(request.verb);
            if (verbs.size() == 3)
                return Scripted{204, {}, {}, {}, -1};
            return Scripted{400,
                request.verb == "DELETE"
                    ? R"([{"errorCode":"API_ERROR","message":"the job is not terminated"}])"
                    : R"([{"errorCode":"INVALIDJOBSTATE","message":"Aborting already Completed Job not allowed"}])",
                {}, {}, -1};
        });
        CountingTokens tokens(instance);
        ManualClock clock(QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::utc()));
        InstantPause pause(clock);
        Session session(transport, tokens, pause, {}, u"62.0"_s);
        QVERIFY(discardBulkQuery(session, u"750yy"_s));
        QCOMPARE(verbs, (QByteArrayList{"DELETE", "PATCH", "DELETE"}));
    }

    void stoppingEndsIt_data()
    {
        QTest::addColumn<bool>("threaded");
        QTest::newRow("on the calling thread") << false;
        QTest::newRow("threaded") << true;
    }
    void stoppingEndsIt()
    {
        QFETCH(bool, threaded);
        BulkOrg org(5'000);
        Bulk bulk(org, threaded);
        const auto pages = bulk.pages();
        QVERIFY(pages->next());
        bulk.stop.request_stop();
        std::optional<Failure> failed = bulk.readAll(*pages);
        QVERIFY(failed);
        QCOMPARE(failed->problem, Problem::Cancelled);
        QVERIFY(org.downloads < 20);
        // While the job still works, too.
        BulkOrg slow(10);
        slow.busyPolls = 1'000'000;
        Bulk waiting(slow, threaded);
        waiting.options.listener = {};
        RealPause pause;
        std::jthread stopper([&] { waiting.stop.request_stop(); });
        const auto never = bulkRecords(waiting.session, waiting.tokens, pause,
            {u"750xx"_s, {}, false}, bulkFields, waiting.options, waiting.stop.get_token());
        QCOMPARE(never->next().failure().problem, Problem::Cancelled);
    }

    void itMayBeDroppedInTheMiddle()
    {
        BulkOrg org(5'000);
        Bulk bulk(org, true);
        auto pages = bulk.pages();
        QVERIFY(pages->next());
        pages.reset();
        // Bounded queues: what nobody took was not fetched.
        QVERIFY(org.downloads < 10);
    }

    void aBulkQueryIsOrderedAndDiscarded()
    {
        BulkOrg org(1);
        Bulk bulk(org);
        const Result<QString> job = createBulkQuery(bulk.session, u"SELECT Id FROM Contact"_s);
        QVERIFY(job);
        QCOMPARE(*job, u"750xx"_s);
        const QJsonDocument order = QJsonDocument::fromJson(bulk.transport.sent.back().body);
        QCOMPARE(order["operation"_L1].toString(), u"query"_s);
        QCOMPARE(order["query"_L1].toString(), u"SELECT Id FROM Contact"_s);
        QCOMPARE(order["lineEnding"_L1].toString(), u"LF"_s);
        QVERIFY(discardBulkQuery(bulk.session, *job));
    }
};

QTEST_GUILESS_MAIN(RecordsTest)
#include "tst_records.moc"
