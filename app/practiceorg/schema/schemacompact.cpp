#include "app/practiceorg/schema/schemacompactfield.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

/// The files travel inside the library; a static one has to be told to bring them along.
static void openSchemaResource() { Q_INIT_RESOURCE(practiceorg_schema); }

/// Reads the compact files of app/practiceorg/schema (README.md there has the format).
namespace practice {

namespace {

Failure unreadable(const QString &line)
{
    return failure(Failure::Problem::Internal, {}, u"compact schema: "_s + line);
}

class CompactReader {
public:
    explicit CompactReader(CompactLists lists) : m_lists(std::move(lists)) { }

    Result<Object> read(const QString &text)
    {
        for (const QString &line : text.split(u'\n')) {
            if (line.isEmpty() || line.startsWith(u'#'))
                continue;
            if (!readLine(line))
                return unreadable(line);
        }
        if (m_object.name.isEmpty())
            return unreadable(u"no object line"_s);
        for (Field &field : m_object.fields) {
            applyFormula(m_object.name, field);
            if (field.durableId.isEmpty())
                field.durableId = field.name;
        }
        m_object.durableId = m_object.name;
        m_object.reindex();
        return std::move(m_object);
    }

private:
    bool readLine(const QString &line)
    {
        if (line.startsWith(u"object "_s))
            return readObject(line);
        if (line.startsWith(u"flags "_s)) {
            for (const QString &flag : line.mid(6).split(u' ', Qt::SkipEmptyParts))
                m_object.flags.insert(flag, true);
            return true;
        }
        if (line.startsWith(u"scopes "_s)) {
            for (const PicklistValue &scope : compactValues(line.mid(7)))
                m_object.scopes.emplace_back(scope.value, scope.label);
            return true;
        }
        if (line.startsWith(u'!'))
            return readMacro(line.mid(1));
        if (line.startsWith(u"    = "_s) && !m_object.fields.empty()) {
            m_object.fields.back().picklist = compactValues(line.mid(6));
            return true;
        }
        if (line.startsWith(u"    + "_s) && !m_object.fields.empty()) {
            m_object.fields.back().referenceTo += line.mid(6).split(u' ', Qt::SkipEmptyParts);
            return true;
        }
        return readField(line);
    }

    bool readObject(const QString &line)
    {
        static const QRegularExpression pattern(
            u"^object (\\w+) (\\w+|-) \"([^\"]*)\" \"([^\"]*)\"$"_s);
        const QRegularExpressionMatch match = pattern.match(line);
        if (!match.hasMatch())
            return false;
        m_object.name = match.captured(1);
        m_object.keyPrefix = match.captured(2);
        m_object.label = match.captured(3);
        m_object.labelPlural = match.captured(4);
        return true;
    }

    bool readField(const QString &line)
    {
        std::optional<Field> field = compactField(line, m_lists);
        if (field)
            m_object.fields.push_back(std::move(*field));
        return field.has_value();
    }

    bool readMacro(const QString &text)
    {
        if (text == "audit"_L1) {
            return readField(u"CreatedDate datetime D \"Created Date\""_s)
                && readField(u"CreatedById reference(User) D \"Created By ID\" as=CreatedBy"_s)
                && readField(u"LastModifiedDate datetime D \"Last Modified Date\""_s)
                && readField(
                    u"LastModifiedById reference(User) D \"Last Modified By ID\" as=LastModifiedBy"_s)
                && readField(u"SystemModstamp datetime D \"System Modstamp\""_s);
        }
        if (text == "viewed"_L1) {
            return readField(u"LastViewedDate datetime N \"Last Viewed Date\""_s)
                && readField(u"LastReferencedDate datetime N \"Last Referenced Date\""_s);
        }
        if (text.startsWith(u"address "_s))
            return readAddress(text.mid(8));
        if (text == "custom"_L1 || text.startsWith(u"numbered "_s) || text.startsWith("detail "_L1))
            return readCustomBegin(text);
        return false;
    }

    /// What a custom object begins with. Numbered ones name themselves; a detail has no owner of
    /// its own.
    bool readCustomBegin(const QString &text)
    {
        m_object.flags = {{u"createable"_s, true}, {u"deletable"_s, true}, {u"feedEnabled"_s, true},
            {u"layoutable"_s, true}, {u"mruEnabled"_s, true}, {u"searchable"_s, true},
            {u"triggerable"_s, true}, {u"undeletable"_s, true}, {u"updateable"_s, true}};
        m_object.scopes = {{u"everything"_s, u"All records"_s}, {u"mine"_s, u"My records"_s}};
        const bool detail = text.startsWith("detail "_L1);
        const QString name = text == "custom"_L1
            ? u"Name string(80) CUND \"%1 Name\" name key"_s.arg(m_object.label)
            : u"Name string(80) D \"%1 Name\" name key auto=%2"_s.arg(
                  m_object.label, text.section(u' ', 1));
        return readField(u"Id id D \"Record ID\""_s)
            && (detail
                || readField(
                    u"OwnerId reference(Group User) CUD \"Owner ID\" as=Owner polymorphic"_s))
            && readField(u"IsDeleted boolean D \"Deleted\""_s) && readField(name)
            && readMacro(u"audit"_s)
            && readField(u"LastActivityDate date N \"Last Activity Date\""_s)
            && readMacro(u"viewed"_s);
    }

