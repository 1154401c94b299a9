#include "tests/ui/fakes.h"

#include "connect/connectdialog.h"
#include "mainwindow/mainwindow.h"
#include "widgets/banner.h"
#include "widgets/rawdetails.h"
#include "wording/wording.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

const QString host = u"northwind.my.salesforce.com"_s;
const QString file = u"/home/ana/northwind.orgmend"_s;

void row(const char *name, const Failure &failure) { QTest::newRow(name) << failure; }

/// All of the text is on screen: nothing is elided, scrolled away or cut by a neighbour.
bool isWhole(const QLabel &label)
{
    return label.isVisible() && label.height() >= label.heightForWidth(label.width())
        && label.visibleRegion().boundingRect() == label.rect();
}

/// The other side's words, after one click.
QString rawAfterOneClick(const QWidget &around)
{
    auto *details = around.findChild<RawDetails *>();
    if (!details || !details->isVisible())
        return {};
    auto *text = details->findChild<QPlainTextEdit *>(u"rawText"_s);
    if (text->isVisible())
        return u"shown before anybody asked"_s;
    QTest::mouseClick(details->findChild<QPushButton *>(u"showDetailsButton"_s), Qt::LeftButton);
    return text->isVisible() ? text->toPlainText() : QString();
}

/// A window that is as small as a cramped screen allows.
struct Bench {
    std::shared_ptr<FakeWorkspace> fake = std::make_shared<FakeWorkspace>();
    MainWindow window{fake->parts(), std::make_shared<ManualClock>(noon())};

