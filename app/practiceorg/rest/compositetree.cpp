#include "app/practiceorg/http/language.h"
#include "app/practiceorg/rest/compositereferences.h"
#include "app/practiceorg/rest/recordsendpoints.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

/// New records with their children, all or nothing: composite/tree (PROTOCOL 4.5).
namespace practice {

namespace {

constexpr int mostTreeRecords = 200;
constexpr int mostLevels = 5;

struct Refusal {
    const char *code;
    QString message;
};

QJsonObject refused(const QString &reference, const QList<Refusal> &refusals)
{
    QJsonArray errors;
    for (const Refusal &each : refusals)
        errors.append(QJsonObject{{u"statusCode"_s, QString::fromLatin1(each.code)},
            {u"message"_s, each.message}, {u"fields"_s, QJsonArray()}});
    return {{u"referenceId"_s, reference}, {u"errors"_s, errors}};
}

/// A record of the request with its place in the tree.
struct Sprout {
    QJsonObject record; ///< without attributes and children
    QString reference;
    const Object *object = nullptr;
    QString type; ///< as the request has it
    QList<std::pair<const Field *, QList<Sprout>>> children;
    int level = 1;
};

/// Reads the request and looks for what is wrong with its form, before anything is saved.
class Seeds {
public:
    Seeds(const SchemaSnapshot &schema, const Object &root) : m_schema(schema), m_root(root) { }

    QList<Sprout> read(const QJsonArray &nodes)
    {
        QList<Sprout> sprouts;
        for (const QJsonValue &node : nodes)
            sprouts.append(read(node.toObject(), 1));
        return sprouts;
    }
    /// Nothing is saved when one record has no reference ID, or there are any refusals.
    [[nodiscard]] bool isNameless() const { return m_nameless; }
    [[nodiscard]] const QJsonArray &refusals() const { return m_refusals; }

private:
    Sprout read(QJsonObject node, int level)
    {
        Sprout sprout;
        const QJsonValue attributes = node.take(u"attributes"_s);
        sprout.reference = attributes[u"referenceId"_s].toString();
        sprout.type = attributes[u"type"_s].toString();
        sprout.object = m_schema.visibleObject(sprout.type);
        sprout.level = level;
        ++m_count;
        m_nameless = m_nameless || sprout.reference.isEmpty();
        check(sprout);
        m_seen.insert(sprout.reference);
        if (sprout.object != nullptr) {
            for (const ChildRelationship &each : m_schema.children(*sprout.object)) {
                if (each.name.isNull() || !node.contains(each.name))
                    continue;
                QList<Sprout> children;
                for (const QJsonValue &child : node.take(each.name)[u"records"_s].toArray())
                    children.append(read(child.toObject(), level + 1));
                sprout.children.append({each.field, children});
            }
        }
        sprout.record = node;
        return sprout;
    }

    /// Salesforce's words where a client recorded them: the two about duplicates in
    /// amp-labs/connectors, the one about no type in glenmazza's SalesforceMultipleRecordInserter,
    /// the one about a wrong type in forcedotcom/cli #3285. That the root has to be of the type in
    /// the address, and what a reference ID may hold, says the guide (sObject Tree Request Body);
    /// no recording of either was found.
    void check(const Sprout &sprout)
    {
        if (sprout.reference.isEmpty())
            return; // the whole request is refused for it
        if (m_seen.contains(sprout.reference))
            refuse(sprout,
                {{"INVALID_INPUT", u"Duplicate ReferenceId provided in the request."_s},
                    {"PROCESSING_HALTED",
                        u"Duplicate ReferenceId found: %1"_s.arg(sprout.reference)}});
        else if (!isReferenceId(sprout.reference))
            refuse(sprout, {{"INVALID_INPUT", illegalReferenceId(sprout.reference)}});
        else if (sprout.type.isEmpty())
            refuse(sprout,
                {{"INVALID_INPUT", u"Include an entity type for each record in the request."_s}});
        else if (sprout.object == nullptr || (sprout.level == 1 && sprout.object != &m_root))
            refuse(sprout,
                {{"INVALID_INPUT",
                    u"Invalid entity type provided in the request: %1"_s.arg(sprout.type)}});
        else if (m_count > mostTreeRecords || sprout.level > mostLevels)
            refuse(sprout, {{"LIMIT_EXCEEDED", u"A tree has at most 200 records in 5 levels."_s}});
    }

    void refuse(const Sprout &sprout, const QList<Refusal> &refusals)
    {
        m_refusals.append(refused(sprout.reference, refusals));
    }

    const SchemaSnapshot &m_schema;
    const Object &m_root;
    QSet<QString> m_seen;
    QJsonArray m_refusals;
    bool m_nameless = false;
    int m_count = 0;
};

/// The same, saved record by record, a parent before its children.
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

    void add(const Sprout &sprout, const Field *lookup, const QByteArray &parent)
    {
        QJsonObject record = sprout.record;
        if (lookup != nullptr)
            record.insert(lookup->name, QString::fromLatin1(parent));
        RecordWriter writer(
            m_records, m_writer, m_schema, *sprout.object, Operation::Insert, nullptr, m_options);
        const RowResult result = writer.applyJson(record);
        if (!result.ok()) {
            m_errors.append(QJsonObject{{u"referenceId"_s, sprout.reference},
                {u"errors"_s, rowErrorsJson(result.errors, userLanguage(m_records.org()))}});
            return;
        }
        m_results.append(QJsonObject{
            {u"referenceId"_s, sprout.reference}, {u"id"_s, QString::fromLatin1(result.id)}});
        for (const auto &[field, children] : sprout.children) {
            for (const Sprout &child : children)
                add(child, field, result.id);
        }
    }

    [[nodiscard]] const QJsonArray &errors() const { return m_errors; }
    [[nodiscard]] const QJsonArray &results() const { return m_results; }

private:
    SchemaPointer m_schema;
    Records &m_records;
    Store::Writer &m_writer;
    WriteOptions m_options;
    QJsonArray m_results;
    QJsonArray m_errors;
};

void answerRefusals(Call &call, const QJsonArray &refusals)
{
    answerJson(call, 400, QJsonObject{{u"hasErrors"_s, true}, {u"results"_s, refusals}});
}

void tree(Call &call)
{
    Records &records = recordsOf(call.org);
    const SchemaPointer schema = records.snapshot();
    const Object *root = objectOfPath(call, *schema);
    QJsonObject body;
    if (root == nullptr || !readObject(call, body))
        return;
    Seeds seeds(*schema, *root);
    const QList<Sprout> sprouts = seeds.read(body[u"records"_s].toArray());
    if (seeds.isNameless()) {
        answerError(call,
            {403, "INVALID_INPUT", u"Include a reference ID for each record in the request."_s});
        return;
    }
    if (!seeds.refusals().isEmpty()) {
        answerRefusals(call, seeds.refusals());
        return;
    }
    Store::Writer writer = records.store().writer();
    Tree grown(call, records, writer);
    for (const Sprout &sprout : sprouts)
        grown.add(sprout, nullptr, {});
    if (!grown.errors().isEmpty())
        answerRefusals(call, grown.errors());
    else if (!writer.commit())
        answerError(call, {500, "UNKNOWN_EXCEPTION", writer.errorText()});
    else
        answerJson(
            call, 201, QJsonObject{{u"hasErrors"_s, false}, {u"results"_s, grown.results()}});
}

} // namespace

void addTreeEndpoint(Router &router) { router.add("POST", "composite/tree/{object}", tree); }

} // namespace practice
