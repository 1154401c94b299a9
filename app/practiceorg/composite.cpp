#include "app/practiceorg/language.h"
#include "app/practiceorg/recordsendpoints.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;

/// Several requests in one: composite, composite/batch, composite/tree (PROTOCOL 4.3 to 4.5).
namespace practice {

namespace {

constexpr qsizetype mostParts = 25;
constexpr int mostQueries = 5;

QJsonValue bodyOf(const InsideAnswer &answer)
{
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (document.isArray())
        return document.array();
    if (document.isObject())
        return document.object();
    return QJsonValue::Null;
}

QJsonArray halted()
{
    return {QJsonObject{{u"errorCode"_s, u"PROCESSING_HALTED"_s},
        {u"message"_s,
            u"The transaction was rolled back since another operation in the same transaction failed."_s}}};
}

/// The value of `id`, `records[0].Id`, … in what an earlier part answered.
QJsonValue valueAt(QJsonValue value, const QString &path)
{
    static const QRegularExpression step(u"([^.\\[\\]]+)|\\[(\\d+)\\]"_s);
    QRegularExpressionMatchIterator each = step.globalMatch(path);
    while (each.hasNext()) {
        const QRegularExpressionMatch match = each.next();
        if (!match.captured(2).isEmpty())
            value = value.toArray().at(match.captured(2).toInt());
        else
            value = value.toObject().value(match.captured(1));
    }
    return value;
}

/// Answers of earlier parts, by referenceId, and what `@{a1.id}` becomes.
class References {
public:
    void add(const QString &name, const QJsonValue &body, bool failed)
    {
        m_bodies.insert(name, body);
        if (failed)
            m_failed.insert(name);
    }

    /// Whether a text names a part that failed.
    [[nodiscard]] bool needsFailed(const QString &text) const
    {
        QRegularExpressionMatchIterator each = pattern().globalMatch(text);
        while (each.hasNext()) {
            if (m_failed.contains(each.next().captured(1)))
                return true;
        }
        return false;
    }

    [[nodiscard]] QString replaced(const QString &text) const
    {
        QString result;
        qsizetype plain = 0;
        QRegularExpressionMatchIterator each = pattern().globalMatch(text);
        while (each.hasNext()) {
            const QRegularExpressionMatch match = each.next();
            result += text.mid(plain, match.capturedStart() - plain);
            plain = match.capturedEnd();
            const QString name = match.captured(1);
            if (m_bodies.contains(name))
                result += valueAt(m_bodies.value(name), match.captured(2)).toVariant().toString();
            else
                result += match.captured(0);
        }
        return result + text.mid(plain);
    }

    [[nodiscard]] QJsonValue replaced(const QJsonValue &value) const
    {
        if (value.isString())
            return replaced(value.toString());
        if (value.isArray()) {
            QJsonArray array;
            for (const QJsonValue &each : value.toArray())
                array.append(replaced(each));
            return array;
        }
        if (value.isObject()) {
            QJsonObject object;
            const QJsonObject old = value.toObject();
            for (auto each = old.begin(); each != old.end(); ++each)
                object.insert(each.key(), replaced(each.value()));
            return object;
        }
        return value;
    }

private:
    static const QRegularExpression &pattern()
    {
        static const QRegularExpression reference(u"@\\{(\\w+)\\.([^}]*)\\}"_s);
        return reference;
    }

