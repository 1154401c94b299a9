#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/query/queryrender.h"
#include "app/practiceorg/records/records.h"
#include "app/practiceorg/rest/recordsendpoints.h"
#include "app/practiceorg/soql/sosl.h"

#include <sqlite3.h>

/// The resources search and parameterizedSearch.
using namespace Qt::StringLiterals;

namespace practice {

namespace {

using sosl::Group;

constexpr qint64 mostResults = 2'000;
constexpr qint64 mostOfObject = 250;
constexpr QChar separator(u'\x1f'); ///< between the fields of a record
constexpr const char *function = "sosl_matches";

void answerProblem(Call &call, const soql::Error &error)
{
    answerError(call, {400, error.code, error.message});
}

/// SQL: whether the record is meant. Its argument: the fields that are looked at, in one text.
void matchRecord(sqlite3_context *context, int /*count*/, sqlite3_value **values)
{
    const auto &term = *static_cast<const sosl::Term *>(sqlite3_user_data(context));
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(values[0]));
    const std::string_view utf8(
        bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(values[0])));
    if (!sosl::mayMatch(term, utf8)) {
        sqlite3_result_int(context, 0);
        return;
    }
    const QString text = QString::fromUtf8(bytes, static_cast<qsizetype>(utf8.size()));
    std::vector<QStringList> fields;
    for (const QStringView field : QStringView(text).tokenize(separator, Qt::SkipEmptyParts))
        fields.push_back(sosl::wordsOf(field));
    sqlite3_result_int(context, sosl::matches(term, fields) ? 1 : 0);
}

/// The function on a connection, for as long as this lives.
class MatchFunction {
public:
    MatchFunction(sqlite3 *db, const sosl::Term &term) : m_db(db)
    {
        sqlite3_create_function(db, function, 1, SQLITE_UTF8, const_cast<sosl::Term *>(&term),
            matchRecord, nullptr, nullptr);
    }
    ~MatchFunction()
    {
        sqlite3_create_function(m_db, function, 1, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr);
    }
    MatchFunction(const MatchFunction &) = delete;
    MatchFunction &operator=(const MatchFunction &) = delete;

private:
    sqlite3 *m_db;
};

/// Names by which people look for a record besides its own.
bool isOtherName(const Object &object, const Field &field)
{
    static const QStringList names = {u"Account.Site"_s, u"Account.Website"_s,
        u"Contact.AssistantName"_s, u"Contact.FirstName"_s, u"Contact.LastName"_s,
        u"Lead.Company"_s, u"Lead.FirstName"_s, u"Lead.LastName"_s, u"User.FirstName"_s,
        u"User.LastName"_s};
    return names.contains(QString(object.name + u'.' + field.name));
}

/// Text is searched; numbers, dates, checkboxes and picklists are not.
bool isSearched(const Object &object, const Field &field, Group group)
{
    const bool isWritten = isText(field.type) && field.type != FieldType::Picklist
        && field.type != FieldType::MultiPicklist;
    if (!field.visible() || !field.stored() || !isWritten || field.name == "PhotoUrl"_L1)
        return false;
    switch (group) {
    case Group::All:
        return true;
    case Group::Name:
    case Group::Sidebar:
        return field.nameField || isOtherName(object, field);
    case Group::Email:
        return field.type == FieldType::Email;
    case Group::Phone:
        return field.type == FieldType::Phone;
    }
    return false;
}

QByteArray searchedText(const Object &object, Group group)
{
    QByteArrayList values;
    for (const Field &field : object.fields) {
        if (isSearched(object, field, group))
            values.append("coalesce(t0." + field.column + ", '')");
    }
    return values.isEmpty() ? QByteArray("''") : values.join(" || char(31) || ");
}

/// One search over one org, at one moment.
class Searcher {
public:
    Searcher(Call &call, const sosl::Search &search, const QString &text)
        : m_call(call)
        , m_search(search)
        , m_text(text)
        , m_records(recordsOf(call.org))
        , m_schema(m_records.snapshot())
        , m_reader(m_records.store().reader())
        , m_left(std::min(search.limit.value_or(mostResults), mostResults))
    {
        m_reader.begin();
    }

