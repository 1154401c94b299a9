// Setup as records: tables that are made from the org's schema and rules when somebody asks.
#pragma once

#include "app/practiceorg/schema/schema.h"
#include "app/practiceorg/soql/soqlplan.h"

#include <QSet>

#include <memory>

struct sqlite3;

namespace practice {

class Org;

/// What one request sees. The tables live in memory as long as this does; the org's own file stands
/// beside them, for the users who made and changed things.
class SetupData {
public:
    /// The same objects are seen through both, but more of them through the Tooling API.
    enum class Api { Data, Tooling };

    SetupData(Org &org, Api api);
    ~SetupData();
    SetupData(const SetupData &) = delete;
    SetupData &operator=(const SetupData &) = delete;

    /// Without regard to case.
    [[nodiscard]] static bool isAbout(const QString &object, Api api);

    [[nodiscard]] const SchemaPointer &schema() const { return m_schema; }
    [[nodiscard]] sqlite3 *db() const { return m_db; }
    /// Makes the tables that the plan reads. False when SQLite refused.
    [[nodiscard]] bool load(const soql::Plan &plan);
    [[nodiscard]] bool load(const Object &object);

private:
    [[nodiscard]] bool fill(const Object &object);

    Org &m_org;
    sqlite3 *m_db = nullptr;
    SchemaPointer m_schema;
    QSet<QString> m_loaded;
};

/// Objects whose records are worked out on asking, with the rules of PROTOCOL 6.1.
[[nodiscard]] inline bool isVirtual(const Object &object)
{
    return object.flag(QStringLiteral("virtual"));
}

} // namespace practice
