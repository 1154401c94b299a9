#pragma once

#include "tests/engine/enginebench.h"
#include "tests/support/gatedtransport.h"

#include "connect/connectdialog.h"
#include "engine/scheduler.h"
#include "mainwindow/mainwindow.h"
#include "widgets/badge.h"
#include "widgets/banner.h"
#include "widgets/copyablevalue.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <condition_variable>

/// The admin's browser: opened on the window's thread, awaited on the sign-in's.
class WindowBrowser {
public:
    explicit WindowBrowser(practice::PracticeOrg &org) : m_browser(org) { }

    bool open(const QUrl &page)
    {
        const std::scoped_lock lock(m_mutex);
        const bool opened = static_cast<bool>(m_browser.open(page));
        m_hasCome = true;
        m_come.notify_all();
        return opened;
    }
    Result<SignInListener::Answer> wait(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_come.wait(lock, stop, [this] { return std::exchange(m_hasCome, false); }))
            return failure(Failure::Problem::Cancelled);
        const std::optional<SignInListener::Answer> answer = m_browser.takeAnswer();
        if (!answer)
            return failure(Failure::Problem::SignInTimedOut);
        return *answer;
    }
    /// The page sends this OAuth error back instead of a code.
    void answerWithError(const QString &error) { m_browser.insteadError = error; }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_come;
    bool m_hasCome = false;
    Browser m_browser;
};

class WindowListener final : public SignInListener {
public:
    explicit WindowListener(WindowBrowser &browser) : m_browser(browser) { }
    Result<void> listen(quint16) override { return {}; }
    QString callback() const override
    {
        return QStringLiteral("http://localhost:1717/OauthRedirect");
    }
    Result<Answer> wait(
        const QByteArray &, std::chrono::milliseconds, const std::stop_token &stop) override
    {
        return m_browser.wait(stop);
    }

private:
    WindowBrowser &m_browser;
};