    void open()
    {
        window.resize(900, 600);
        window.show();
        window.open();
    }
    [[nodiscard]] Banner *banner() const
    {
        for (Banner *banner : window.findChildren<Banner *>()) {
            if (banner->isVisible())
                return banner;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton *wayOn() const
    {
        return banner()->findChild<QPushButton *>(u"bannerButton"_s);
    }
    void readsAs(const Failure &failure) const
    {
        QTRY_VERIFY(banner());
        const auto *sentence = banner()->findChild<QLabel *>(u"bannerSentence"_s);
        QCOMPARE(sentence->text(), wording::sentence(failure));
        QVERIFY(!sentence->text().contains(u"unknown error"_s, Qt::CaseInsensitive));
        QTRY_VERIFY(isWhole(*sentence));
        QVERIFY(wayOn()->isVisible());
        QVERIFY(wayOn()->isEnabled());
        QVERIFY(!wayOn()->text().isEmpty());
        QCOMPARE(rawAfterOneClick(*banner()), failure.raw);
        QTRY_VERIFY(isWhole(*sentence));
    }
};

} // namespace

/// Whatever goes wrong, the window says it in the engine's own sentence, in full, with the other
/// side's words one click away and a button that leads on.
class FailuresTest final : public QObject {
    Q_OBJECT
private slots:
    void signingIn_data()
    {
        QTest::addColumn<Failure>("why");
        row("wrong consumer key",
            failure(Problem::ClientIdUnknown, {u"3MVG9x"_s},
                u"error=invalid_client_id&error_description=client identifier invalid"_s));
        row("denied consent",
            failure(Problem::ConsentDenied, {},
                u"error=access_denied&error_description=end-user denied authorization"_s));
        row("blocked app", failure(Problem::AppBlocked, {}, u"error=OAUTH_APP_BLOCKED"_s));
        row("app not installed",
            failure(Problem::AppNotInstalled, {}, u"OAUTH_EC_APP_NOT_FOUND"_s));
        row("wrong host", failure(Problem::HostNotFound, {host}, u"Host not found"_s));
        row("nobody answers", failure(Problem::ConnectionRefused, {host}, u"refused"_s));
        row("TLS", failure(Problem::TlsFailed, {host}, u"The certificate has expired"_s));
        row("HTML instead of JSON",
            failure(Problem::NotSalesforce, {host}, u"<html><body>Hotel Wi-Fi</body></html>"_s));
        row("no API", failure(Problem::ApiDisabled, {u"ana@example.org"_s}, u"API_DISABLED"_s));
        row("port taken", failure(Problem::PortTaken, {u"1717"_s}, u"Address already in use"_s));
        row("disk full", failure(Problem::WorkspaceDiskFull, {file}, u"database is full"_s));
        row("read-only", failure(Problem::WorkspaceReadOnly, {file}, u"readonly database"_s));
        row("any other OAuth error",
            failure(Problem::SignInRefused, {u"server_error"_s, u"try later"_s},
                u"error=server_error"_s));
    }
    void signingIn()
    {
        QFETCH(const Failure, why);
        auto fake = std::make_shared<FakeWorkspace>();
        fake->connections.all = {northwind()};
        fake->connections.signInFails = {why};
        ConnectDialog dialog(fake->connections, fake->signIn());
        dialog.show();
        dialog.findChild<QLineEdit *>(u"keyEdit"_s)->setText(u"3MVG9x"_s);
        auto *button = dialog.findChild<QPushButton *>(u"connectButton"_s);
        QTest::mouseClick(button, Qt::LeftButton);

        auto *banner = dialog.findChild<Banner *>(u"failureBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        const auto *sentence = banner->findChild<QLabel *>(u"bannerSentence"_s);
        QCOMPARE(sentence->text(), wording::sentence(why));
        QTRY_VERIFY(isWhole(*sentence));
        QCOMPARE(rawAfterOneClick(*banner), why.raw);
        QTRY_VERIFY(isWhole(*sentence));
        // What was typed is still there, and another try is one key away.
        QCOMPARE(dialog.findChild<QLineEdit *>(u"keyEdit"_s)->text(), u"3MVG9x"_s);
        QCOMPARE(button->text().remove(u'&'), u"Try again"_s);
        QVERIFY(button->isVisible());
        QVERIFY(button->isEnabled());
        QSignalSpy connected(&dialog, &ConnectDialog::connected);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(connected.size(), 1);
    }

    void withoutAKeychain_data()
    {
        QTest::addColumn<Failure>("why");
        row("none", failure(Problem::KeychainMissing, {}, u"No D-Bus session bus"_s));
        row("locked", failure(Problem::KeychainLocked, {}, u"IsLocked"_s));
        row("failing", failure(Problem::KeychainFailed, {}, u"NoReply"_s));
    }
    void withoutAKeychain()
    {
        QFETCH(const Failure, why);
        auto fake = std::make_shared<FakeWorkspace>();
        fake->connections.all = {northwind()};
        fake->connections.signInFails = {why};
        BrowserSignIn signIn = fake->signIn();
        signIn.secretFile = u"/home/ana/.local/share/orgmend/secrets.json"_s;
        signIn.useSecretFile = []() -> Result<void> { return {}; };
        ConnectDialog dialog(fake->connections, signIn);
        dialog.show();
        dialog.findChild<QLineEdit *>(u"keyEdit"_s)->setText(u"3MVG9x"_s);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"connectButton"_s), Qt::LeftButton);

        const auto *words = dialog.findChild<QLabel *>(u"questionText"_s);
        QTRY_VERIFY(words->isVisible());
        QVERIFY(words->text().contains(wording::sentence(why)));
        QVERIFY(words->text().contains(signIn.secretFile));
        QTRY_VERIFY(isWhole(*words));
        QVERIFY(dialog.findChild<QPushButton *>(u"acceptButton"_s)->isEnabled());
        QCOMPARE(rawAfterOneClick(*dialog.findChild<QWidget *>(u"questionPage"_s)), why.raw);
    }

