#include "base/heap.h"
#include "desktop/commandline.h"
#include "desktop/frameprobe.h"
#include "desktop/practiceconnection.h"
#include "desktop/practiceprocess.h"
#include "desktop/singleinstance.h"
#include "desktop/switchablesecrets.h"
#include "engine/hardening.h"
#include "engine/scheduler.h"
#include "engine/secretstores.h"
#include "engine/workspacewatch.h"
#include "mainwindow/mainwindow.h"
#include "salesforce/qttransport.h"
#include "widgets/texts.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QDir>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSettings>
#include <QStandardPaths>
#include <QTranslator>

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

/// Every target keeps the translations of its own words.
void translate(QApplication &application)
{
    const QString language = QLocale().name().section(u'_', 0, 0);
    const QDir folder(u":/i18n"_s);
    for (const QString &file : folder.entryList({u"*_%1.qm"_s.arg(language)})) {
        auto *translator = new QTranslator(&application);
        if (translator->load(folder.filePath(file)))
            QApplication::installTranslator(translator);
    }
}

/// Where this workspace's secrets are kept, when an admin chose a file for want of a keychain.
QString secretsKey(const QString &workspace)
{
    return "secrets/"_L1
        + QString::fromLatin1(
            QCryptographicHash::hash(workspace.toUtf8(), QCryptographicHash::Sha256).toHex());
}

EngineParts makeParts(const QString &workspace, const std::shared_ptr<SecretStore> &secrets)
{
    EngineParts parts;
    parts.workspace = workspace;
    parts.secrets = secrets;
    parts.clock = std::make_shared<SystemClock>();
    parts.pause = std::make_shared<RealPause>();
    parts.makeTransport = [](const std::stop_token &stop) { return makeQtTransport(stop); };
    parts.makeListener = [] { return makeSignInListener(); };
    parts.origin = u"window"_s;
    return parts;
}

/// The practice org consents by itself, so a sign-in there needs no browser.
bool visitWithoutBrowser(QNetworkAccessManager &network, const QUrl &page)
{
    QNetworkReply *reply = network.get(QNetworkRequest(page));
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    return true;
}

/// The window and what keeps it company, for as long as the program runs.
class Desktop final : public QObject {
public:
    Desktop(const CommandLine &line, QSettings &settings, Theme &theme)
        : m_line(line)
        , m_settings(settings)
        , m_theme(theme)
        , m_secrets(std::make_shared<SwitchableSecrets>(makeSecretStore(secretsPlace())))
        , m_engine(std::make_shared<Engine>(makeParts(line.workspace, m_secrets)))
        , m_scheduler(m_engine)
        , m_window(makeDoor(), std::make_shared<SystemClock>())
        , m_practice(practiceProgram(), dataFolder() + "/practice"_L1)
    {
        connectScheduler();
        connectWindow();
        m_window.setAppearance(m_theme.choice());
        m_window.restoreGeometry(m_settings.value("window/geometry"_L1).toByteArray());
    }

    ~Desktop() override
    {
        m_settings.setValue("window/geometry"_L1, m_window.saveGeometry());
        m_scheduler.stopAll();
    }

    void begin()
    {
        m_window.show();
        if (m_line.practice)
            startPractice();
        else
            m_window.open();
    }

    MainWindow &window() { return m_window; }

private:
    [[nodiscard]] QString secretsPlace() const
    {
        if (!m_line.secrets.isEmpty())
            return m_line.secrets;
        return m_settings.value(secretsKey(m_line.workspace), u"keychain"_s).toString();
    }

    Door makeDoor()
    {
        Door door = doorTo(m_engine);
        door.workspace = m_line.workspace;
        const QString file = dataFolder() + "/secrets.json"_L1;
        door.signIn.secretFile = file;
        door.signIn.useSecretFile = [this, file]() -> Result<void> {
            const QString place = "file:"_L1 + file;
            m_secrets->switchTo(makeSecretStore(place));
            m_settings.setValue(secretsKey(m_line.workspace), place);
            return {};
        };
        door.signIn.openBrowser = [this](const QUrl &page) {
            return m_line.practice ? visitWithoutBrowser(m_network, page)
                                   : QDesktopServices::openUrl(page);
        };
        return door;
    }

    void connectScheduler()
    {
        connect(&m_scheduler, &Scheduler::runStarted, &m_window, &MainWindow::runStarted);
        connect(&m_scheduler, &Scheduler::progress, &m_window, &MainWindow::showProgress);
        connect(&m_scheduler, &Scheduler::runFinished, &m_window, &MainWindow::runFinished);
        connect(&m_window, &MainWindow::resyncRequested, &m_scheduler, &Scheduler::resyncNow);
        connect(&m_window, &MainWindow::cancelRequested, &m_scheduler, &Scheduler::cancel);
    }

    void connectWindow()
    {
        connect(&m_window, &MainWindow::appearanceChosen, this, [this](Theme::Choice choice) {
            m_theme.choose(choice);
            m_settings.setValue("window/appearance"_L1, Theme::word(choice));
        });
        connect(&m_window, &MainWindow::opened, this, [this] {
            if (m_watch)
                return;
            m_watch =
                std::make_unique<WorkspaceWatch>(m_line.workspace, std::make_shared<SystemClock>());
            connect(m_watch.get(), &WorkspaceWatch::changed, &m_window, &MainWindow::refresh);
            m_scheduler.start();
        });
        connect(&m_window, &MainWindow::openAgainRequested, this, [this] { begin(); });
        connect(&m_window, &MainWindow::practiceRequested, this, [this] {
            if (QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--practice"_s}))
                m_window.close();
            else
                m_window.showOpeningFailure(failure(Failure::Problem::PracticeOrgNotStarted,
                    {QCoreApplication::applicationFilePath()}));
        });
        connect(&m_practice, &PracticeProcess::ready, this, &Desktop::usePractice);
        connect(&m_practice, &PracticeProcess::failed, &m_window, &MainWindow::showOpeningFailure);
    }

    void startPractice()
    {
        m_window.showOpening(QCoreApplication::translate("Desktop", "Starting the practice org…"),
            QCoreApplication::translate(
                "Desktop", "The first time, %1 contacts are made up for it. That takes a moment.")
                .arg(texts::number(PracticeProcess::contacts)));
        m_practice.start();
    }

    void usePractice(const PracticeAnnouncement &announcement)
    {
        m_connecting.start(
            [engine = m_engine, announcement](const std::stop_token &stop) {
                return connectToPractice(*engine, announcement, stop);
            },
            [this](const Result<void> &connected) {
                if (connected)
                    m_window.open();
                else
                    m_window.showOpeningFailure(connected.failure());
            });
    }

    CommandLine m_line;
    QSettings &m_settings;
    Theme &m_theme;
    QNetworkAccessManager m_network;
    std::shared_ptr<SwitchableSecrets> m_secrets;
    std::shared_ptr<Engine> m_engine;
    Scheduler m_scheduler;
    MainWindow m_window;
    PracticeProcess m_practice;
    std::unique_ptr<WorkspaceWatch> m_watch;
    BackgroundJob m_connecting;
};

/// Before there is a window, so that `--version` and `--help` need no display.
CommandLine lineOf(int argc, char **argv)
{
    const QCoreApplication plain(argc, argv);
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

    Desktop desktop(line, settings, theme);
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
    translate(application);
    return runWindow(application, line);
}
