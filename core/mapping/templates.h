#pragma once

#include "salesforce/schema/schema.h"
#include "values/mapping.h"
#include "workspace/tables.h"

#include <vector>

/// What a new connection starts with: tables, and the mappings that fill them. The people and the
/// mirror template are those of CONTRACT.md; every column may be remapped, every table replaced by
/// the admin's own.
struct WorkspaceTemplate {
    std::vector<Tables::Spec> tables;
    std::vector<Mapping> mappings; ///< without ids and connection
};

/// `people`, `companies`, `deals`, `activities`, `subscriptions`, each with `prefix` before it.
[[nodiscard]] WorkspaceTemplate peopleTemplate(const QString &prefix);
/// One table an object, with the object's own fields as describe shows them.
[[nodiscard]] WorkspaceTemplate mirrorTemplate(
    const QString &prefix, const std::vector<ObjectSchema> &schemas);
/// Nothing: the admin maps tables of their own.
[[nodiscard]] WorkspaceTemplate emptyTemplate();

/// The objects that the mirror template begins with.
[[nodiscard]] QStringList mirrorObjects();
/// One table and its mapping as the mirror template makes them.
[[nodiscard]] Tables::Spec mirrorTable(const QString &prefix, const ObjectSchema &schema);
[[nodiscard]] Mapping mirrorMapping(const QString &prefix, const ObjectSchema &schema);
/// A Salesforce name as a table's or column's: lower case, and shortened with a hash past the 63
/// bytes that PostgreSQL keeps.
[[nodiscard]] QString mirrorName(const QString &name);

/// Makes the tables, or completes those that are there, and saves the mappings for the connection.
void install(const WorkspaceTemplate &what, qint64 connection, Transaction &work);