    std::optional<soql::Error> run()
    {
        if (m_search.returning.empty())
            return everywhere();
        m_objects = std::ssize(m_search.returning);
        for (const sosl::Returning &returning : m_search.returning) {
            if (std::optional<soql::Error> error = in(returning.query))
                return error;
        }
        return std::nullopt;
    }

    QByteArray records; ///< JSON, with commas between them

private:
    std::optional<soql::Error> everywhere()
    {
        std::vector<const Object *> objects;
        for (const auto &object : m_schema->objects()) {
            if (object->mayRead && object->flag(u"searchable"_s))
                objects.push_back(object.get());
        }
        m_objects = std::ssize(objects);
        for (const Object *object : objects) {
            const soql::Parsed ids = soql::parse(u"SELECT Id FROM "_s + object->name);
            if (std::optional<soql::Error> error = in(std::get<soql::Query>(ids)))
                return error;
        }
        return std::nullopt;
    }

    /// Of one object 250 records, or with a condition or an order all; of several "up to the
    /// minimum number between 2,000/n and 250" (SOSL guide, "SOSL Limits on Search Results").
    [[nodiscard]] qint64 mostOf(const soql::Query &query) const
    {
        if (m_objects > 1)
            return std::min(mostResults / m_objects, mostOfObject);
        return query.where || !query.orderBy.empty() ? mostResults : mostOfObject;
    }

    std::optional<soql::Error> in(const soql::Query &query)
    {
        const soql::Context context{
            m_schema, m_call.org.now().toMSecsSinceEpoch(), m_call.org.userId(), false};
        soql::Planned planned = soql::plan(m_text, query, context);
        if (auto *error = std::get_if<soql::Error>(&planned))
            return *error;
        auto &plan = std::get<soql::Plan>(planned);
        if (!plan.object->flag(u"searchable"_s)) {
            return soql::Error{"INVALID_TYPE_FOR_OPERATION",
                u"entity type %1 does not support search"_s.arg(plan.object->name)};
        }
        if (plan.shape != soql::Plan::Shape::Records) {
            return m_search.returning.empty()
                ? std::nullopt
                : std::optional(soql::Error{
                      "MALFORMED_SEARCH", u"aggregate functions are not supported in a search"_s});
        }
        plan.where += (plan.where.isEmpty() ? " WHERE " : " AND ") + QByteArray(function) + '('
            + searchedText(*plan.object, m_search.group) + ')';
        return append(plan, mostOf(query));
    }

    std::optional<soql::Error> append(const soql::Plan &plan, qint64 most)
    {
        sqlite3 *db = m_reader.db();
        const MatchFunction matching(db, m_search.term);
        const QByteArray sql = plan.recordsSql();
        Statement rows(db, {sql.constData(), static_cast<std::size_t>(sql.size())});
        if (!rows)
            return soql::Error{"UNKNOWN_EXCEPTION", QString::fromUtf8(sqlite3_errmsg(db))};
        plan.bind(rows.handle());
        RecordPrinter printer(plan, db, m_call.version);
        while (m_left > 0 && most-- > 0 && rows.step()) {
            --m_left;
            if (!records.isEmpty())
                records += ',';
            (void)printer.append(records, rows.handle()); // no children here: nothing can fail
        }
        return std::nullopt;
    }

    Call &m_call;
    const sosl::Search &m_search;
    const QString &m_text;
    Records &m_records;
    SchemaPointer m_schema;
    Store::Reader m_reader;
    qint64 m_left;
    qint64 m_objects = 1;
};

void answerSosl(Call &call, const QString &text)
{
    const sosl::Parsed parsed = sosl::parse(text);
    if (const auto *error = std::get_if<soql::Error>(&parsed)) {
        answerProblem(call, *error);
        return;
    }
    Searcher searcher(call, std::get<sosl::Search>(parsed), text);
    if (const std::optional<soql::Error> error = searcher.run()) {
        answerProblem(call, *error);
        return;
    }
    // Until version 36 the list stood alone.
    const QByteArray list = '[' + searcher.records + ']';
    answerJsonText(
        call, 200, call.versionNumber() < 37 ? list : "{\"searchRecords\":" + list + '}');
}