    bool readAddress(const QString &prefixOrDash)
    {
        const QString prefix = prefixOrDash == "-"_L1 ? QString() : prefixOrDash;
        // `PersonMailing` of a person account is labelled as the contact's own.
        QString spaced = prefix.isEmpty() ? QString() : QString(prefix + u' ');
        if (spaced.startsWith("Person"_L1))
            spaced.remove(0, 6);
        struct Part {
            QString name;
            QString type;
            QString label;
            QString marks;
        };
        const Part parts[] = {
            {u"Street"_s, u"textarea(255)"_s, u"Street"_s, {}},
            {u"City"_s, u"string(40)"_s, u"City"_s, {}},
            {u"State"_s, u"string(80)"_s, u"State/Province"_s, {}},
            {u"PostalCode"_s, u"string(20)"_s, u"Zip/Postal Code"_s, {}},
            {u"Country"_s, u"string(80)"_s, u"Country"_s, {}},
            {u"Latitude"_s, u"double(18,15)"_s, u"Latitude"_s, {}},
            {u"Longitude"_s, u"double(18,15)"_s, u"Longitude"_s, {}},
            {u"GeocodeAccuracy"_s, u"picklist(40)"_s, u"Geocode Accuracy"_s,
                u" restricted values=@geocode"_s},
        };
        for (const Part &part : parts) {
            const QString line = u"%1%2 %3 CUNP \"%4%5\" of=%1Address%6"_s.arg(
                prefix, part.name, part.type, spaced, part.label, part.marks);
            if (!readField(line))
                return false;
        }
        return readField(u"%1Address address NP \"%2Address\""_s.arg(prefix, spaced));
    }

    const CompactLists m_lists;
    Object m_object;
};

Result<QString> resource(const QString &name)
{
    QFile file(u":/practiceorg/schema/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(name);
    return QString::fromUtf8(file.readAll());
}

Result<CompactLists> sharedLists()
{
    const Result<QString> text = resource(u"lists.txt"_s);
    if (!text)
        return text.failure();
    CompactLists lists;
    for (const QString &line : text->split(u'\n')) {
        const qsizetype equals = line.indexOf(u" = "_s);
        if (equals > 0 && !line.startsWith(u'#'))
            lists.insert(line.left(equals), compactValues(line.mid(equals + 3)));
    }
    return lists;
}

} // namespace

Result<QString> schemaText(const QString &name)
{
    openSchemaResource();
    return resource(name + u".txt"_s);
}

Result<SchemaAddition> schemaAddition(const QString &name)
{
    const Result<QString> text = schemaText(name);
    if (!text)
        return text.failure();
    const Result<CompactLists> lists = sharedLists();
    if (!lists)
        return lists.failure();
    SchemaAddition addition;
    static const QRegularExpression begin(
        u"^(?=object |extend )"_s, QRegularExpression::MultilineOption);
    for (QString part : text->split(begin)) {
        const bool whole = part.startsWith("object "_L1);
        if (!whole && !part.startsWith("extend "_L1))
            continue; // what stands before the first one: for people
        if (!whole) {
            const qsizetype end = part.indexOf(u'\n');
            part = u"object %1 - \"\" \"\""_s.arg(part.mid(7, end - 7)) + part.mid(end);
        }
        Result<Object> object = CompactReader(*lists).read(part);
        if (!object)
            return object.failure();
        object->custom = object->name.endsWith("__c"_L1);
        (whole ? addition.objects : addition.extensions).push_back(std::move(*object));
    }
    return addition;
}

namespace {

Result<std::vector<Object>> readObjects(const QStringList &names)
{
    openSchemaResource();
    const Result<CompactLists> lists = sharedLists();
    if (!lists)
        return lists.failure();
    std::vector<Object> objects;
    for (const QString &name : names) {
        const Result<QString> text = resource(name + u".txt"_s);
        if (!text)
            return text.failure();
        Result<Object> object = CompactReader(*lists).read(*text);
        if (!object)
            return object.failure();
        objects.push_back(std::move(*object));
    }
    return objects;
}

} // namespace

Result<std::vector<Object>> standardObjects()
{
    return readObjects({u"account"_s, u"contact"_s, u"event"_s, u"lead"_s, u"opportunity"_s,
        u"organization"_s, u"profile"_s, u"setupaudittrail"_s, u"task"_s, u"user"_s});
}

Result<std::vector<Object>> parentObjects()
{
    Result<SchemaAddition> parents = schemaAddition(u"parents"_s);
    if (!parents)
        return parents.failure();
    for (Object &object : parents->objects) {
        QList<QByteArray> columns;
        for (const Field &field : object.fields)
            columns.append("NULL AS " + field.column);
        object.table = "(SELECT " + columns.join(", ") + " WHERE 0)";
    }
    return std::move(parents->objects);
}

Result<std::vector<Object>> setupObjects()
{
    return readObjects({u"setup/apextrigger"_s, u"setup/customfield"_s, u"setup/customobject"_s,
        u"setup/duplicaterule"_s, u"setup/entitydefinition"_s, u"setup/entityparticle"_s,
        u"setup/fielddefinition"_s, u"setup/fieldpermissions"_s, u"setup/objectpermissions"_s,
        u"setup/permissionset"_s, u"setup/permissionsetassignment"_s, u"setup/userentityaccess"_s,
        u"setup/userfieldaccess"_s, u"setup/userpermissionaccess"_s, u"setup/validationrule"_s});
}

Result<Object> customObjectTemplate()
{
    openSchemaResource();
    const Result<CompactLists> lists = sharedLists();
    if (!lists)
        return lists.failure();
    const Result<QString> text = resource(u"customobject.txt"_s);
    if (!text)
        return text.failure();
    return CompactReader(*lists).read(*text);
}

} // namespace practice
