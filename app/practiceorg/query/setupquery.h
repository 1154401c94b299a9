// SOQL about setup: through the Tooling API and, for some objects, through query like any other.
#pragma once

#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/setup/setupdata.h"
#include "app/practiceorg/soql/soql.h"

namespace practice {

/// Answers a query that SetupData::isAbout(). All rows come at once: there are never many.
void answerSetupQuery(Call &call, const QString &text, soql::Query query, SetupData::Api api);

/// What a query that can't be understood or planned is answered with.
void answerProblem(Call &call, const soql::Error &error);

} // namespace practice
