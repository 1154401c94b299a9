#include "ctl/commandcall.h"

#include "base/redact.h"
#include "ctl/text.h"
#include "documents/errordocument.h"

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

Result<qint64> CommandCall::connection() const
{
    return engine.connections().find(arguments.connection);
}

int CommandCall::failed(const Failure &why) const
{
    if (why.problem == Problem::OutputUnwritable)
        return why.exitStatus(); // the console says it, at the end
    if (console.isJson())
        console.document({{u"error"_s, documents::error(why, text::sentence)}});
    if (!console.isJson() || console.unwritten())
        say(why);
    // A paused connection that refuses was not stopped by anybody.
    return why.problem == Problem::Paused ? 2 : why.exitStatus();
}

void CommandCall::say(const Failure &why) const
{
    console.note(text::sentence(why));
    if (!why.raw.isEmpty())
        console.note(redact(why.raw));
}
