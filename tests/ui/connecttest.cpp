#include "tests/ui/fakes.h"

#include "connect/connectdialog.h"
#include "connect/consumerkeyguide.h"
#include "connect/domainhost.h"
#include "widgets/banner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Bench {
    std::shared_ptr<FakeWorkspace> fake = std::make_shared<FakeWorkspace>();
    BrowserSignIn signIn = fake->signIn();
    std::unique_ptr<ConnectDialog> dialog;

    void open(const Connection &known = {})
    {
        fake->connections.all = {northwind()};
        dialog = std::make_unique<ConnectDialog>(fake->connections, signIn, known);
        dialog->show();
    }
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return dialog->findChild<T *>(name);
    }
    void click(const QString &button) const
    {
        QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
    }
    void choose(const QString &button) const { find<QRadioButton>(button)->click(); }
    [[nodiscard]] QString page() const
    {
        return find<QStackedWidget>(u"stack"_s)->currentWidget()->objectName();
    }
    [[nodiscard]] ConnectRequest request() const
    {
        const QMutexLocker lock(&fake->connections.mutex);
        return fake->connections.lastRequest;
    }
};

} // namespace

class ConnectTest final : public QObject {
    Q_OBJECT
private slots:
    /// S1-05, S2-07.
    void threeKindsOfOrgLeadToThreeLoginHosts()
    {
        for (const auto &[button, environment] : {std::pair{u"productionButton"_s, u"production"_s},
                 std::pair{u"sandboxButton"_s, u"sandbox"_s},
                 std::pair{u"domainButton"_s, u"https://acme.my.salesforce.com"_s}}) {
            Bench bench;
            bench.open();
            bench.choose(button);
            bench.find<QLineEdit>(u"hostEdit"_s)->setText(u"acme.my.salesforce.com"_s);
            bench.find<QLineEdit>(u"keyEdit"_s)->setText(u" 3MVG9abc "_s);
            QSignalSpy connected(bench.dialog.get(), &ConnectDialog::connected);
            bench.click(u"connectButton"_s);
            QVERIFY(connected.wait());
            QCOMPARE(bench.request().environment, environment);
            QCOMPARE(bench.request().clientId, u"3MVG9abc"_s);
            QCOMPARE(bench.request().templateName, u"people"_s);
        }
    }

