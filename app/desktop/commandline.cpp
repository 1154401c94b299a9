#include "desktop/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

CommandLine wrong(const QString &why)
{
    CommandLine line;
    line.wish = CommandLine::Wish::Wrong;
    line.text = why;
    return line;
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments, const QString &dataFolder)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Words::tr("Keeps a Salesforce org and a SQL database in step."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, Words::tr("Prints this help."));
    const QCommandLineOption version(u"version"_s, Words::tr("Prints the version."));
    const QCommandLineOption practice(
        u"practice"_s, Words::tr("Opens the practice org, a stand-in for Salesforce."));
    const QCommandLineOption workspace(u"workspace"_s,
        Words::tr("The workspace to open: a file or a postgresql:// address."), u"WORKSPACE"_s);
    const QCommandLineOption secrets(
        u"secrets"_s, Words::tr("Where sign-ins are kept: keychain or file:PATH."), u"PLACE"_s);
    parser.addOptions({help, version, practice, workspace, secrets});
    parser.addPositionalArgument(u"FILE"_s, Words::tr("The workspace to open."), u"[FILE]"_s);

    CommandLine line;
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(help) || parser.isSet(version)) {
        line.wish = parser.isSet(help) ? CommandLine::Wish::Help : CommandLine::Wish::Version;
        line.text = parser.isSet(help) ? parser.helpText()
                                       : u"orgmend %1\n"_s.arg(QStringLiteral(ORGMEND_VERSION));
        return line;
    }
    const QStringList files = parser.positionalArguments();
    line.practice = parser.isSet(practice);
    if (files.size() > 1 || (!files.isEmpty() && parser.isSet(workspace)))
        return wrong(Words::tr("Only one workspace can be opened."));
    if (line.practice && (!files.isEmpty() || parser.isSet(workspace)))
        return wrong(Words::tr("The practice org has a workspace of its own."));

    line.secrets =
        parser.isSet(secrets) ? parser.value(secrets) : qEnvironmentVariable("ORGMEND_SECRETS");
    if (!line.secrets.isEmpty() && line.secrets != "keychain"_L1
        && (!line.secrets.startsWith("file:"_L1) || line.secrets.size() <= 5))
        return wrong(Words::tr("--secrets is keychain or file:PATH."));
    const QString fromEnvironment = qEnvironmentVariable("ORGMEND_WORKSPACE");
    if (line.practice) {
        line.workspace = dataFolder + "/practice/practice.orgmend"_L1;
        line.secrets = u"file:%1/practice/secrets.json"_s.arg(dataFolder);
    } else if (!files.isEmpty()) {
        line.workspace = files.constFirst();
    } else if (parser.isSet(workspace)) {
        line.workspace = parser.value(workspace);
    } else {
        line.workspace =
            fromEnvironment.isEmpty() ? dataFolder + "/default.orgmend"_L1 : fromEnvironment;
    }
    if (!line.workspace.contains("://"_L1))
        line.workspace = QDir::cleanPath(QFileInfo(line.workspace).absoluteFilePath());
    return line;
}