/// Lets requests through until it is told to count them.
class CountingGate {
public:
    bool pass(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        const bool passed = m_changed.wait(lock, stop, [this] { return m_left != 0; });
        --m_waiting;
        m_left -= passed && m_left > 0 ? 1 : 0;
        return passed;
    }
    /// How many more may pass; -1 for all.
    void let(int requests)
    {
        const std::scoped_lock lock(m_mutex);
        m_left = requests;
        m_changed.notify_all();
    }
    [[nodiscard]] bool isSomebodyWaiting()
    {
        const std::scoped_lock lock(m_mutex);
        return m_waiting > 0 && m_left == 0;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_left = -1;
    int m_waiting = 0;
};

/// The real window on the real engine, with the practice org in the same process behind its
/// transport. Time is the test's, but for the window's own tick.
struct WindowBench {
    explicit WindowBench(int records = 30)
        : org(records)
        , browser(org.practice.org())
        , engine(std::make_shared<Engine>(parts()))
        , scheduler(engine->connections(), {engine, &engine->runs()})
        , window(windowParts(), org.clock)
    {
        QObject::connect(&scheduler, &Scheduler::runStarted, &window, &MainWindow::runStarted);
        QObject::connect(&scheduler, &Scheduler::progress, &window, &MainWindow::showProgress);
        QObject::connect(&scheduler, &Scheduler::runFinished, &window, &MainWindow::runFinished);
        QObject::connect(&window, &MainWindow::resyncRequested, &scheduler, &Scheduler::resyncNow);
        QObject::connect(&window, &MainWindow::cancelRequested, &scheduler, &Scheduler::cancel);
        QObject::connect(&window, &MainWindow::openAgainRequested, &window, &MainWindow::open);
        QObject::connect(&scheduler, &Scheduler::runStarted, &window, [this] { ++runs; });
        QObject::connect(&scheduler, &Scheduler::runFinished, &window,
            [this](qint64, const Result<RunReport> &report) {
                outcomes << (report ? wordOf(report->outcome) : report.failure().code());
            });
    }
    void open()
    {
        window.show();
        window.open();
        QTRY_VERIFY(find<QWidget>(u"ConnectionCard") || find<QWidget>(u"connectButton"));
    }
    /// Connect to Salesforce, the form, the browser, and what follows by itself.
    void signIn()
    {
        open();
        auto *way = find<QPushButton>(u"connectButton");
        QTRY_VERIFY(way->isVisible());
        QTest::mouseClick(way, Qt::LeftButton);
        fillForm();
        begin();
        QTRY_COMPARE_WITH_TIMEOUT(badge(), QStringLiteral("Connected"), 20'000);
        QTRY_VERIFY(!find<CopyableValue>(u"lastSyncValue")->value().contains(u"never"));
    }
    void fillForm() const
    {
        const auto *dialog = find<ConnectDialog>({});
        dialog->findChild<QRadioButton *>(QStringLiteral("domainButton"))->click();
        dialog->findChild<QLineEdit *>(QStringLiteral("hostEdit"))
            ->setText(org.practice.production().loginUrl);
        dialog->findChild<QLineEdit *>(QStringLiteral("keyEdit"))
            ->setText(org.practice.production().clientId);
    }
    /// The dialog's own button: on to the browser.
    void begin() const
    {
        QTest::mouseClick(
            find<ConnectDialog>({})->findChild<QPushButton *>(QStringLiteral("connectButton")),
            Qt::LeftButton);
    }

    template <typename T>
    [[nodiscard]] T *find(QStringView name) const
    {
        return window.findChild<T *>(name.toString());
    }
    [[nodiscard]] QString badge() const { return find<Badge>(u"stateBadge")->text(); }
    [[nodiscard]] QString secondary() const { return find<QLabel>(u"secondaryLabel")->text(); }
    [[nodiscard]] QPushButton *primary() const { return find<QPushButton>(u"primaryButton"); }
    [[nodiscard]] QString primaryWords() const { return primary()->text().remove(u'&'); }
    [[nodiscard]] QString value(QStringView name) const
    {
        return find<CopyableValue>(name)->value();
    }
    [[nodiscard]] Banner *banner() const { return find<Banner>(u"overviewBanner"); }
    [[nodiscard]] Banner *visibleBanner() const
    {
        for (Banner *one : window.findChildren<Banner *>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    void clickPrimary() const { QTest::mouseClick(primary(), Qt::LeftButton); }
    /// An action of the card's menu, as it reads.
    [[nodiscard]] QAction *action(const QString &words) const
    {
        for (QAction *entry : find<QPushButton>(u"moreButton")->menu()->actions()) {
            if (entry->isVisible() && entry->text().remove(u'&') == words)
                return entry;
        }
        return nullptr;
    }

    EngineBench org;
    WindowBrowser browser;
    CountingGate gate;
    int runs = 0;
    QStringList outcomes; ///< of runs that ended, or why they could not begin
    std::shared_ptr<Engine> engine;
    Scheduler scheduler;
    MainWindow window;

private:
    [[nodiscard]] EngineParts parts()
    {
        EngineParts made = org.parts();
        made.makeTransport = [this](const std::stop_token &stop) {
            return std::make_unique<GatedTransport<CountingGate>>(
                std::make_unique<PracticeTransport>(org.practice.org(), stop), gate, stop);
        };
        made.makeListener = [this] { return std::make_unique<WindowListener>(browser); };
        made.origin = Origin::Window;
        return made;
    }
    [[nodiscard]] WindowParts windowParts()
    {
        BrowserSignIn signIn;
        signIn.useSecretFile = [this]() -> Result<void> {
            org.secrets->mend();
            return {};
        };
        signIn.openBrowser = [this](const QUrl &page) { return browser.open(page); };
        return {.prepare = [this] { return engine->prepare(); },
            .connections = engine->connections(),
            .log = engine->log(),
            .signIn = signIn,
            .workspace = org.path};
    }
};
