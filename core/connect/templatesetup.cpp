#include "connect/templatesetup.h"

#include "mapping/templates.h"
#include "salesforce/http/session.h"
#include "salesforce/schema/describe.h"

using namespace Qt::StringLiterals;

bool templatesetup::isKnown(const QString &templateName)
{
    return templateName == u"people" || templateName == u"mirror" || templateName == u"empty";
}

Result<templatesetup::Prepared> templatesetup::prepare(const EngineParts &parts,
    const Connection &connection, const SignIn &signIn, const std::stop_token &stop)
{
    Prepared prepared;
    if (connection.complete || connection.templateName != u"mirror")
        return prepared;
    const std::unique_ptr<HttpTransport> transport = parts.makeTransport(stop);
    GrantedToken tokens(signIn.grant);
    Session session(*transport, tokens, *parts.pause, stop, signIn.apiVersion);
    for (const QString &object : mirrorObjects()) {
        Result<ObjectSchema> schema = describe(session, object);
        if (schema)
            prepared.schemas.push_back(*std::move(schema));
        else if (schema.failure().problem != Failure::Problem::ObjectNotVisible)
            return schema.failure();
        // An object that the user may not see has no table; it can be added later.
    }
    return prepared;
}

void templatesetup::create(
    const Connection &connection, const Prepared &prepared, Transaction &work)
{
    if (connection.templateName == u"mirror")
        install(mirrorTemplate(connection.tablePrefix, prepared.schemas), connection.id, work);
    else if (connection.templateName == u"people")
        install(peopleTemplate(connection.tablePrefix), connection.id, work);
    else
        install(emptyTemplate(), connection.id, work);
}
