#include "values/run.h"
#include "windowbench.h"

using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(WindowBench &)>;

void setFault(WindowBench &bench, const QString &path, const QJsonObject &what)
{
    bench.org.practice.control("POST", "faults",
        QJsonArray{QJsonObject{{u"match"_s, QJsonObject{{u"path"_s, path}}}, {u"do"_s, what}}});
}
void clearFaults(WindowBench &bench) { bench.org.practice.control("DELETE", "faults"); }

Change appIs(const QString &state)
{
    return [state](WindowBench &bench) {
        bench.org.practice.control("POST", "app",
            QJsonObject{
                {u"client_id"_s, bench.org.practice.production().clientId}, {u"state"_s, state}});
    };
}
Change keyIs(const QString &key)
{
    return [key](WindowBench &bench) {
        bench.find<ConnectDialog>({})
            ->findChild<QLineEdit *>(u"keyEdit"_s)
            ->setText(key.isEmpty() ? bench.org.practice.production().clientId : key);
    };
}
Change hostIs(const QString &host)
{
    return [host](WindowBench &bench) {
        bench.find<ConnectDialog>({})
            ->findChild<QLineEdit *>(u"hostEdit"_s)
            ->setText(host.isEmpty() ? bench.org.practice.production().loginUrl : host);
    };
}
Change pageSays(const QString &error)
{
    return [error](WindowBench &bench) { bench.browser.answerWithError(error); };
}
Change answersAreWebPages(const QString &path)
{
    return [path](WindowBench &bench) {
        setFault(bench, path, QJsonObject{{u"corrupt"_s, u"html"_s}});
    };
}

} // namespace

Q_DECLARE_METATYPE(Change)

/// What goes wrong for real, from the org to the screen, and the way on from there.
class BadInputTest final : public QObject {
    Q_OBJECT
private slots:
    void signingIn_data()
    {
        QTest::addColumn<Change>("spoil");
        QTest::addColumn<Change>("mend");
        QTest::addColumn<QString>("said");
        QTest::newRow("wrong consumer key")
            << keyIs(u"3MVG9wrong"_s) << keyIs({}) << u"consumer key"_s;
        QTest::newRow("denied consent")
            << pageSays(u"access_denied"_s) << pageSays({}) << u"choose Allow"_s;
        QTest::newRow("blocked app")
            << appIs(u"blocked"_s) << appIs(u"installed"_s) << u"choose Unblock"_s;
        QTest::newRow("wrong host")
            << hostIs(u"http://127.0.0.1:4711"_s) << hostIs({}) << u"does not accept connections"_s;
        QTest::newRow("HTML instead of JSON") << answersAreWebPages(u"/services/oauth2/token*"_s)
                                              << Change(clearFaults) << u"Salesforce"_s;
    }
    void signingIn()
    {
        QFETCH(const Change, spoil);
        QFETCH(const Change, mend);
        QFETCH(const QString, said);
        WindowBench bench;
        bench.open();
        QTRY_VERIFY(bench.find<QPushButton>(u"connectButton")->isVisible());
        QTest::mouseClick(bench.find<QPushButton>(u"connectButton"), Qt::LeftButton);
        bench.fillForm();
        spoil(bench);
        const auto *dialog = bench.find<ConnectDialog>({});
        bench.begin();

        const auto *banner = dialog->findChild<Banner *>(u"failureBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->sentence().contains(said), qPrintable(banner->sentence()));
        QCOMPARE(bench.org.secrets->size(), std::size_t(0));
        mend(bench);
        bench.begin();
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, 20'000);
    }

    void withoutAKeychainTheFileIsOfferedAndUsed()
    {
        WindowBench bench;
        bench.org.secrets->breakWith(failure(Failure::Problem::KeychainMissing, {}, u"no bus"_s));
        bench.open();
        QTRY_VERIFY(bench.find<QPushButton>(u"connectButton")->isVisible());
        QTest::mouseClick(bench.find<QPushButton>(u"connectButton"), Qt::LeftButton);
        bench.fillForm();
        bench.begin();
        const auto *dialog = bench.find<ConnectDialog>({});
        auto *accept = dialog->findChild<QPushButton *>(u"acceptButton"_s);
        QTRY_VERIFY(accept->isVisible());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, 20'000);
    }

    void syncing_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("corrupt");
        QTest::addColumn<QString>("said");
        QTest::newRow("HTML instead of JSON") << u"*/query*"_s << u"html"_s << u"127.0.0.1"_s;
        QTest::newRow("cut JSON") << u"*/query*"_s << u"json"_s << u"incomplete"_s;
        QTest::newRow("HTML instead of CSV")
            << u"*/results*"_s << u"html"_s << u"could not be read"_s;
        QTest::newRow("truncated CSV") << u"*/results*"_s << u"csv"_s << u"incomplete"_s;
        QTest::newRow("describe as HTML") << u"*/describe*"_s << u"html"_s << u"127.0.0.1"_s;
    }
    /// The overview says what happened, the rows stay, and its button reads again.
    void syncing()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, corrupt);
        QFETCH(const QString, said);
        WindowBench bench(3'000);
        bench.signIn();
        const int people = bench.org.value(u"SELECT COUNT(*) FROM people"_s).toInt();
        setFault(bench, path, QJsonObject{{u"corrupt"_s, corrupt}});
        bench.action(u"Run initial sync"_s)->trigger();

        QTRY_VERIFY_WITH_TIMEOUT(bench.banner()->isVisible(), 20'000);
        QVERIFY2(bench.banner()->sentence().contains(said), qPrintable(bench.banner()->sentence()));
        QCOMPARE(bench.org.value(u"SELECT COUNT(*) FROM people"_s).toInt(), people);
        clearFaults(bench);
        auto *wayOn = bench.banner()->findChild<QPushButton *>(u"bannerButton"_s);
        QTRY_VERIFY(wayOn->isEnabled());
        QTest::mouseClick(wayOn, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            bench.badge() == u"Connected" && !bench.banner()->isVisible(), 20'000);
    }

    void aWorkspaceOfANewerVersionIsLeftAloneAndSaidSo()
    {
        WindowBench bench;
        QVERIFY(bench.engine->prepare());
        const auto open = [&] {
            return Workspace::open(
                bench.org.path, Workspace::Opening::ExistingOnly, *bench.org.clock);
        };
        const Result<std::unique_ptr<Workspace>> workspace = open();
        const int version = bench.org.value(u"PRAGMA user_version"_s).toInt();
        const auto setVersion = [&](int number) {
            Transaction work(**workspace);
            work.run(u"PRAGMA user_version = %1"_s.arg(number));
            QVERIFY(work.commit());
        };
        setVersion(999);
        bench.window.show();
        bench.window.open();
        QTRY_VERIFY(bench.visibleBanner());
        QVERIFY(bench.visibleBanner()->sentence().contains(u"999"_s));
        QVERIFY(bench.visibleBanner()->sentence().contains(QString::number(version)));

        setVersion(version);
        QTest::mouseClick(
            bench.visibleBanner()->findChild<QPushButton *>(u"bannerButton"_s), Qt::LeftButton);
        QTRY_VERIFY(bench.find<QPushButton>(u"connectButton")->isVisible());
    }
};

QTEST_MAIN(BadInputTest)
#include "tst_badinput.moc"
