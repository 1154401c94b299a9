#include "app/practiceorg/setup/setupdata.h"

#include "app/practiceorg/records/records.h"
#include "app/practiceorg/setup/setuprows.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// They are the same for every org and never change.
const std::vector<Object> &knownObjects()
{
    static const std::vector<Object> objects = [] {
        Result<std::vector<Object>> read = setupObjects();
        return read ? std::move(*read) : std::vector<Object>();
    }();
    return objects;
}

bool isSeen(const Object &object, SetupData::Api api)
{
    return api == SetupData::Api::Tooling || object.flag(u"data"_s);
}

/// Objects with records of their own that the Tooling API shows too, and that setup refers to.
constexpr std::array shared = {"User"_L1, "Organization"_L1, "Profile"_L1};

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

QByteArray createTable(const Object &object)
{
    QByteArrayList columns;
    if (isVirtual(object))
        columns.append("\"Id\" TEXT PRIMARY KEY");
    for (const Field &field : object.fields) {
        const bool isName = field.byDurableId || (field.type == FieldType::Id && isVirtual(object));
        columns.append(isName ? field.column + " TEXT COLLATE NOCASE" : Store::columnSql(field));
    }
    return "CREATE TABLE " + object.table + " (" + columns.join(", ") + ")";
}

void bind(Statement &row, int index, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        row.bind(index, qint64(value.toBool()));
        break;
    case QJsonValue::Double:
        row.bind(index, value.toInteger());
        break;
    case QJsonValue::String:
        row.bind(index, value.toString());
        break;
    case QJsonValue::Object:
        row.bind(index,
            QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
        break;
    default:
        row.bindNull(index);
    }
}

} // namespace

SetupData::SetupData(Org &org, Api api) : m_org(org)
{
    Records &records = recordsOf(org);
    const SchemaPointer own = records.snapshot();
    Schema schema;
    for (Object object : knownObjects()) {
        if (!isSeen(object, api))
            continue;
        object.lastModified = own->lastModified();
        schema.replace(std::move(object));
    }
    for (const QLatin1StringView name : shared) {
        if (const Object *object = own->object(name))
            schema.replace(*object);
    }
    m_schema = schema.snapshot();

    if (sqlite3_open_v2(":memory:", &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr)
        != SQLITE_OK)
        return;
    Store::addFunctions(m_db);
    Statement attach(m_db, "ATTACH ? AS org");
    attach.bind(1, records.store().path());
    attach.run();
}

SetupData::~SetupData() { sqlite3_close_v2(m_db); }

bool SetupData::isAbout(const QString &object, Api api)
{
    if (api == Api::Tooling)
        return true;
    return std::ranges::any_of(knownObjects(), [&](const Object &known) {
        return isSeen(known, api) && known.name.compare(object, Qt::CaseInsensitive) == 0;
    });
}

bool SetupData::load(const soql::Plan &plan)
{
    const QByteArray sql = plan.recordsSql();
    for (const auto &object : m_schema->objects()) {
        if (sql.contains(object->table) && !load(*object))
            return false;
    }
    for (const soql::Node &node : plan.nodes) {
        if (node.kind == soql::Node::Kind::Children && !load(*node.children))
            return false;
    }
    return true;
}

bool SetupData::load(const Object &object)
{
    const bool hasRecords =
        std::ranges::any_of(shared, [&](QLatin1StringView name) { return object.name == name; });
    if (hasRecords || m_loaded.contains(object.name))
        return true;
    m_loaded.insert(object.name);
    return fill(object);
}

bool SetupData::fill(const Object &object)
{
    const QByteArray create = createTable(object);
    Statement table(m_db, view(create));
    if (!table || !table.run())
        return false;
    QByteArrayList columns;
    QStringList keys;
    if (isVirtual(object)) {
        columns.append("\"Id\"");
        keys.append(u"Id"_s);
    }
    for (const Field &field : object.fields) {
        columns.append(field.column);
        keys.append(field.columnName.isNull() ? field.name : field.columnName);
    }
    const QByteArray insert = "INSERT INTO " + object.table + " (" + columns.join(", ")
        + ") VALUES (" + QByteArrayList(columns.size(), "?").join(", ") + ")";
    Statement row(m_db, view(insert));

    Records &records = recordsOf(m_org);
    Store::Reader reader = records.store().reader();
    const SetupSource source{m_org, records.snapshot(), records.rules().current(),
        readSetupHistory(reader.db(), m_org.userId()), m_org.permission(u"ViewSetup"_s)};
    Statement(m_db, "BEGIN").run();
    bool done = bool(row);
    for (const QJsonObject &values : setupRows(object.name, source)) {
        for (int i = 0; i < keys.size(); ++i) {
            const Field *field = object.field(keys[i]);
            const QJsonValue value = values.value(keys[i]);
            const bool isMissing = value.isUndefined() || value.isNull();
            if (isMissing && field != nullptr && field->type == FieldType::Boolean)
                row.bind(i + 1, qint64(0));
            else
                bind(row, i + 1, value);
        }
        done = done && row.run();
    }
    return Statement(m_db, "COMMIT").run() && done;
}

} // namespace practice
