#include "documents/errordocument.h"

#include "base/redact.h"
#include "documents/jsonvalues.h"
#include "wording/wording.h"

using namespace Qt::StringLiterals;

QString documents::tellPlainly(const Failure &failure) { return wording::sentence(failure); }

QJsonObject documents::error(const Failure &failure, const Tell &tell)
{
    return {{u"code"_s, failure.code()}, {u"message"_s, tell(failure)},
        {u"raw"_s, jsonvalues::orNull(redact(failure.raw))}};
}
