#include "base/heap.h"
#include "ctl/arguments.h"
#include "ctl/commandcall.h"
#include "ctl/commands/families.h"
#include "ctl/help.h"
#include "ctl/interrupt.h"
#include "ctl/text.h"
#include "documents/errordocument.h"
#include "salesforce/http/qttransport.h"
#include "secrets/hardening.h"
#include "secrets/secretstores.h"
#include "wording/language.h"

#include <QCoreApplication>
#include <QLocale>

#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

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
    parts.origin = Origin::CommandLine;
    return parts;
}

/// A reader who has gone is an error of the write, not the end of the program; and a stream that
/// the caller closed is not given to the first file that is opened, which would then be printed
/// into.
void keepStandardStreams()
{
    std::signal(SIGPIPE, SIG_IGN);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // The lowest free number is the one that is missing. For reading only: a write still fails.
        if (::fcntl(stream, F_GETFD) < 0 && ::open("/dev/null", O_RDONLY) != stream)
            return;
    }
}

/// People are spoken to in their language; what programs read is the same in every country.
void chooseLanguage(const QStringList &words, QCoreApplication &app)
{
    if (words.contains(u"--json"_s))
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    else
        speakLanguageOf(QLocale(), app);
}

int refuse(const Failure &why, bool asJson)
{
    Console console(asJson, false);
    if (asJson)
        console.document({{u"error"_s, documents::error(why, text::sentence)}});
    if (!asJson || console.unwritten())
        console.note(text::sentence(why));
    return console.ending(why.exitStatus());
}

int show(const QString &text)
{
    Console console(false, false);
    console.print(text);
    return console.ending(0);
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
        CommandCall call{arguments, *engine, *clock, console, interrupt.token()};
        exitStatus = arguments.command->run(call);
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    return console.ending(exitStatus);
}

} // namespace

int main(int argc, char **argv)
{
    keepStandardStreams();
    keepSecretsOutOfCoreDumps();
    giveLargeBlocksBack();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"orgmend"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ORGMEND_VERSION));
    const QStringList words = QCoreApplication::arguments().mid(1);
    chooseLanguage(words, app);

    const Result<Arguments> arguments = parseArguments(words, families::all());
    if (!arguments)
        return refuse(arguments.failure(), words.contains(u"--json"_s));
    if (arguments->version)
        return show(u"orgmendctl "_s + QCoreApplication::applicationVersion() + u'\n');
    if (arguments->help)
        return show(helpText(arguments->commandName, families::all()));
    return runCommand(*arguments);
}
