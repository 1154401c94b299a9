#include "app/practiceorg/query/query.h"

#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/query/querycolumns.h"
#include "app/practiceorg/query/querycursors.h"
#include "app/practiceorg/query/queryrender.h"
#include "app/practiceorg/query/setupquery.h"
#include "app/practiceorg/records/records.h"
#include "app/practiceorg/soql/soqlplan.h"

#include <QRegularExpression>

/// The resources query and queryAll.
using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr int largestPage = 2'000;
constexpr int smallestPage = 200;

/// SQLite gave up on a statement of ours: mostly an expression beyond its limits.
void answerDatabaseProblem(Call &call, sqlite3 *db)
{
    const QString said = QString::fromUtf8(sqlite3_errmsg(db));
    if (said.contains(u"too large"_s) || said.contains(u"stack overflow"_s)
        || said.contains(u"too many"_s) || said.contains(u"at most"_s)) {
        answerProblem(call,
            {"QUERY_TOO_COMPLICATED",
                u"Query is either selecting too many fields or the filter conditions are too complicated."_s});
        return;
    }
    answerError(call, {500, "UNKNOWN_EXCEPTION", u"An unexpected error occurred: "_s + said});
}

void answerBadLocator(Call &call)
{
    answerError(call, {400, "INVALID_QUERY_LOCATOR", u"invalid query locator"_s});
}

/// `Sforce-Query-Options: batchSize=500`; what is out of bounds is brought within.
std::optional<int> wantedPage(const Call &call)
{
    static const QRegularExpression option(
        u"batchSize\\s*=\\s*(\\d{1,9})"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match =
        option.match(QString::fromLatin1(call.request.headers.value("Sforce-Query-Options")));
    if (!match.hasMatch())
        return std::nullopt;
    return std::clamp(match.captured(1).toInt(), smallestPage, largestPage);
}

soql::Context contextOf(Call &call, bool all)
{
    return {
        recordsOf(call.org).snapshot(), call.org.now().toMSecsSinceEpoch(), call.org.userId(), all};
}

Statement prepare(sqlite3 *db, const QByteArray &sql)
{
    return {db, {sql.constData(), static_cast<std::size_t>(sql.size())}};
}

QByteArray pageHead(qint64 total, const QString &next)
{
    QByteArray json = "{\"totalSize\":" + QByteArray::number(total)
        + (next.isEmpty() ? ",\"done\":true" : ",\"done\":false");
    if (!next.isEmpty())
        json += ",\"nextRecordsUrl\":\"" + next.toUtf8() + '"';
    return json + ",\"records\":[";
}

/// All children of a record as an open query of their own: the first page has been told.
ChildPages::Rest openChildren(
    Call &call, const soql::Plan &children, sqlite3 *db, std::string_view parentId, int page)
{
    Statement ids = prepare(db, children.rowIdsSql());
    if (!ids)
        return {};
    ids.bind(1, parentId);
    children.bind(ids.handle(), 2);
    Queries::Writer cursor = queriesOf(call.org).begin();
    qint64 total = 0;
    for (; ids.step(); ++total)
        cursor.add(ids.integer(0));
    if (!cursor.finish({cursor.locator(), children.soql, children.withDeleted, total, page,
            call.org.now().toMSecsSinceEpoch()}))
        return {};
    return {total,
        call.url(
            u"query/%1-%2"_s.arg(QString::fromLatin1(cursor.locator()), QString::number(page)))};
}

/// The records of some rows; those that were deleted meanwhile are missing. False when refused
/// (and answered).
bool appendRecords(
    Call &call, QByteArray &json, const soql::Plan &plan, sqlite3 *db, std::span<const qint64> rows)
{
    Statement one = prepare(db, plan.byRowIdSql());
    if (!one) {
        answerDatabaseProblem(call, db);
        return false;
    }
    const int page = wantedPage(call).value_or(largestPage);
    const ChildPages pages{page, [&](const soql::Plan &children, std::string_view parent) {
                               return openChildren(call, children, db, parent, page);
                           }};
    RecordPrinter printer(plan, db, call.version, &pages);
    bool first = true;
    for (const qint64 row : rows) {
        one.reset();
        one.bind(1, row);
        if (!one.step())
            continue;
        if (!std::exchange(first, false))
            json += ',';
        if (!printer.append(json, one.handle())) {
            answerDatabaseProblem(call, db);
            return false;
        }
    }
    return true;
}

void answerCount(Call &call, const soql::Plan &plan, sqlite3 *db)
{
    Statement count = prepare(db, plan.countSql());
    if (count)
        plan.bind(count.handle());
    if (!count || !count.step()) {
        answerDatabaseProblem(call, db);
        return;
    }
    answerJsonText(call, 200, pageHead(count.integer(0), {}) + "]}");
}

void answerGroups(Call &call, const soql::Plan &plan, sqlite3 *db)
{
    Statement groups = prepare(db, plan.recordsSql());
    if (!groups) {
        answerDatabaseProblem(call, db);
        return;
    }
    plan.bind(groups.handle());
    RecordPrinter printer(plan, db, call.version);
    QByteArray records;
    int count = 0;
    while (groups.step()) {
        if (++count > largestPage) {
            answerProblem(call,
                {"EXCEEDED_ID_LIMIT",
                    u"Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single "
                    "batch"_s});
            return;
        }
        if (count > 1)
            records += ',';
        (void)printer.append(records, groups.handle()); // no children here: nothing can fail
    }
    answerJsonText(call, 200, pageHead(count, {}) + records + "]}");
}

/// The first page, and a cursor where there are more.
void answerRecords(Call &call, const soql::Plan &plan, sqlite3 *db, const QString &soql)
{
    Statement ids = prepare(db, plan.rowIdsSql());
    if (!ids) {
        answerDatabaseProblem(call, db);
        return;
    }
    plan.bind(ids.handle());
    const int page = wantedPage(call).value_or(largestPage);
    std::vector<qint64> first;
    while (std::ssize(first) < page && ids.step())
        first.push_back(ids.integer(0));

    qint64 total = std::ssize(first);
    QString next;
    // "No server-side cursor and query locator are created", "only the first batch of records is
    // returned" (SOQL guide, "OFFSET").
    if (total == page && !plan.skips && ids.step()) {
        Queries::Writer cursor = queriesOf(call.org).begin();
        for (const qint64 row : first)
            cursor.add(row);
        do {
            cursor.add(ids.integer(0));
            ++total;
        } while (ids.step());
        if (!cursor.finish({cursor.locator(), soql, plan.withDeleted, total, page,
                call.org.now().toMSecsSinceEpoch()})) {
            answerError(call, {500, "UNKNOWN_EXCEPTION", u"The query could not be kept open."_s});
            return;
        }
        next = call.url(
            u"query/%1-%2"_s.arg(QString::fromLatin1(cursor.locator()), QString::number(page)));
    }
    QByteArray json = pageHead(total, next);
    if (appendRecords(call, json, plan, db, first))
        answerJsonText(call, 200, json + "]}");
}

} // namespace

