#include "tests/ui/fakes.h"

#include "connect/connectdialog.h"
#include "log/logpage.h"
#include "mainwindow/mainwindow.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;

// Not a test: draws every page and state into PNG files, to be looked at.
//   ui_gallery FOLDER [light|dark] [en|de] [WIDTHxHEIGHT]

namespace {

struct Studio {
    QString folder;
    QString suffix;
    QSize size;

    void take(QWidget &widget, const QString &name) const
    {
        QTest::qWait(60);
        widget.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, suffix));
    }

    void window(const QString &name, const std::shared_ptr<FakeWorkspace> &fake,
        const std::function<void(MainWindow &)> &prepare = {}) const
    {
        MainWindow window(fake->parts(), std::make_shared<ManualClock>(noon()));
        window.resize(size);
        window.show();
        window.open();
        QTest::qWait(80);
        if (prepare)
            prepare(window);
        take(window, name);
    }
};

std::shared_ptr<FakeWorkspace> workspaceWith(std::vector<ConnectionStatus> connections)
{
    auto fake = std::make_shared<FakeWorkspace>();
    fake->connections.all = std::move(connections);
    fake->log.all = plausibleLog(900);
    return fake;
}

void takeStates(const Studio &studio)
{
    studio.window(u"first-start"_s, workspaceWith({}));
    for (const ConnectionState state :
        {ConnectionState::Connected, ConnectionState::Paused, ConnectionState::TokenExpired,
            ConnectionState::Disconnected, ConnectionState::Incomplete,
            ConnectionState::WaitingForQuota, ConnectionState::Offline}) {
        ConnectionStatus status = northwindIn(state);
        status.connection.waitingForQuotaUntil = noon().addSecs(7'200);
        studio.window(u"state-"_s + wordOf(state), workspaceWith({status}));
    }
    ConnectionStatus stale = northwind();
    stale.stale = true;
    stale.connection.lastSync = noon().addSecs(-72 * 60);
    stale.lastFailure = failure(Failure::Problem::ServerUnavailable,
        {u"northwind.my.salesforce.com"_s, u"503"_s}, u"<html>Service Unavailable</html>"_s);
    studio.window(u"state-stale"_s, workspaceWith({stale}));

    ConnectionStatus sandbox = northwind();
    sandbox.connection.id = 2;
    sandbox.connection.name = u"Northwind Traders International Fundraising"_s;
    sandbox.connection.environment = Environment::Sandbox;
    sandbox.objects[1].failed = 12;
    sandbox.objects[1].leftOut = {u"HasOptedOutOfEmail"_s};
    studio.window(
        u"state-syncing"_s, workspaceWith({sandbox, northwind()}), [](MainWindow &window) {
            RunReport report;
            report.objects = {{u"Account"_s, u"companies"_s, {}, 9'114, 9'114, true, {}},
                {u"Contact"_s, u"people"_s, {}, 30'000, 48'211, false, {}}};
            window.runStarted(2);
            window.showProgress(2, report);
            QTest::qWait(1'050);
            report.objects[1].read = 41'000;
            window.showProgress(2, report);
            QTest::qWait(200);
        });
}

void takeLog(const Studio &studio)
{
    const auto show = [](MainWindow &window) {
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QTest::qWait(80);
        auto *table = window.findChild<QTableView *>(u"eventTable"_s);
        table->selectRow(2);
    };
    studio.window(u"log"_s, workspaceWith({northwind()}), show);
    studio.window(u"log-nothing-fits"_s, workspaceWith({northwind()}), [&](MainWindow &window) {
        show(window);
        window.findChild<QLineEdit *>(u"searchEdit"_s)->setText(u"no such thing"_s);
        QTest::qWait(400);
    });
}

void takeQuestions(const Studio &studio)
{
    const auto takeDialog = [&](const QString &name, const std::function<void(MainWindow &)> &ask) {
        studio.window(u"behind-"_s + name, workspaceWith({northwind()}), [&](MainWindow &window) {
            ask(window);
            QTest::qWait(60);
            for (QDialog *dialog : window.findChildren<QDialog *>()) {
                if (dialog->isVisible())
                    studio.take(*dialog, name);
            }
        });
    };
    takeDialog(u"question-disconnect"_s, [](MainWindow &window) {
        window.findChild<QPushButton *>(u"moreButton"_s)->menu()->actions().constLast()->trigger();
    });
    takeDialog(u"question-quit"_s, [](MainWindow &window) {
        window.runStarted(1);
        window.close();
    });
    takeDialog(u"shortcuts"_s, [](MainWindow &window) { QTest::keyClick(&window, Qt::Key_F1); });
    const auto locked = workspaceWith({});
    locked->openingFails = failure(Failure::Problem::WorkspaceLocked,
        {u"/home/ana/northwind.orgmend"_s}, u"database is locked (5)"_s);
    studio.window(u"opening-failed"_s, locked, [](MainWindow &window) {
        for (QPushButton *button : window.findChildren<QPushButton *>(u"showDetailsButton"_s)) {
            if (button->isVisible())
                button->click();
        }
    });
    ConnectionStatus empty = northwind();
    empty.objects.clear();
    studio.window(u"no-objects"_s, workspaceWith({empty}));
}

void takeDialog(const Studio &studio)
{
    const auto fake = workspaceWith({northwind()});
    fake->connections.signInFails = {
        failure(Failure::Problem::ClientIdUnknown, {u"3MVG9x"_s},
            u"error=invalid_client_id&error_description=client%20identifier%20invalid"_s),
        failure(Failure::Problem::EnvironmentMismatch, {u"production"_s, u"sandbox"_s})};
    BrowserSignIn signIn = fake->signIn();
    ConnectDialog dialog(fake->connections, signIn);
    dialog.show();
    studio.take(dialog, u"connect-form"_s);
    auto *key = dialog.findChild<QLineEdit *>(u"keyEdit"_s);
    auto *connectButton = dialog.findChild<QPushButton *>(u"connectButton"_s);
    key->setText(u"3MVG9x"_s);
    QTest::mouseClick(connectButton, Qt::LeftButton);
    QTest::qWait(80);
    studio.take(dialog, u"connect-failed"_s);
    QTest::mouseClick(connectButton, Qt::LeftButton);
    QTest::qWait(80);
    studio.take(dialog, u"connect-question"_s);
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"backButton"_s), Qt::LeftButton);
    fake->connections.signInWaits = true;
    QTest::mouseClick(connectButton, Qt::LeftButton);
    QTest::qWait(80);
    studio.take(dialog, u"connect-waiting"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString look = arguments.value(2, u"light"_s);
    const QString language = arguments.value(3, u"en"_s);
    const QStringList size = arguments.value(4, u"1280x800"_s).split(u'x');
    QLocale::setDefault(QLocale(language == "de"_L1 ? QLocale::German : QLocale::English));
    std::vector<std::unique_ptr<QTranslator>> translators;
    for (const QString &file : QDir(u":/i18n"_s).entryList({u"*_%1.qm"_s.arg(language)})) {
        translators.push_back(std::make_unique<QTranslator>());
        if (translators.back()->load(u":/i18n/"_s + file))
            QApplication::installTranslator(translators.back().get());
    }
    const Theme theme(application, Theme::choiceFromWord(look));
    const Studio studio{arguments.value(1, u"."_s),
        u"%1-%2-%3"_s.arg(look, language, size.join(u'x')),
        QSize(size.value(0).toInt(), size.value(1).toInt())};
    if (!QDir().mkpath(studio.folder))
        return 1;
    takeStates(studio);
    takeLog(studio);
    takeQuestions(studio);
    takeDialog(studio);
    return 0;
}
