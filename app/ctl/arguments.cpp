#include "ctl/arguments.h"

#include "ctl/commandtable.h"

#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Failure wrong(const QString &sentence) { return failure(Failure::Problem::UsageWrong, {sentence}); }

const std::vector<OptionSpec> &globalOptions()
{
    static const std::vector<OptionSpec> options{{u"workspace"_s, true}, {u"connection"_s, true},
        {u"secrets"_s, true}, {u"json"_s, false}, {u"no-progress"_s, false}, {u"version"_s, false},
        {u"help"_s, false}};
    return options;
}

const OptionSpec *find(const std::vector<OptionSpec> &options, const QString &name)
{
    const auto found = std::find_if(options.begin(), options.end(),
        [&name](const OptionSpec &option) { return option.name == name; });
    return found == options.end() ? nullptr : &*found;
}

/// The environment first, the command line over it.
void useEnvironment(Arguments &arguments)
{
    arguments.workspace = qEnvironmentVariable("ORGMEND_WORKSPACE");
    arguments.secrets = qEnvironmentVariable("ORGMEND_SECRETS");
}

void takeGlobals(Arguments &arguments)
{
    arguments.workspace = arguments.value(u"workspace"_s, arguments.workspace);
    arguments.secrets = arguments.value(u"secrets"_s, arguments.secrets);
    arguments.connection = arguments.value(u"connection"_s);
    arguments.json = arguments.flags.contains(u"json"_s);
    arguments.progress = !arguments.flags.contains(u"no-progress"_s);
    arguments.help = arguments.flags.contains(u"help"_s);
    arguments.version = arguments.flags.contains(u"version"_s);
    if (arguments.secrets.isEmpty())
        arguments.secrets = u"keychain"_s;
    if (arguments.workspace.isEmpty()) {
        arguments.usesDefaultWorkspace = true;
        arguments.workspace = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + u"/orgmend/default.orgmend"_s;
    }
}

/// A command line is readable by everybody on the machine.
bool holdsPassword(const QString &workspace)
{
    static const QRegularExpression password(u"^postgres(ql)?://([^/@]*:[^/@]*@|.*[?&]password=)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return password.match(workspace).hasMatch();
}

Result<void> checkGlobals(const Arguments &arguments)
{
    if (holdsPassword(arguments.workspace))
        return wrong(Ctl::tr("Others on this computer could read a password on the command line. "
                             "Put it into a PGPASSFILE or a service file instead."));
    const bool knownSecrets = arguments.secrets == u"keychain"
        || (arguments.secrets.startsWith(u"file:") && arguments.secrets.size() > 5);
    if (!knownSecrets)
        return wrong(Ctl::tr("--secrets takes \"keychain\" or \"file:PATH\"."));
    return {};
}

/// `--name`, `--name value` or `--name=value`, at `words[position]`.
Result<void> takeOption(Arguments &arguments, const QStringList &words, qsizetype &position,
    const std::vector<OptionSpec> &known)
{
    const QString word = words.at(position).mid(2);
    const qsizetype equals = word.indexOf(u'=');
    const QString name = word.left(equals < 0 ? word.size() : equals);
    const OptionSpec *option = find(known, name);
    if (!option)
        option = find(globalOptions(), name);
    if (!option)
        return wrong(arguments.command.isEmpty()
                ? Ctl::tr("There is no option --%1 before a command.").arg(name)
                : Ctl::tr("The command %1 has no option --%2.").arg(arguments.command, name));
    if (!option->takesValue) {
        if (equals >= 0)
            return wrong(Ctl::tr("The option --%1 takes no value.").arg(name));
        arguments.flags.insert(name);
        return {};
    }
    QString value;
    if (equals >= 0)
        value = word.mid(equals + 1);
    else if (position + 1 < words.size())
        value = words.at(++position);
    if (value.isEmpty())
        return wrong(Ctl::tr("The option --%1 needs a value.").arg(name));
    arguments.values[name].append(value);
    return {};
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words)
{
    Arguments arguments;
    useEnvironment(arguments);
    std::vector<OptionSpec> known;
    for (qsizetype position = 0; position < words.size(); ++position) {
        const QString &word = words.at(position);
        if (word.startsWith(u"--") && word.size() > 2) {
            const Result<void> taken = takeOption(arguments, words, position, known);
            if (!taken)
                return taken.failure();
        } else if (word == u"-h") {
            arguments.flags.insert(u"help"_s);
        } else if (word.startsWith(u'-')) {
            return wrong(Ctl::tr("There is no option %1.").arg(word));
        } else if (arguments.command.isEmpty()) {
            const CommandSpec *command = findCommand(word);
            if (!command)
                return wrong(Ctl::tr("Unknown command \"%1\". Try orgmendctl --help.").arg(word));
            arguments.command = word;
            known = command->options;
        } else {
            return wrong(
                Ctl::tr("The command %1 does not take \"%2\".").arg(arguments.command, word));
        }
    }
    takeGlobals(arguments);
    if (arguments.help || arguments.version)
        return arguments;
    if (arguments.command.isEmpty())
        return wrong(Ctl::tr("Say what to do. Try orgmendctl --help."));
    const Result<void> sound = checkGlobals(arguments);
    if (!sound)
        return sound.failure();
    return arguments;
}
