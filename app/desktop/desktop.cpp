#include "desktop/desktop.h"

#include "desktop/practiceconnection.h"
#include "salesforce/http/qttransport.h"
#include "secrets/secretstores.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace {

/// Where this workspace's secrets are kept, when an admin chose a file for want of a keychain.
QString secretsKey(const QString &workspace)
{
    return "secrets/"_L1
        + QString::fromLatin1(
            QCryptographicHash::hash(workspace.toUtf8(), QCryptographicHash::Sha256).toHex());
}

EngineParts makeParts(const DesktopParts &parts, const std::shared_ptr<SecretStore> &secrets)
{
    EngineParts engine;
    engine.workspace = parts.line.workspace;
    engine.secrets = secrets;
    engine.clock = parts.clock;
    engine.pause = std::make_shared<RealPause>();
    engine.makeTransport = [](const std::stop_token &stop) { return makeQtTransport(stop); };
    engine.makeListener = [] { return makeSignInListener(); };
    engine.origin = Origin::Window;
    return engine;
}

/// The practice org consents by itself, so a sign-in there needs no browser.
bool visitWithoutBrowser(QNetworkAccessManager &network, const QUrl &page)
{
    QNetworkReply *reply = network.get(QNetworkRequest(page));
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    return true;
}

} // namespace

Desktop::Desktop(const DesktopParts &parts, QSettings &settings, Theme &theme)
    : m_parts(parts)
    , m_settings(settings)
    , m_theme(theme)
    , m_secrets(std::make_shared<SwitchableSecrets>(makeSecretStore(secretsPlace())))
    , m_engine(std::make_shared<Engine>(makeParts(parts, m_secrets)))
    , m_scheduler(m_engine->connections(), {m_engine, &m_engine->runs()})
    , m_window(windowParts(), parts.clock)
    , m_practice(parts.practice, parts.clock)
{
    connectScheduler();
    connectWindow();
    connectPractice();
    m_window.setAppearance(m_theme.choice());
    m_window.restoreGeometry(m_settings.value("window/geometry"_L1).toByteArray());
}

Desktop::~Desktop()
{
    m_settings.setValue("window/geometry"_L1, m_window.saveGeometry());
    m_scheduler.stopAll();
}

void Desktop::begin()
{
    m_window.show();
    if (m_parts.line.practice)
        startPractice();
    else
        m_window.open();
}

QString Desktop::secretsPlace() const
{
    if (!m_parts.line.secrets.isEmpty())
        return m_parts.line.secrets;
    return m_settings.value(secretsKey(m_parts.line.workspace), u"keychain"_s).toString();
}

WindowParts Desktop::windowParts()
{
    return {.prepare = [this] { return m_engine->prepare(); },
        .connections = m_engine->connections(),
        .log = m_engine->log(),
        .signIn = browserSignIn(),
        .workspace = m_parts.line.workspace};
}

BrowserSignIn Desktop::browserSignIn()
{
    BrowserSignIn made;
    made.secretFile = m_parts.dataFolder + "/secrets.json"_L1;
    made.useSecretFile = [this, file = made.secretFile]() -> Result<void> {
        const QString place = "file:"_L1 + file;
        m_secrets->switchTo(makeSecretStore(place));
        m_settings.setValue(secretsKey(m_parts.line.workspace), place);
        return {};
    };
    made.openBrowser = [this](const QUrl &page) {
        return m_parts.line.practice ? visitWithoutBrowser(m_network, page)
                                     : QDesktopServices::openUrl(page);
    };
    return made;
}

void Desktop::connectScheduler()
{
    connect(&m_scheduler, &Scheduler::runStarted, &m_window, &MainWindow::runStarted);
    connect(&m_scheduler, &Scheduler::progress, &m_window, &MainWindow::showProgress);
    connect(&m_scheduler, &Scheduler::runFinished, &m_window, &MainWindow::runFinished);
    connect(&m_window, &MainWindow::resyncRequested, &m_scheduler, &Scheduler::resyncNow);
    connect(&m_window, &MainWindow::cancelRequested, &m_scheduler, &Scheduler::cancel);
}

void Desktop::connectWindow()
{
    connect(&m_window, &MainWindow::appearanceChosen, this, [this](Theme::Choice choice) {
        m_theme.choose(choice);
        m_settings.setValue("window/appearance"_L1, Theme::word(choice));
    });
    connect(&m_window, &MainWindow::opened, this, [this] {
        if (m_watch)
            return;
        m_watch = std::make_unique<WorkspaceWatch>(m_parts.line.workspace, m_parts.clock);
        connect(m_watch.get(), &WorkspaceWatch::changed, &m_window, &MainWindow::refresh);
        m_scheduler.start();
        // Where it fails the next run tries again, and meets the same trouble with more to say.
        m_tidying.start([this](const std::stop_token &stop) { return m_engine->tidy(stop); },
            [](const Result<void> &) {});
    });
    connect(&m_window, &MainWindow::openAgainRequested, this, &Desktop::begin);
    connect(&m_window, &MainWindow::practiceRequested, this, &Desktop::openPracticeWindow);
}

void Desktop::connectPractice()
{
    connect(&m_practice, &PracticeProcess::ready, this, &Desktop::usePractice);
    connect(&m_practice, &PracticeProcess::restarting, this,
        [this] { m_window.remark(tr("the practice org has stopped and is starting again")); });
    connect(&m_practice, &PracticeProcess::failed, this, [this](const Failure &failure) {
        m_window.remark({});
        m_window.showOpeningFailure(failure);
    });
}

/// The practice org has a window of its own, because it has a workspace of its own.
void Desktop::openPracticeWindow()
{
    const QString program = QCoreApplication::applicationFilePath();
    if (QProcess::startDetached(program, {u"--practice"_s}))
        m_window.close();
    else
        m_window.showOpeningFailure(failure(Failure::Problem::PracticeOrgNotStarted, {program}));
}

void Desktop::startPractice()
{
    m_window.showOpening(tr("Starting the practice org…"),
        tr("The first time, %1 contacts are made up for it. That takes a moment.")
            .arg(texts::number(m_parts.practice.contacts)));
    m_practice.start();
}

void Desktop::usePractice(const PracticeAnnouncement &announcement)
{
    m_connecting.start(
        [engine = m_engine, announcement](
            const std::stop_token &stop) { return connectToPractice(*engine, announcement, stop); },
        [this](const Result<std::vector<qint64>> &waiting) {
            m_window.remark({});
            if (!waiting) {
                m_window.showOpeningFailure(waiting.failure());
                return;
            }
            m_window.open();
            for (const qint64 connection : *waiting)
                m_scheduler.resyncNow(connection, false);
        });
}
