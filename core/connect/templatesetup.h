#pragma once

#include "connect/signin.h"
#include "salesforce/schema/schema.h"
#include "values/connection.h"
#include "workspace/workspace.h"

#include <vector>

/// From a template's name to tables and mappings: what has to be asked of the org is asked first,
/// what has to be written is written in the caller's transaction.
namespace templatesetup {

/// What describe said of the objects that a template needs to look at; none for `people`.
struct Prepared {
    std::vector<ObjectSchema> schemas;
};

[[nodiscard]] bool isKnown(const QString &templateName);
[[nodiscard]] Result<Prepared> prepare(const EngineParts &parts, const Connection &connection,
    const SignIn &signIn, const std::stop_token &stop);
void create(const Connection &connection, const Prepared &prepared, Transaction &work);

} // namespace templatesetup
