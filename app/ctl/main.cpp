#include "base/heap.h"
#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/interrupt.h"
#include "ctl/json.h"
#include "engine/hardening.h"
#include "engine/secretstores.h"
#include "salesforce/qttransport.h"
#include "wording/wording.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <thread>

using namespace Qt::StringLiterals;

namespace {

EngineParts makeParts(const Arguments &arguments, const std::shared_ptr<const Clock> &clock)
{
    EngineParts parts;
    parts.workspace = arguments.workspace;
    parts.secrets = makeSecretStore(arguments.secrets);
    parts.clock = clock;
    parts.pause = std::make_shared<RealPause>();
    parts.makeTransport = [](const std::stop_token &stop) { return makeQtTransport(stop); };
    parts.makeListener = [] { return makeSignInListener(); };
    parts.origin = u"command line"_s;
    return parts;
}

int refuse(const Failure &why, bool asJson)
{
    Console console(asJson, false);
    if (asJson)
        console.document({{u"error"_s, json::error(why)}});
    else
        console.note(wording::sentence(why));
    return why.exitStatus();
}

/// The command works on a thread of its own, because the main thread belongs to the keychain, which
/// needs its event loop.
int runCommand(const Arguments &arguments)
{
    const Interrupt interrupt;
    const auto clock = std::make_shared<SystemClock>();
    const auto engine = std::make_unique<Engine>(makeParts(arguments, clock));
    Console console(arguments.json, arguments.progress);
    int exitStatus = 70;
    std::thread worker([&] {
        exitStatus = Commands(arguments, *engine, *clock, console, interrupt.token()).run();
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    return exitStatus;
}

} // namespace

int main(int argc, char **argv)
{
    keepSecretsOutOfCoreDumps();
    giveLargeBlocksBack();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"orgmend"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ORGMEND_VERSION));
    QTranslator translator;
    if (translator.load(QLocale(), u"orgmend"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&translator);

    const QStringList words = QCoreApplication::arguments().mid(1);
    const Result<Arguments> arguments = parseArguments(words);
    if (!arguments)
        return refuse(arguments.failure(), words.contains(u"--json"_s));
    if (arguments->version) {
        Console(false, false)
            .print(u"orgmendctl "_s + QCoreApplication::applicationVersion() + u'\n');
        return 0;
    }
    if (arguments->help) {
        Console(false, false).print(helpText(arguments->command));
        return 0;
    }
    return runCommand(*arguments);
}