    void opening_data()
    {
        QTest::addColumn<Failure>("why");
        row("locked by another program",
            failure(Problem::WorkspaceLocked, {file}, u"database is locked"_s));
        row("from a newer version",
            failure(Problem::WorkspaceNewer, {file, u"12"_s, u"3"_s}, u"user_version = 12"_s));
        row("read-only", failure(Problem::WorkspaceReadOnly, {file}, u"readonly database"_s));
        row("full disk", failure(Problem::WorkspaceDiskFull, {file}, u"disk is full"_s));
        row("damaged", failure(Problem::WorkspaceDamaged, {file}, u"malformed disk image"_s));
        row("not ours", failure(Problem::WorkspaceNotOurs, {file}, u"application_id = 0"_s));
        row("no room for the backup",
            failure(Problem::BackupNoRoom, {file, u"5000000"_s, u"1000"_s}, u"statvfs"_s));
        row("practice org",
            failure(Problem::PracticeOrgNotStarted, {u"/usr/bin/orgmend-practice-org"_s},
                u"No such file or directory"_s));
    }
    void opening()
    {
        QFETCH(const Failure, why);
        Bench bench;
        bench.fake->openingFails = why;
        bench.open();
        bench.readsAs(why);
        QSignalSpy again(&bench.window, &MainWindow::openAgainRequested);
        QTest::mouseClick(bench.wayOn(), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
    }

    /// Of the last run, as the workspace keeps it.
    void syncing_data()
    {
        QTest::addColumn<Failure>("why");
        row("wrong host", failure(Problem::HostNotFound, {host}, u"Host not found"_s));
        row("TLS", failure(Problem::TlsFailed, {host}, u"self-signed certificate"_s));
        row("HTML instead of JSON",
            failure(Problem::NotSalesforce, {host}, u"<html>Maintenance</html>"_s));
        row("truncated CSV",
            failure(Problem::AnswerTruncated, {u"Contact"_s}, u"1,000 of 50,000 rows"_s));
        row("unreadable", failure(Problem::AnswerUnreadable, {u"Contact"_s}, u"{\"a\":"_s));
        row("describe without a needed field",
            failure(Problem::FieldIndispensable, {u"Contact"_s, u"SystemModstamp"_s},
                u"{\"name\":\"Contact\",\"fields\":[]}"_s));
        row("refused query",
            failure(Problem::QueryRefused, {u"Contact"_s, u"INVALID_FIELD"_s},
                u"[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"No such column\"}]"_s));
        row("read-only", failure(Problem::WorkspaceReadOnly, {file}, u"readonly database"_s));
        row("full disk", failure(Problem::WorkspaceDiskFull, {file}, u"disk is full"_s));
        row("locked", failure(Problem::WorkspaceLocked, {file}, u"database is locked"_s));
        row("no keychain", failure(Problem::KeychainMissing, {}, u"No D-Bus session bus"_s));
        row("a failure of another version",
            failure(Problem::RunElsewhereFailed, {u"12"_s}, u"brand_new_problem"_s));
    }
    void syncing()
    {
        QFETCH(const Failure, why);
        Bench bench;
        ConnectionStatus status = northwind();
        status.lastFailure = why;
        bench.fake->connections.all = {status};
        bench.open();
        bench.readsAs(why);
        QSignalSpy resync(&bench.window, &MainWindow::resyncRequested);
        QTest::mouseClick(bench.wayOn(), Qt::LeftButton);
        QCOMPARE(resync.size(), 1);
    }

    void aRunThatCouldNotBegin_data() { syncing_data(); }
    void aRunThatCouldNotBegin()
    {
        QFETCH(const Failure, why);
        Bench bench;
        bench.fake->connections.all = {northwind()};
        bench.open();
        QTRY_VERIFY(bench.window.findChild<QWidget *>(u"ConnectionCard"_s)->isVisible());
        bench.window.runStarted(1);
        bench.window.runFinished(1, why);
        bench.readsAs(why);
    }

    /// Somebody else's words are never taken for markup.
    void wordsThatLookLikeMarkupAreShownAsTheyAre()
    {
        const Failure why =
            failure(Problem::ClientIdUnknown, {u"<b>3MVG9</b><img src=x>"_s}, u"<h1>raw</h1>"_s);
        Banner banner;
        banner.say(why);
        const auto *sentence = banner.findChild<QLabel *>(u"bannerSentence"_s);
        QCOMPARE(sentence->textFormat(), Qt::PlainText);
        banner.say(Banner::Kind::Information, u"See <a href=\"https://x.example\">Setup</a>."_s);
        QCOMPARE(sentence->textFormat(), Qt::RichText);
    }
};

QTEST_MAIN(FailuresTest)
#include "failurestest.moc"