    /// S1-06.
    void aMyDomainHostIsNeededInFull_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("environment");
        QTest::newRow("plain") << u"acme.my.salesforce.com"_s
                               << u"https://acme.my.salesforce.com"_s;
        QTest::newRow("with scheme, path and capitals")
            << u" https://Acme.my.salesforce.com/home "_s << u"https://acme.my.salesforce.com"_s;
        QTest::newRow("sandbox") << u"acme--uat.sandbox.my.salesforce.com"_s
                                 << u"https://acme--uat.sandbox.my.salesforce.com"_s;
        QTest::newRow("developer") << u"acme-dev-ed.develop.my.salesforce.com"_s
                                   << u"https://acme-dev-ed.develop.my.salesforce.com"_s;
        QTest::newRow("older sandbox") << u"acme--uat.cs12.my.salesforce.com"_s
                                       << u"https://acme--uat.cs12.my.salesforce.com"_s;
        QTest::newRow("this machine") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
        QTest::newRow("name alone") << u"acme"_s << QString();
        QTest::newRow("without my") << u"acme.salesforce.com"_s << QString();
        QTest::newRow("pages") << u"acme.lightning.force.com"_s << QString();
        QTest::newRow("plain http") << u"http://acme.my.salesforce.com"_s << QString();
        QTest::newRow("look-alike") << u"acme.my.salesforce.com.evil.example"_s << QString();
    }
    void aMyDomainHostIsNeededInFull()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, environment);
        const DomainHost host = domainHostFrom(typed);
        QCOMPARE(host.environment, environment);
        QCOMPARE(host.problem.isEmpty(), !environment.isEmpty());
    }

    void aWrongHostOrKeyCantBeSent()
    {
        Bench bench;
        bench.open();
        const auto *button = bench.find<QPushButton>(u"connectButton"_s);
        QVERIFY(!button->isEnabled());
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9 abc"_s);
        QVERIFY(!button->isEnabled());
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        QVERIFY(button->isEnabled());
        bench.choose(u"domainButton"_s);
        bench.find<QLineEdit>(u"hostEdit"_s)->setText(u"acme.lightning.force.com"_s);
        QVERIFY(!button->isEnabled());
        QVERIFY(bench.find<QLabel>(u"hostHint"_s)->text().contains(u"acme.my.salesforce.com"_s));
    }

    void theStepsNameEverythingThatTheAppNeeds()
    {
        for (const AppKind kind : {AppKind::ExternalClientApp, AppKind::ConnectedApp}) {
            const QString steps = consumerKeySteps(kind);
            for (const QString &word : {u"PKCE"_s, u"api"_s, u"refresh_token"_s, u"ten minutes"_s,
                     u"Web Server Flow"_s, u"Refresh Token Flow"_s, u"consumer key"_s})
                QVERIFY2(steps.contains(word, Qt::CaseInsensitive), qPrintable(word));
        }
    }

    void theCallbackIsShownAndCopied()
    {
        Bench bench;
        bench.open();
        bench.click(u"copyCallbackButton"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://localhost:1717/OauthRedirect"_s);
    }

    /// S1-07.
    void whileTheBrowserIsAwaitedTheLinkCanBeCopiedAndTheTimeIsShown()
    {
        Bench bench;
        bench.fake->connections.signInWaits = true;
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        QTRY_VERIFY(bench.find<QPushButton>(u"copyLinkButton"_s)->isEnabled());
        QCOMPARE(bench.page(), u"waitingPage"_s);
        QCOMPARE(bench.find<QLabel>(u"countdownLabel"_s)->text(), u"2:00 left"_s);
        bench.click(u"copyLinkButton"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(),
            u"https://login.salesforce.com/services/oauth2/authorize?x=1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            bench.find<QLabel>(u"countdownLabel"_s)->text(), u"1:59 left"_s, 3'000);
        bench.click(u"cancelButton"_s);
        QTRY_COMPARE(bench.page(), u"formPage"_s);
        QCOMPARE(bench.find<QLineEdit>(u"keyEdit"_s)->text(), u"3MVG9abc"_s);
    }

    /// S1-07.
    void withoutABrowserTheLinkIsThereToCopy()
    {
        Bench bench;
        bench.fake->connections.signInWaits = true;
        bench.signIn.openBrowser = [](const QUrl &) { return false; };
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        QTRY_VERIFY(bench.find<QPushButton>(u"copyLinkButton"_s)->isEnabled());
        QVERIFY(bench.find<QLabel>(u"waitingText"_s)->text().contains(u"No browser"_s));
        bench.click(u"copyLinkButton"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(),
            u"https://login.salesforce.com/services/oauth2/authorize?x=1"_s);
    }

    void escapeGoesOneStepBackAndTheWindowsCrossCloses()
    {
        Bench bench;
        bench.fake->connections.signInWaits = true;
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        QTest::keyClick(bench.dialog.get(), Qt::Key_Escape);
        QTRY_COMPARE(bench.page(), u"formPage"_s);
        QVERIFY(bench.dialog->isVisible());
        QCOMPARE(bench.find<QLineEdit>(u"keyEdit"_s)->text(), u"3MVG9abc"_s);

        bench.click(u"connectButton"_s);
        bench.dialog->close();
        QTRY_VERIFY(!bench.dialog->isVisible());

        bench.dialog->show();
        QTest::keyClick(bench.dialog.get(), Qt::Key_Escape);
        QVERIFY(!bench.dialog->isVisible());
    }

    void escapeOnAQuestionIsNo()
    {
        Bench bench;
        bench.fake->connections.signInFails = {
            failure(Failure::Problem::OtherUser, {u"ana"_s, u"ben"_s})};
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        QTRY_COMPARE(bench.page(), u"questionPage"_s);
        QTest::keyClick(bench.dialog.get(), Qt::Key_Escape);
        QCOMPARE(bench.page(), u"formPage"_s);
        QVERIFY(bench.dialog->isVisible());
        QCOMPARE(bench.fake->said(), QStringList({u"connect"_s}));
    }

    /// S1-08.
    void aFailureIsSaidWithItsRawTextAndCanBeTriedAgainAtOnce()
    {
        Bench bench;
        bench.fake->connections.signInFails = {
            failure(Failure::Problem::AppBlocked, {}, u"OAUTH_APP_BLOCKED: word for word"_s)};
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        auto *banner = bench.find<Banner>(u"failureBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(!banner->sentence().isEmpty());
        QTest::mouseClick(banner->findChild<QPushButton *>(u"showDetailsButton"_s), Qt::LeftButton);
        QCOMPARE(banner->findChild<QPlainTextEdit *>(u"rawText"_s)->toPlainText(),
            u"OAUTH_APP_BLOCKED: word for word"_s);

        QSignalSpy connected(bench.dialog.get(), &ConnectDialog::connected);
        bench.click(u"connectButton"_s);
        QVERIFY(connected.wait());
    }

    void anotherEnvironmentThanBelievedIsAskedAboutAndThenAccepted()
    {
        Bench bench;
        bench.fake->connections.signInFails = {
            failure(Failure::Problem::EnvironmentMismatch, {u"production"_s, u"sandbox"_s})};
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        QTRY_COMPARE(bench.page(), u"questionPage"_s);
        QVERIFY(!bench.request().acceptOtherEnvironment);
        QSignalSpy connected(bench.dialog.get(), &ConnectDialog::connected);
        bench.click(u"acceptButton"_s);
        QVERIFY(connected.wait());
        QVERIFY(bench.request().acceptOtherEnvironment);
    }

    void withoutAKeychainAFileIsOfferedInWords()
    {
        Bench bench;
        bool fileUsed = false;
        bench.signIn.secretFile = u"/home/ana/.local/share/orgmend/secrets.json"_s;
        bench.signIn.useSecretFile = [&]() -> Result<void> {
            fileUsed = true;
            return {};
        };
        bench.fake->connections.signInFails = {failure(Failure::Problem::KeychainMissing)};
        bench.open();
        bench.find<QLineEdit>(u"keyEdit"_s)->setText(u"3MVG9abc"_s);
        bench.click(u"connectButton"_s);
        QTRY_COMPARE(bench.page(), u"questionPage"_s);
        QVERIFY(bench.find<QLabel>(u"questionText"_s)->text().contains(u"0600"_s));
        QVERIFY(!fileUsed);
        QSignalSpy connected(bench.dialog.get(), &ConnectDialog::connected);
        bench.click(u"acceptButton"_s);
        QVERIFY(connected.wait());
        QVERIFY(fileUsed);
    }

    /// S2-39: Disconnect, choose Sandbox, Connect: a connection of its own.
    void anotherEnvironmentForAKnownConnectionBecomesANewOne()
    {
        Bench bench;
        bench.open(northwind().connection);
        QSignalSpy connected(bench.dialog.get(), &ConnectDialog::connected);
        bench.choose(u"sandboxButton"_s);
        bench.click(u"connectButton"_s);
        QVERIFY(connected.wait());
        QCOMPARE(bench.fake->said(), QStringList({u"connect"_s}));
        QCOMPARE(bench.request().environment, u"sandbox"_s);
        QVERIFY(bench.request().name.isEmpty());
    }
    void theSameEnvironmentSignsInAgain()
    {
        Bench bench;
        bench.open(northwind().connection);
        QSignalSpy connected(bench.dialog.get(), &ConnectDialog::connected);
        bench.click(u"connectButton"_s);
        QVERIFY(connected.wait());
        QCOMPARE(bench.fake->said(), QStringList({u"reconnect"_s}));
        QCOMPARE(bench.request().clientId, u"3MVG9northwind"_s);
    }
};

QTEST_MAIN(ConnectTest)
#include "connecttest.moc"
