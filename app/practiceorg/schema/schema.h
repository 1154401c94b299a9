// What objects and fields an org has, and what the connected user may see of them.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QMutex>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace practice {

/// PROTOCOL 3.2, "type".
enum class FieldType {
    Id,
    Reference,
    String,
    TextArea,
    Boolean,
    Int,
    Double,
    Currency,
    Percent,
    Date,
    DateTime,
    Time,
    Picklist,
    MultiPicklist,
    Combobox,
    Phone,
    Email,
    Url,
    Address,
    Location,
    ComplexValue, ///< JSON of setup data: Metadata, ReferenceTo
};

[[nodiscard]] QString typeName(FieldType type); ///< as in describe: `datetime`
[[nodiscard]] std::optional<FieldType> typeNamed(const QString &name); ///< exact case
[[nodiscard]] bool isText(FieldType type);   ///< stored as text that people typed
[[nodiscard]] bool isNumber(FieldType type); ///< int, double, currency, percent

struct PicklistValue {
    QString value;
    QString label;
    bool active = true;
    bool isDefault = false;
    QString validFor = {}; ///< of a dependent picklist: base64 of a bit a controlling value
};

/// One field with everything that describe says about it and what the rules need.
struct Field {
    QString name;
    QString label;
    FieldType type = FieldType::String;
    int length = 0;
    int bytes = -1; ///< byteLength where it is not the usual three a character
    int digits = 0;
    int precision = 0;
    int scale = 0;

    bool nillable = true;
    bool createable = false; ///< before field-level security; ask mayCreate()
    bool updateable = false; ///< before field-level security; ask mayUpdate()
    bool defaultedOnCreate = false;
    bool custom = false;
    bool unique = false;
    bool externalId = false;
    bool idLookup = false;
    bool caseSensitive = false;
    bool nameField = false;
    bool restrictedPicklist = false;
    bool permissionable = true;
    bool filterable = true;
    bool sortable = true;
    bool groupable = true;
    bool aggregatable = true;
    bool searchPrefilterable = false;
    bool namePointing = false;
    bool polymorphic = false;
    bool longText = false;     ///< cannot be filtered, sorted or grouped
    bool calculated = false;   ///< a formula or a roll-up summary
    QString autoNumber = {};   ///< `PMT-{000000}` of a name that the org gives; null mostly
    bool masterDetail = false; ///< goes with its parent
    QString controller = {};   ///< controllerName of a dependent picklist; null mostly
    QString rollUp = {};       ///< of a roll-up summary: see README.md of schema/

    QString compoundFieldName; ///< null when the field is no component
    QString extraTypeInfo;     ///< null mostly
    QString defaultValue; ///< describe's; null mostly. Booleans: `false` unless `true` stands here
    QString relationshipName; ///< null: cannot be traversed
    QStringList referenceTo;
    std::vector<PicklistValue> picklist;

    /// SQL of a value that is worked out from other columns of the row (Name of people, PhotoUrl):
    /// a generated column, readable like any other and never written.
    QString generatedSql;

    /// Refers to setup data by durable Id (`Account`, `Account.Name`), which is no record Id.
    bool byDurableId = false;
    QString columnName; ///< where it is not the field's own name

    QString durableId;    ///< `00N…` (15 characters) of a custom field; a standard one: its name
    bool readable = true; ///< field-level security of the connected user
    bool editable = true;

    QByteArray column; ///< `"Name"`, quoted, for SQL
    int index = 0;     ///< place in Object::fields

    /// Whether the object's table has a column for it. Compounds have none.
    [[nodiscard]] bool stored() const
    {
        return type != FieldType::Address && type != FieldType::Location;
    }
    [[nodiscard]] bool mayCreate() const { return createable && (editable || !permissionable); }
    [[nodiscard]] bool mayUpdate() const { return updateable && (editable || !permissionable); }
    [[nodiscard]] bool visible() const { return readable || !permissionable; }
    /// A formal component of another field: `MailingCity` of `MailingAddress` (not Account.Name).
    [[nodiscard]] bool isComponent() const
    {
        return !compoundFieldName.isNull() && compoundFieldName != name;
    }
};

/// A field that was deleted and can be restored, or that describe calls by another name now.
struct DeletedField {
    Field field;
    QDateTime deletedAt;
    QString deletedBy; ///< user name
};

struct RecordType {
    QString id; ///< `012…`, 18 characters
    QString name;
    QString developerName;
    bool personType = false;
    bool isDefault = false;
};

struct Object {
    QString name;
    QString label;
    QString labelPlural;
    QString keyPrefix;
    QString durableId; ///< `01I…` of a custom object; a standard one: its name
    bool custom = false;
    std::vector<std::pair<QString, QString>> scopes; ///< supportedScopes: name, label
    /// Flags of describe that are not always true: `createable`, `mergeable`, … by key.
    QMap<QString, bool> flags;
    std::vector<Field> fields;
    std::vector<DeletedField> deletedFields;
    QDateTime lastModified; ///< of the metadata, whole seconds: Last-Modified of describe

