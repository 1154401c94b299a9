#include "ctl/arguments.h"

#include "ctl/commandspec.h"
#include "ctl/ctl.h"

#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

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
        return Ctl::wrong(
            Ctl::tr("Others on this computer could read a password on the command line. "
                    "Put it into a PGPASSFILE or a service file instead."));
    const bool knownSecrets = arguments.secrets == u"keychain"
        || (arguments.secrets.startsWith(u"file:") && arguments.secrets.size() > 5);
    if (!knownSecrets)
        return Ctl::wrong(Ctl::tr("--secrets takes \"keychain\" or \"file:PATH\"."));
    return {};
}

/// Takes the words one after the other: what was read so far decides what may come.
class Reader {
public:
    explicit Reader(const CommandTable &commands) : m_commands(commands)
    {
        useEnvironment(m_arguments);
    }
    [[nodiscard]] Result<Arguments> read(const QStringList &words);

private:
    [[nodiscard]] Result<void> take(const QString &word);
    [[nodiscard]] Result<void> takeOption(const QString &word);
    [[nodiscard]] Result<void> takeName(const QString &word);
    [[nodiscard]] Result<void> takeWord(const QString &word);
    [[nodiscard]] Result<void> checkCommand() const;
    [[nodiscard]] const OptionSpec *option(const QString &name) const;

    const CommandTable &m_commands;
    QStringList m_ahead; ///< what is still to be read
    bool m_onlyWords = false;
    Arguments m_arguments;
};

Result<Arguments> Reader::read(const QStringList &words)
{
    m_ahead = words;
    while (!m_ahead.isEmpty()) {
        const Result<void> taken = take(m_ahead.takeFirst());
        if (!taken)
            return taken.failure();
    }
    takeGlobals(m_arguments);
    if (m_arguments.help || m_arguments.version)
        return m_arguments;
    Result<void> sound = checkCommand();
    if (sound)
        sound = checkGlobals(m_arguments);
    if (!sound)
        return sound.failure();
    return m_arguments;
}

Result<void> Reader::take(const QString &word)
{
    if (!m_onlyWords && word == u"--") {
        m_onlyWords = true;
        return {};
    }
    if (!m_onlyWords && word == u"-h") {
        m_arguments.flags.insert(u"help"_s);
        return {};
    }
    if (!m_onlyWords && word.startsWith(u"--"))
        return takeOption(word.mid(2));
    if (!m_onlyWords && word.startsWith(u'-'))
        return Ctl::wrong(Ctl::tr("There is no option %1.").arg(word));
    return m_arguments.command ? takeWord(word) : takeName(word);
}

const OptionSpec *Reader::option(const QString &name) const
{
    const OptionSpec *own =
        m_arguments.command ? find(m_arguments.command->options, name) : nullptr;
    return own ? own : find(globalOptions(), name);
}

/// `name`, `name value` or `name=value`.
Result<void> Reader::takeOption(const QString &word)
{
    const qsizetype equals = word.indexOf(u'=');
    const QString name = word.left(equals < 0 ? word.size() : equals);
    const OptionSpec *known = option(name);
    if (!known)
        return Ctl::wrong(m_arguments.command
                ? Ctl::tr("The command %1 has no option --%2.").arg(m_arguments.commandName, name)
                : Ctl::tr("There is no option --%1 before a command.").arg(name));
    if (!known->takesValue) {
        if (equals >= 0)
            return Ctl::wrong(Ctl::tr("The option --%1 takes no value.").arg(name));
        m_arguments.flags.insert(name);
        return {};
    }
    QString value;
    if (equals >= 0)
        value = word.mid(equals + 1);
    else if (!m_ahead.isEmpty())
        value = m_ahead.takeFirst();
    if (value.isEmpty())
        return Ctl::wrong(Ctl::tr("The option --%1 needs a value.").arg(name));
    m_arguments.values[name].append(value);
    return {};
}

/// `sync`, or one of two words: `errors`, then `show`.
Result<void> Reader::takeName(const QString &word)
{
    QString &name = m_arguments.commandName;
    name = name.isEmpty() ? word : name + u' ' + word;
    m_arguments.command = findCommand(m_commands, name);
    if (!m_arguments.command && familyOf(m_commands, name).empty())
        return Ctl::wrong(Ctl::tr("Unknown command \"%1\". Try orgmendctl --help.").arg(name));
    return {};
}

Result<void> Reader::takeWord(const QString &word)
{
    const std::vector<WordSpec> &known = m_arguments.command->words;
    const bool more = !known.empty() && known.back().count == WordSpec::Count::Any;
    if (!more && m_arguments.words.size() >= static_cast<qsizetype>(known.size()))
        return Ctl::wrong(
            Ctl::tr("The command %1 does not take \"%2\".").arg(m_arguments.commandName, word));
    m_arguments.words.append(word);
    return {};
}

Result<void> Reader::checkCommand() const
{
    const QString &name = m_arguments.commandName;
    if (name.isEmpty())
        return Ctl::wrong(Ctl::tr("Say what to do. Try orgmendctl --help."));
    if (!m_arguments.command) {
        QStringList follow;
        for (const CommandSpec *each : familyOf(m_commands, name))
            follow << each->name.mid(name.size() + 1);
        return Ctl::wrong(Ctl::tr("After %1 comes one of: %2. Try orgmendctl %1 --help.")
                .arg(name, follow.join(u", "_s)));
    }
    const std::vector<WordSpec> &known = m_arguments.command->words;
    const auto given = static_cast<std::size_t>(m_arguments.words.size());
    if (given < known.size() && known[given].count == WordSpec::Count::One)
        return Ctl::wrong(Ctl::tr("The command %1 needs %2. Try orgmendctl %1 --help.")
                .arg(name, known[given].name));
    return {};
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words, const CommandTable &commands)
{
    return Reader(commands).read(words);
}