void search(Call &call) { answerSosl(call, QString::fromUtf8(call.request.parameter("q"))); }

/// What both ways of a parameterized search say.
struct Wish {
    struct Of {
        QString name;
        QString fields;
        QString where;
        QString orderBy;
        QString limit;
    };
    QString words;
    QString in;
    QString fields;
    QString limit;        ///< of all
    QString defaultLimit; ///< of each object
    QString offset;
    QString metadata;
    std::vector<Of> objects;
};

/// `Name DESC NULLS_LAST`
QString orderOf(QString orderBy)
{
    return orderBy.replace(u"NULLS_"_s, u"NULLS "_s, Qt::CaseInsensitive);
}

QString soslOf(const Wish &wish)
{
    QString text = u"FIND {"_s + sosl::escaped(wish.words) + u'}';
    if (!wish.in.isEmpty())
        text += u" IN "_s + wish.in + u" FIELDS"_s;
    QStringList objects;
    for (const Wish::Of &each : wish.objects) {
        const QString fields = each.fields.isEmpty() ? wish.fields : each.fields;
        const QString limit = each.limit.isEmpty() ? wish.defaultLimit : each.limit;
        QString inside = fields.isEmpty() ? u"Id"_s : fields;
        if (!each.where.isEmpty())
            inside += u" WHERE "_s + each.where;
        if (!each.orderBy.isEmpty())
            inside += u" ORDER BY "_s + orderOf(each.orderBy);
        if (!limit.isEmpty())
            inside += u" LIMIT "_s + limit;
        if (!wish.offset.isEmpty())
            inside += u" OFFSET "_s + wish.offset;
        objects.append(each.name + u'(' + inside + u')');
    }
    if (!objects.isEmpty())
        text += u" RETURNING "_s + objects.join(u", "_s);
    if (!wish.metadata.isEmpty()) // not there: README.md
        text += u" WITH METADATA = '%1'"_s.arg(wish.metadata);
    if (!wish.limit.isEmpty())
        text += u" LIMIT "_s + wish.limit;
    return text;
}

void searchByAddress(Call &call)
{
    const auto value = [&](const QString &name) { return parameter(call, name.toStdString()); };
    Wish wish{value(u"q"_s), value(u"in"_s), value(u"fields"_s), value(u"overallLimit"_s),
        value(u"defaultLimit"_s), value(u"offset"_s), value(u"metadata"_s), {}};
    for (const auto &[key, object] : http::formValues(call.request.query())) {
        const QString name = QString::fromUtf8(object);
        if (key == "sobject")
            wish.objects.push_back({name, value(name + u".fields"_s), value(name + u".where"_s),
                value(name + u".orderBy"_s), value(name + u".limit"_s)});
    }
    answerSosl(call, soslOf(wish));
}

QString listed(const QJsonValue &fields)
{
    QStringList names;
    for (const QJsonValue &field : fields.toArray())
        names.append(field.toString());
    return names.join(u',');
}

/// Limits come as numbers or as text.
QString number(const QJsonValue &value) { return value.toVariant().toString(); }

void searchByBody(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    Wish wish{body[u"q"_s].toString(), body[u"in"_s].toString(), listed(body[u"fields"_s]),
        number(body[u"overallLimit"_s]), number(body[u"defaultLimit"_s]), number(body[u"offset"_s]),
        body[u"metadata"_s].toString(), {}};
    for (const QJsonValue &each : body[u"sobjects"_s].toArray()) {
        wish.objects.push_back({each[u"name"_s].toString(), listed(each[u"fields"_s]),
            each[u"where"_s].toString(), each[u"orderBy"_s].toString(), number(each[u"limit"_s])});
    }
    answerSosl(call, soslOf(wish));
}

} // namespace

void addSearchEndpoints(Router &router)
{
    router.add("GET", "search", search);
    router.add("GET", "parameterizedSearch", searchByAddress);
    router.add("POST", "parameterizedSearch", searchByBody);
}

} // namespace practice