    QHash<QString, QJsonValue> m_bodies;
    QSet<QString> m_failed;
};

QByteArray jsonText(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    return {};
}

QString textOf(const QJsonValue &value) { return QString::fromUtf8(jsonText(value)); }

QJsonObject partAnswer(
    const QString &reference, int status, const QJsonValue &body, const QJsonObject &headers = {})
{
    return {{u"body"_s, body}, {u"httpHeaders"_s, headers}, {u"httpStatusCode"_s, status},
        {u"referenceId"_s, reference}};
}

/// The addresses of a part with its own headers taken along. Unencoded spaces are encoded.
QByteArray targetOf(const QString &url)
{
    return QUrl::toPercentEncoding(url, "/?&=%:@!$'()*+,;~#[]{}\"<>\\^`|");
}

bool isQueryOrCollection(const QString &url)
{
    return url.contains("/query"_L1) || url.contains("/composite/sobjects"_L1);
}

/// Why the whole call is refused; empty when it is not.
QString problemOf(const QJsonArray &parts)
{
    static const QRegularExpression name(u"^[A-Za-z]\\w*$"_s);
    if (parts.size() > mostParts)
        return u"The composite request can contain at most 25 subrequests."_s;
    QSet<QString> seen;
    int queries = 0;
    for (const QJsonValue &part : parts) {
        const QString reference = part[u"referenceId"_s].toString();
        if (!name.match(reference).hasMatch())
            return u"The provided referenceId '%1' is not valid."_s.arg(reference);
        if (seen.contains(reference))
            return u"The referenceId '%1' is used more than once."_s.arg(reference);
        seen.insert(reference);
        queries += isQueryOrCollection(part[u"url"_s].toString()) ? 1 : 0;
        const QJsonObject headers = part[u"httpHeaders"_s].toObject();
        for (const QString &each : headers.keys()) {
            for (const QString &refused : {u"Accept"_s, u"Authorization"_s, u"Content-Type"_s}) {
                if (each.compare(refused, Qt::CaseInsensitive) == 0)
                    return u"The header '%1' is not allowed in a subrequest."_s.arg(each);
            }
        }
    }
    if (queries > mostQueries)
        return u"At most 5 subrequests can be queries or sObject Collections operations."_s;
    return {};
}

QJsonObject runPart(Call &call, const QJsonObject &part, References &references, bool &failed)
{
    const QString reference = part[u"referenceId"_s].toString();
    const QJsonValue givenBody = part[u"body"_s];
    const QString url = part[u"url"_s].toString();
    failed = references.needsFailed(url) || references.needsFailed(textOf(givenBody));
    if (failed) {
        references.add(reference, {}, true);
        return partAnswer(reference, 400, halted());
    }
    http::Headers headers;
    const QJsonObject given = part[u"httpHeaders"_s].toObject();
    for (auto each = given.begin(); each != given.end(); ++each)
        headers.add(each.key().toLatin1(), each.value().toString().toUtf8());
    const InsideAnswer answer = callInside(call, part[u"method"_s].toString().toLatin1(),
        targetOf(references.replaced(url)), headers, jsonText(references.replaced(givenBody)));
    failed = answer.status >= 300 && answer.status != 304;
    const QJsonValue body = bodyOf(answer);
    references.add(reference, body, failed);

    QJsonObject shown;
    for (const char *name : {"Location", "ETag", "Last-Modified"}) {
        if (answer.headers.contains(name))
            shown.insert(
                QString::fromLatin1(name), QString::fromLatin1(answer.headers.value(name)));
    }
    return partAnswer(reference, answer.status, body, shown);
}

void composite(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    const QJsonArray parts = body[u"compositeRequest"_s].toArray();
    const QString problem = problemOf(parts);
    if (!problem.isEmpty()) {
        answerError(call, {400, "INVALID_INPUT", problem});
        return;
    }
    const bool allOrNone = body[u"allOrNone"_s].toBool();
    // Parts of this thread write into the outer transaction while there is one.
    std::optional<Store::Writer> transaction;
    if (allOrNone)
        transaction.emplace(recordsOf(call.org).store().writer());

    References references;
    QJsonArray answers;
    qsizetype firstFailed = -1;
    for (const QJsonValue &part : parts) {
        bool failed = false;
        if (allOrNone && firstFailed >= 0) {
            answers.append(partAnswer(part[u"referenceId"_s].toString(), 400, halted()));
            continue;
        }
        answers.append(runPart(call, part.toObject(), references, failed));
        if (failed && firstFailed < 0)
            firstFailed = answers.size() - 1;
    }
    if (transaction && firstFailed < 0) {
        if (!transaction->commit()) {
            answerError(call, {500, "UNKNOWN_EXCEPTION", transaction->errorText()});
            return;
        }
    } else if (transaction) {
        for (qsizetype i = 0; i < firstFailed; ++i)
            answers[i] = partAnswer(parts[i][u"referenceId"_s].toString(), 400, halted());
    }
    transaction.reset();
    answerJson(call, 200, QJsonObject{{u"compositeResponse"_s, answers}});
}

void batch(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    const QJsonArray parts = body[u"batchRequests"_s].toArray();
    if (parts.isEmpty() || parts.size() > mostParts) {
        answerError(call, {400, "INVALID_INPUT", u"A batch has 1 to 25 subrequests."_s});
        return;
    }
    if (parts.size() > 1)
        call.org.countApiCalls(static_cast<int>(parts.size()) - 1, "composite/batch");
    QJsonArray results;
    bool failedAny = false;
    for (const QJsonValue &part : parts) {
        if (failedAny && body[u"haltOnError"_s].toBool()) {
            results.append(QJsonObject{{u"statusCode"_s, 412},
                {u"result"_s,
                    QJsonArray{QJsonObject{{u"errorCode"_s, u"BATCH_PROCESSING_HALTED"_s},
                        {u"message"_s, u"Batch processing halted per request"_s}}}}});
            continue;
        }
        const InsideAnswer answer = callInside(call, part[u"method"_s].toString().toLatin1(),
            targetOf(part[u"url"_s].toString()), {}, jsonText(part[u"richInput"_s]));
        failedAny = failedAny || answer.status >= 400;
        results.append(
            QJsonObject{{u"statusCode"_s, answer.status}, {u"result"_s, bodyOf(answer)}});
    }
    answerJson(call, 200, QJsonObject{{u"hasErrors"_s, failedAny}, {u"results"_s, results}});
}

/// New records with their children, all or nothing.
class Tree {
public:
    Tree(Call &call, Records &records, Store::Writer &writer)
        : m_schema(records.snapshot())
        , m_records(records)
        , m_writer(writer)
        , m_options(writeOptions(call))
    {
        m_options.matchDetails = false;
    }

