#include "base/heap.h"
#include "desktop/desktop.h"
#include "desktop/frameprobe.h"
#include "desktop/singleinstance.h"
#include "secrets/hardening.h"
#include "wording/language.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int usageExit = 2;

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/orgmend"_L1;
}

QString practiceProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + "/orgmend-practice-org"_L1;
    return QFile::exists(beside) ? beside : u"orgmend-practice-org"_s;
}

/// Before there is a window, so that `--version` and `--help` need no display.
CommandLine lineOf(int argc, char **argv)
{
    QCoreApplication plain(argc, argv);
    speakLanguageOf(QLocale(), plain);
    return readCommandLine(QCoreApplication::arguments(), dataFolder());
}

int runWindow(QApplication &application, const CommandLine &line)
{
    if (!line.workspace.contains("://"_L1) && !QDir().mkpath(QFileInfo(line.workspace).path()))
        qWarning("The workspace's folder can't be made."); // opening it says why, on screen
    SingleInstance instance(line.workspace);
    if (instance.raiseOther())
        return 0;
    instance.listen();

    QSettings settings(u"orgmend"_s, u"orgmend"_s);
    const QString wished = qEnvironmentVariable("ORGMEND_THEME");
    Theme theme(application,
        Theme::choiceFromWord(
            wished.isEmpty() ? settings.value("window/appearance"_L1).toString() : wished));
    std::unique_ptr<FrameProbe> probe;
    if (const QString file = qEnvironmentVariable("ORGMEND_FRAME_PROBE"); !file.isEmpty())
        probe = std::make_unique<FrameProbe>(file);

    DesktopParts parts;
    parts.line = line;
    parts.dataFolder = dataFolder();
    parts.practice.file = practiceProgram();
    parts.practice.folder = dataFolder() + "/practice"_L1;
    parts.clock = std::make_shared<SystemClock>();
    Desktop desktop(parts, settings, theme);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &desktop,
        [&desktop] { desktop.window().raiseToFront(); });
    desktop.begin();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    keepSecretsOutOfCoreDumps();
    giveLargeBlocksBack();
    const CommandLine line = lineOf(argc, argv);
    if (line.wish == CommandLine::Wish::Wrong) {
        std::fprintf(stderr, "orgmend: %s\n", qPrintable(line.text));
        return usageExit;
    }
    if (line.wish != CommandLine::Wish::Window) {
        std::fprintf(stdout, "%s", qPrintable(line.text));
        return 0;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"orgmend"_s);
    QApplication::setApplicationDisplayName(u"Orgmend"_s);
    QApplication::setApplicationVersion(QStringLiteral(ORGMEND_VERSION));
    QApplication::setDesktopFileName(u"orgmend"_s);
    speakLanguageOf(QLocale(), application);
    return runWindow(application, line);
}
