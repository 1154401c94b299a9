#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// What describe says of a field, as far as we use it (PROTOCOL.md 3.2). A field that the user may
/// not read is absent.
struct FieldSchema {
    QString name;
    QString label;
    QString type; ///< `string`, `boolean`, `datetime`, `reference`, `address` …
    int length = 0;
    int precision = 0;
    int scale = 0;
    bool nillable = true;
    bool createable = false;
    bool updateable = false;
    bool defaultedOnCreate = false;
    bool calculated = false;
    bool filterable = true;
    bool sortable = true;
    bool unique = false;
    bool externalId = false;
    bool idLookup = false;
    bool restrictedPicklist = false;
    QString compoundFieldName; ///< empty unless part of another field
    QString relationshipName;  ///< empty: can't be traversed in SOQL
    QStringList referenceTo;
    struct PicklistValue {
        QString value;
        QString label;
        bool active = true;
    };
    std::vector<PicklistValue> picklistValues;
};

struct ObjectSchema {
    QString name;
    QString label;
    QString labelPlural;
    QString keyPrefix;
    bool queryable = true;
    bool createable = false;
    bool updateable = false;
    bool deletable = false;
    std::vector<FieldSchema> fields;

    /// Without regard to case, as Salesforce compares names. Null when describe does not show it.
    [[nodiscard]] const FieldSchema *field(const QString &name) const;
};

struct ObjectSummary {
    QString name;
    QString label;
    bool queryable = false;
    bool custom = false;
};