    // What the connected user may do with records.
    bool mayRead = true;
    bool mayCreate = true;
    bool mayEdit = true;
    bool mayDelete = true;

    /// Beside Master; empty where the org has no others.
    std::vector<RecordType> recordTypes;

    QByteArray table; ///< `"Contact"`, quoted, for SQL

    /// Without regard to case. Only what the user may see; null otherwise.
    [[nodiscard]] const Field *visibleField(const QString &fieldName) const;
    /// Without regard to case and to security; null when there is none.
    [[nodiscard]] const Field *field(const QString &fieldName) const;
    /// By relationship name (`Account`, `Owner`, `Parent__r`), without regard to case; visible
    /// ones.
    [[nodiscard]] const Field *relationship(const QString &relationshipName) const;
    /// The components of a compound field, in describe's order.
    [[nodiscard]] std::vector<const Field *> components(const Field &compound) const;
    [[nodiscard]] const Field *nameField() const; ///< Name, Subject, …; null when there is none
    [[nodiscard]] bool flag(const QString &key) const { return flags.value(key, false); }

    QHash<QString, int> byName; ///< lower-cased name to index; filled by SchemaSnapshot
    void reindex();
};

/// One child relationship: `Contacts` of Account is Contact.AccountId.
struct ChildRelationship {
    const Object *child = nullptr;
    const Field *field = nullptr;
    QString name; ///< `Contacts`; null: cannot be traversed
};

/// The whole schema at one moment. Never changes; hold the shared_ptr while you use parts of it.
class SchemaSnapshot {
public:
    /// Without regard to case. Only what the user may read; null otherwise.
    [[nodiscard]] const Object *visibleObject(const QString &name) const;
    [[nodiscard]] const Object *object(const QString &name) const;
    [[nodiscard]] const Object *objectOfId(QStringView id) const; ///< by key prefix; null: none
    [[nodiscard]] const std::vector<std::shared_ptr<const Object>> &objects() const
    {
        return m_objects;
    }
    /// What a lookup of a standard object leads to where the org has no such object: for queries
    /// alone, and without a record. Null when the org has it after all.
    [[nodiscard]] const Object *parentOnly(const QString &name) const;
    [[nodiscard]] std::vector<ChildRelationship> children(const Object &parent) const;
    /// Counts the changes: a plan made for another generation is out of date.
    [[nodiscard]] quint64 generation() const { return m_generation; }
    [[nodiscard]] QDateTime lastModified() const; ///< of the newest object
    /// What is switched on beyond a plain org (orgfeatures.h has the names).
    [[nodiscard]] const QStringList &features() const { return m_features; }
    [[nodiscard]] bool has(const QString &feature) const { return m_features.contains(feature); }

private:
    friend class Schema;
    std::vector<std::shared_ptr<const Object>> m_objects;
    std::vector<std::shared_ptr<const Object>> m_parents; ///< parentOnly()
    QHash<QString, int> m_byName;
    QHash<QString, int> m_byPrefix;
    quint64 m_generation = 0;
    QStringList m_features;
    void reindex();
};

using SchemaPointer = std::shared_ptr<const SchemaSnapshot>;

/// The schema of one org. Any thread may ask for a snapshot; changes come one at a time (the
/// store's writer is held meanwhile, so that table and schema change together).
class Schema {
public:
    Schema(); ///< empty until reset()
    /// The standard objects as at `created`; what was there before is forgotten.
    Result<void> reset(const QDateTime &created);
    [[nodiscard]] SchemaPointer snapshot() const;

    /// Puts a changed copy of an object in place of the old one, or adds it.
    void replace(Object object);
    /// Switches a feature of the org on (orgfeatures.h).
    void enable(const QString &feature);
    /// Back to what a snapshot has: for a change that was given up.
    void restore(const SchemaPointer &earlier);

private:
    mutable QMutex m_mutex;
    SchemaPointer m_current;
};

/// What one file of a feature brings: whole objects, and fields for objects that are there.
struct SchemaAddition {
    std::vector<Object> objects;
    std::vector<Object> extensions; ///< name and fields alone
};
/// `schema/NAME.txt`, of several objects.
[[nodiscard]] Result<SchemaAddition> schemaAddition(const QString &name);
/// `schema/NAME.txt` as it stands.
[[nodiscard]] Result<QString> schemaText(const QString &name);

/// The objects of app/practiceorg/schema/, whose README tells the format. Fails only when a file is
/// not well formed.
[[nodiscard]] Result<std::vector<Object>> standardObjects();

/// Those of schema/parents.txt, each with an empty table.
[[nodiscard]] Result<std::vector<Object>> parentObjects();

/// The objects of app/practiceorg/schema/setup/: what setup is made of, by the names of the Tooling
/// API. Those with the flag `data` can be queried like records too.
[[nodiscard]] Result<std::vector<Object>> setupObjects();

/// What every custom object begins with; name, labels and prefix are still to be set.
[[nodiscard]] Result<Object> customObjectTemplate();

} // namespace practice