void answerSoql(Call &call, const QString &soql, bool all)
{
    if (soql.trimmed().isEmpty()) {
        answerProblem(call, {"MALFORMED_QUERY", u"A query string has to be specified"_s});
        return;
    }
    soql::Parsed parsed = soql::parse(soql);
    if (const auto *error = std::get_if<soql::Error>(&parsed)) {
        answerProblem(call, *error);
        return;
    }
    auto &query = std::get<soql::Query>(parsed);
    if (SetupData::isAbout(query.object, SetupData::Api::Data)) {
        answerSetupQuery(call, soql, std::move(query), SetupData::Api::Data);
        return;
    }
    const soql::Planned planned = soql::plan(soql, query, contextOf(call, all));
    if (const auto *error = std::get_if<soql::Error>(&planned)) {
        answerProblem(call, *error);
        return;
    }
    const auto &plan = std::get<soql::Plan>(planned);
    if (call.request.parameter("columns") == "true") {
        answerJson(call, 200, queryColumns(plan));
        return;
    }
    Store::Reader reader = recordsOf(call.org).store().reader();
    reader.begin(); // rows and records of one moment
    switch (plan.shape) {
    case soql::Plan::Shape::Count:
        answerCount(call, plan, reader.db());
        break;
    case soql::Plan::Shape::Groups:
        answerGroups(call, plan, reader.db());
        break;
    case soql::Plan::Shape::Records:
        answerRecords(call, plan, reader.db(), soql);
        break;
    }
}

namespace {

void answerQuery(Call &call, bool all)
{
    if (!call.request.parameter("explain").isNull()) // not there: README.md
        answerNotFound(call);
    else
        answerSoql(call, QString::fromUtf8(call.request.parameter("q")), all);
}

void answerNextPage(Call &call)
{
    const QByteArray argument = call.argument("locator");
    const qsizetype dash = argument.indexOf('-');
    bool ok = false;
    const qint64 offset = argument.mid(dash + 1).toLongLong(&ok);
    const std::optional<QueryCursor> cursor = queriesOf(call.org).find(argument.left(dash));
    if (dash < 0 || !ok || !cursor || offset < 0 || offset > cursor->total) {
        answerBadLocator(call);
        return;
    }
    const soql::Planned planned = soql::plan(cursor->soql, contextOf(call, cursor->all));
    if (const auto *error = std::get_if<soql::Error>(&planned)) {
        answerProblem(call, *error);
        return;
    }
    const auto &plan = std::get<soql::Plan>(planned);
    const int page = wantedPage(call).value_or(cursor->batchSize);
    const std::vector<qint64> rows = queriesOf(call.org).rows(*cursor, offset, page);
    const qint64 end = offset + std::ssize(rows);
    const QString next = end < cursor->total
        ? call.url(u"query/%1-%2"_s.arg(QString::fromLatin1(cursor->locator), QString::number(end)))
        : QString();

    Store::Reader reader = recordsOf(call.org).store().reader();
    reader.begin();
    QByteArray json = pageHead(cursor->total, next);
    if (appendRecords(call, json, plan, reader.db(), rows))
        answerJsonText(call, 200, json + "]}");
}

} // namespace

void addQueryEndpoints(Router &router)
{
    router.add("GET", "query", [](Call &call) { answerQuery(call, false); });
    router.add("GET", "queryAll", [](Call &call) { answerQuery(call, true); });
    router.add("GET", "query/{locator}", answerNextPage);
    router.add("GET", "queryAll/{locator}", answerNextPage);
    addToolingEndpoints(router);
}

} // namespace practice