    void add(const QJsonObject &node, const Field *lookup, const QByteArray &parent, int level)
    {
        constexpr int most = 200;
        constexpr int mostLevels = 5;
        QJsonObject record = node;
        const QJsonValue attributes = record.take(u"attributes"_s);
        const QString reference = attributes[u"referenceId"_s].toString();
        const Object *object = m_schema->visibleObject(attributes[u"type"_s].toString());
        if (++m_count > most || level > mostLevels || object == nullptr) {
            refuse(reference, object == nullptr ? "INVALID_TYPE" : "LIMIT_EXCEEDED",
                object == nullptr
                    ? u"sObject type '%1' is not supported."_s.arg(attributes[u"type"_s].toString())
                    : u"A tree has at most 200 records in 5 levels."_s);
            return;
        }
        QList<std::pair<ChildRelationship, QJsonArray>> children = takeChildren(*object, record);
        if (lookup != nullptr)
            record.insert(lookup->name, QString::fromLatin1(parent));
        RecordWriter writer(
            m_records, m_writer, m_schema, *object, Operation::Insert, nullptr, m_options);
        const RowResult result = writer.applyJson(record);
        if (!result.ok()) {
            m_errors.append(QJsonObject{{u"referenceId"_s, reference},
                {u"errors"_s, rowErrorsJson(result.errors, userLanguage(m_records.org()))}});
            return;
        }
        m_results.append(
            QJsonObject{{u"referenceId"_s, reference}, {u"id"_s, QString::fromLatin1(result.id)}});
        for (const auto &[relationship, nodes] : children) {
            for (const QJsonValue &child : nodes)
                add(child.toObject(), relationship.field, result.id, level + 1);
        }
    }

    [[nodiscard]] const QJsonArray &errors() const { return m_errors; }
    [[nodiscard]] const QJsonArray &results() const { return m_results; }

private:
    QList<std::pair<ChildRelationship, QJsonArray>> takeChildren(
        const Object &object, QJsonObject &record) const
    {
        QList<std::pair<ChildRelationship, QJsonArray>> children;
        for (const ChildRelationship &each : m_schema->children(object)) {
            if (!each.name.isNull() && record.contains(each.name)) {
                children.append({each, record.take(each.name)[u"records"_s].toArray()});
            }
        }
        return children;
    }

    void refuse(const QString &reference, const char *code, const QString &message)
    {
        m_errors.append(QJsonObject{{u"referenceId"_s, reference},
            {u"errors"_s,
                QJsonArray{QJsonObject{{u"statusCode"_s, QString::fromLatin1(code)},
                    {u"message"_s, message}, {u"fields"_s, QJsonArray()}}}}});
    }

    SchemaPointer m_schema;
    Records &m_records;
    Store::Writer &m_writer;
    WriteOptions m_options;
    QJsonArray m_results;
    QJsonArray m_errors;
    int m_count = 0;
};

void tree(Call &call)
{
    Records &records = recordsOf(call.org);
    if (objectOfPath(call, *records.snapshot()) == nullptr)
        return;
    QJsonObject body;
    if (!readObject(call, body))
        return;
    Store::Writer writer = records.store().writer();
    Tree grown(call, records, writer);
    for (const QJsonValue &node : body[u"records"_s].toArray())
        grown.add(node.toObject(), nullptr, {}, 1);
    if (!grown.errors().isEmpty()) {
        answerJson(call, 400, QJsonObject{{u"hasErrors"_s, true}, {u"results"_s, grown.errors()}});
        return;
    }
    if (!writer.commit()) {
        answerError(call, {500, "UNKNOWN_EXCEPTION", writer.errorText()});
        return;
    }
    answerJson(call, 201, QJsonObject{{u"hasErrors"_s, false}, {u"results"_s, grown.results()}});
}

} // namespace

void addCompositeEndpoints(Router &router)
{
    router.add("POST", "composite", composite);
    router.add("POST", "composite/batch", batch);
    router.add("POST", "composite/tree/{object}", tree);
}

} // namespace practice
