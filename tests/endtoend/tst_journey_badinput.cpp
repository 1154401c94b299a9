#include "oracle.h"
#include "troubles.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

using Act = std::function<CtlResult(Bench &, const QStringList &)>;

struct Case {
    QString cause = {}; ///< rows of one cause may share a sentence, of two causes never
    int exit = 0;
    QString code = {};
    QStringList said = {}; ///< where it is, and what to do
    Change spoil = {};
    Change mend = {};
    Act act = {};
    bool connectedBefore = false;
    int records = 50;
};

CtlResult connectWithToken(Bench &bench, const QStringList &global)
{
    const bool isRight = bench.host.isEmpty();
    return bench.ctl.run(global
            + QStringList{u"connect"_s, u"--client-id"_s, bench.key, u"--login-url"_s,
                isRight ? bench.org.loginUrl() : bench.host, u"--refresh-token-stdin"_s,
                u"--instance-url"_s,
                isRight ? bench.org.org()["instance_url"_L1].toString() : bench.host}
            + bench.how,
        bench.refreshToken() + '\n');
}

CtlResult connectInBrowser(Bench &bench, const QStringList &global)
{
    return bench.signIn(global,
        {u"connect"_s, u"--client-id"_s, bench.key, u"--login-url"_s, bench.org.loginUrl()});
}

CtlResult syncAll(Bench &bench, const QStringList &global)
{
    return bench.ctl.run(global + QStringList{u"sync"_s});
}
CtlResult syncContacts(Bench &bench, const QStringList &global)
{
    return bench.ctl.run(global + QStringList{u"sync"_s, u"--object"_s, u"Contact"_s});
}
CtlResult fullSync(Bench &bench, const QStringList &global)
{
    return bench.ctl.run(global + QStringList{u"sync"_s, u"--full"_s});
}

/// The error of the whole, or of the first object that has one.
QJsonObject errorOf(const QJsonObject &document)
{
    const QJsonArray objects = document["objects"_L1].toArray();
    for (const QJsonValue &object : objects) {
        if (object["error"_L1].isObject())
            return object["error"_L1].toObject();
    }
    return document["error"_L1].toObject();
}

/// What stays of a sentence when it is about another file, host or number.
QString bare(QString sentence, Bench &bench)
{
    static const QRegularExpression number(u"[0-9]+"_s);
    return sentence.replace(bench.ctl.folder(), u"FOLDER"_s)
        .replace(bench.key, u"KEY"_s)
        .replace(number, u"N"_s);
}

} // namespace

Q_DECLARE_METATYPE(Case)

/// What goes wrong for real, from the org to the terminal: each cause its own sentence and exit
/// status, nothing lost, and once the cause is gone the same command does it.
class TestJourneyBadInput : public QObject {
    Q_OBJECT

private slots:
    void eachCauseIsSaidAndLosesNothing_data();
    void eachCauseIsSaidAndLosesNothing();
    void noTwoCausesShareASentence();

private:
    void says(const Case &row, Bench &bench, const CtlResult &plain);

    QMap<QString, QSet<QString>> m_causesOfSentence;
};

void TestJourneyBadInput::eachCauseIsSaidAndLosesNothing_data()
{
    QTest::addColumn<Case>("row");
    const auto row = [](const char *name, const Case &what) { QTest::newRow(name) << what; };

    row("wrong consumer key", // S0-07
        {.cause = u"consumer key"_s,
            .exit = 3,
            .code = u"client_id_unknown"_s,
            .said = {u"\"3MVG9wrong\""_s, u"Compare it with the one in Setup"_s},
            .spoil = [](Bench &bench) { bench.key = u"3MVG9wrong"_s; },
            .mend = [](Bench &bench) { bench.giveTheRightAnswers(); },
            .act = connectWithToken});
    row("denied consent", // S1-08
        {.cause = u"consent"_s,
            .exit = 3,
            .code = u"consent_denied"_s,
            .said = {u"on Salesforce's page"_s, u"choose Allow"_s},
            .spoil = [](Bench &bench) { bench.press = "deny"; },
            .mend = [](Bench &bench) { bench.press = "allow"; },
            .act = connectInBrowser});
    row("blocked app", // S0-06, S1-03
        {.cause = u"blocked app"_s,
            .exit = 3,
            .code = u"app_blocked"_s,
            .said = {u"in this org"_s, u"choose Unblock"_s},
            .spoil = appIs(u"blocked"_s),
            .mend = appIs(u"installed"_s),
            .act = connectInBrowser});
    row("blocked app, by token",
        {.cause = u"blocked app"_s,
            .exit = 3,
            .code = u"app_blocked"_s,
            .said = {u"in this org"_s, u"choose Unblock"_s},
            .spoil = appIs(u"blocked"_s),
            .mend = appIs(u"installed"_s),
            .act = connectWithToken});
    row("user not approved",
        {.cause = u"not approved"_s,
            .exit = 3,
            .code = u"app_not_approved"_s,
            .said = {u"the app's policies"_s, u"add the user's profile"_s},
            .spoil = appIs(u"not_approved"_s),
            .mend = appIs(u"installed"_s),
            .act = connectInBrowser});

    row("nobody at this host",
        {.cause = u"host that refuses"_s,
            .exit = 5,
            .code = u"connection_refused"_s,
            .said = {u"127.0.0.1"_s, u"Check the address"_s},
            .spoil = [](Bench &bench) { bench.host = bench.deadAddress(); },
            .mend = [](Bench &bench) { bench.giveTheRightAnswers(); },
            .act = connectWithToken});
    row("no such host",
        {.cause = u"host that is not there"_s,
            .exit = 5,
            .code = u"host_not_found"_s,
            .said = {u"org.orgmend.invalid"_s, u"Check the address"_s},
            .spoil = [](Bench &bench) { bench.host = u"https://org.orgmend.invalid"_s; },
            .mend = [](Bench &bench) { bench.giveTheRightAnswers(); },
            .act = connectWithToken});
    row("another web server",
        {.cause = u"not Salesforce"_s,
            .exit = 5,
            .code = u"not_salesforce"_s,
            .said = {u"127.0.0.1"_s, u"Check the address"_s},
            .spoil = faulty(u"*"_s,
                QJsonObject{{u"status"_s, 404}, {u"body"_s, u"<html>Not found</html>"_s},
                    {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"text/html"_s}}}}),
            .mend = soundAgain,
            .act = connectWithToken});
    row("TLS failure",
        {.cause = u"TLS"_s,
            .exit = 5,
            .code = u"tls_failed"_s,
            .said = {u"localhost"_s, u"nothing was sent"_s, u"date and certificates"_s},
            .spoil = [](Bench &bench) { bench.host = bench.selfSignedAddress(); },
            .mend = [](Bench &bench) { bench.giveTheRightAnswers(); },
            .act = connectWithToken});
    row("HTML instead of JSON, connect",
        {.cause = u"not Salesforce"_s,
            .exit = 5,
            .code = u"not_salesforce"_s,
            .said = {u"127.0.0.1"_s, u"proxy"_s},
            .spoil = faulty(u"/services/oauth2/token*"_s, QJsonObject{{u"corrupt"_s, u"html"_s}}),
            .mend = soundAgain,
            .act = connectWithToken});
    row("HTML instead of JSON, sync",
        {.cause = u"not Salesforce"_s,
            .exit = 5,
            .code = u"not_salesforce"_s,
            .said = {u"127.0.0.1"_s, u"proxy"_s},
            .spoil = faulty(u"*/query*"_s, QJsonObject{{u"corrupt"_s, u"html"_s}}),
            .mend = soundAgain,
            .act = syncAll,
            .connectedBefore = true});
    row("truncated JSON",
        {.cause = u"truncated answer"_s,
            .exit = 5,
            .code = u"answer_truncated"_s,
            .said = {u"incomplete"_s, u"next sync asks again"_s},
            .spoil = faulty(u"*/query?*"_s, QJsonObject{{u"corrupt"_s, u"json"_s}}),
            .mend = soundAgain,
            .act = syncAll,
            .connectedBefore = true});
    row("truncated CSV",
        {.cause = u"truncated answer"_s,
            .exit = 5,
            .code = u"answer_truncated"_s,
            .said = {u"incomplete"_s, u"next sync asks again"_s},
            .spoil = faulty(u"*/results*"_s, QJsonObject{{u"corrupt"_s, u"csv"_s}}),
            .mend = soundAgain,
            .act = fullSync,
            .connectedBefore = true,
            .records = 3'000});
    row("CSV that is cut off",
        {.cause = u"connection lost"_s,
            .exit = 5,
            .code = u"connection_lost"_s,
            .said = {u"127.0.0.1"_s, u"goes on from there"_s},
            .spoil = faulty(u"*/results*"_s, QJsonObject{{u"cut_after_bytes"_s, 20'000}}),
            .mend = soundAgain,
            .act = fullSync,
            .connectedBefore = true,
            .records = 3'000});
    row("describe without a needed field",
        {.cause = u"needed field"_s,
            .exit = 1,
            .code = u"field_indispensable"_s,
            .said = {u"Contact"_s, u"SystemModstamp"_s, u"Give the user read access"_s},
            .spoil = [](Bench &bench) { bench.hideField(u"Contact"_s, u"SystemModstamp"_s); },
            .mend = soundAgain,
            .act = syncAll,
            .connectedBefore = true});
    row("nothing but a describe without a needed field",
        {.cause = u"needed field"_s,
            .exit = 3,
            .code = u"field_indispensable"_s,
            .said = {u"Contact"_s, u"SystemModstamp"_s, u"Give the user read access"_s},
            .spoil = [](Bench &bench) { bench.hideField(u"Contact"_s, u"SystemModstamp"_s); },
            .mend = soundAgain,
            .act = syncContacts,
            .connectedBefore = true});

    row("read-only disk",
        {.cause = u"read-only"_s,
            .exit = 6,
            .code = u"workspace_read_only"_s,
            .said = {u"test.orgmend"_s, u"Check the permissions"_s},
            .spoil = [](Bench &bench) { bench.makeReadOnly(bench.ctl.folder()); },
            .mend = [](Bench &bench) { bench.makeWritable(bench.ctl.folder()); },
            .act = syncAll,
            .connectedBefore = true});
    row("read-only disk, first connection",
        {.cause = u"read-only, new"_s,
            .exit = 6,
            .code = u"workspace_unopenable"_s,
            .said = {u"test.orgmend"_s, u"you may read and write"_s},
            .spoil = [](Bench &bench) { bench.makeReadOnly(bench.ctl.folder()); },
            .mend = [](Bench &bench) { bench.makeWritable(bench.ctl.folder()); },
            .act = connectWithToken});
    row("read-only disk, sign-in file",
        {.cause = u"read-only sign-in file"_s,
            .exit = 3,
            .code = u"secret_file_unusable"_s,
            .said = {u"secrets.json"_s, u"you may write there"_s},
            .spoil = [](Bench &bench) { bench.keepSecretsInAReadOnlyFolder(); },
            .mend = [](Bench &bench) { bench.makeWritable(bench.ctl.folder()); },
            .act = connectWithToken});
    row("full disk",
        {.cause = u"full disk"_s,
            .exit = 6,
            .code = u"workspace_disk_full"_s,
            .said = {u"test.orgmend"_s, u"free some space"_s},
            .spoil = [](Bench &bench) { bench.leaveRoom(0); },
            .mend = [](Bench &bench) { bench.leaveRoom(-1); },
            .act = syncAll,
            .connectedBefore = true});
    row("a disk that fills up meanwhile",
        {.cause = u"full disk"_s,
            .exit = 6,
            .code = u"workspace_disk_full"_s,
            .said = {u"test.orgmend"_s, u"free some space"_s},
            .spoil =
                [](Bench &bench) {
                    bench.touchEveryContact();
                    bench.leaveRoom(400'000);
                },
            .mend = [](Bench &bench) { bench.leaveRoom(-1); },
            .act = syncAll,
            .connectedBefore = true,
            .records = 3'000});
    row("full disk, first connection",
        {.cause = u"full disk"_s,
            .exit = 6,
            .code = u"workspace_disk_full"_s,
            .said = {u"test.orgmend"_s, u"free some space"_s},
            .spoil = [](Bench &bench) { bench.leaveRoom(0); },
            .mend = [](Bench &bench) { bench.leaveRoom(-1); },
            .act = connectWithToken});
    row("locked workspace",
        {.cause = u"locked"_s,
            .exit = 6,
            .code = u"workspace_locked"_s,
            .said = {u"test.orgmend"_s, u"Close that program"_s},
            .spoil = [](Bench &bench) { bench.lockWorkspace(); },
            .mend = [](Bench &bench) { bench.unlockWorkspace(); },
            .act = syncAll,
            .connectedBefore = true});
    row("no keychain",
        {.cause = u"keychain"_s,
            .exit = 3,
            .code = u"keychain_missing"_s,
            .said = {u"no keychain"_s, u"--secrets file:PATH"_s},
            .spoil = [](Bench &bench) { bench.useNoKeychain(true); },
            .mend = [](Bench &bench) { bench.useNoKeychain(false); },
            .act = connectWithToken});

    row("quota used up",
        {.cause = u"quota"_s,
            .exit = 4,
            .code = u"daily_limit_reached"_s,
            .said = {u"API calls of the last 24 hours"_s, u"by itself"_s},
            .spoil = quotaIs(100'000, 0),
            .mend = quotaIs(100'000, 90'000),
            .act = syncAll,
            .connectedBefore = true});
    row("disconnected",
        {.cause = u"disconnected"_s,
            .exit = 3,
            .code = u"disconnected"_s,
            .said = {u"is disconnected"_s, u"Reconnect"_s},
            .spoil = [](Bench &bench) { bench.ctl.run({u"disconnect"_s, u"--yes"_s}); },
            .mend = [](Bench &bench) { bench.signIn({}, {u"reconnect"_s}); },
            .act = syncAll,
            .connectedBefore = true});
    row("paused",
        {.cause = u"paused"_s,
            .exit = 2,
            .code = u"paused"_s,
            .said = {u"connection is paused"_s, u"Resume"_s},
            .spoil = [](Bench &bench) { bench.ctl.run({u"pause"_s}); },
            .mend = [](Bench &bench) { bench.ctl.run({u"resume"_s}); },
            .act = syncAll,
            .connectedBefore = true});
}

void TestJourneyBadInput::eachCauseIsSaidAndLosesNothing()
{
    QFETCH(Case, row);
    Bench bench;
    QVERIFY(bench.start(row.records));
    if (row.connectedBefore) {
        QCOMPARE(connectInBrowser(bench, {}).exit, 0);
        QCOMPARE(syncAll(bench, {}).exit, 0);
        bench.changeTheOrg();
    }
    const QList<qsizetype> before = bench.counts();

    row.spoil(bench);
    if (!bench.skipped.isEmpty())
        QSKIP(qPrintable(bench.skipped));
    says(row, bench, row.act(bench, {}));
    if (QTest::currentTestFailed())
        return;

    row.mend(bench);
    const CtlResult again = row.act(bench, {});
    QVERIFY2(again.exit == 0, again.told().constData());
    const CtlResult rest = syncAll(bench, {});
    QVERIFY2(rest.exit == 0, rest.told().constData());
    const QList<qsizetype> after = bench.counts();
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY2(after[i] >= before[i], qPrintable(QString::number(i)));
    const QStringList lost = differences(bench.org, bench.ctl.workspace());
    QVERIFY2(lost.isEmpty(), qPrintable(lost.mid(0, 5).join(u'\n')));
}

void TestJourneyBadInput::says(const Case &row, Bench &bench, const CtlResult &plain)
{
    const QString err = QString::fromUtf8(plain.err);
    QVERIFY2(plain.exit == row.exit, plain.told().constData());
    const CtlResult json = row.act(bench, {u"--json"_s});
    QVERIFY2(json.exit == row.exit, json.told().constData());
    const QJsonObject error = errorOf(json.json());
    QVERIFY2(error["code"_L1].toString() == row.code, json.told().constData());
    QCOMPARE(error.keys(), QStringList({u"code"_s, u"message"_s, u"raw"_s}));
    const QString sentence = error["message"_L1].toString();
    QVERIFY2(err.contains(sentence + u'\n'), qPrintable(err + u" has not: "_s + sentence));
    for (const QString &words : row.said)
        QVERIFY2(sentence.contains(words), qPrintable(sentence + u" has not: "_s + words));
    for (const QByteArray &secret : bench.tokens()) {
        QVERIFY2(!plain.said().contains(secret), secret.constData());
        QVERIFY2(!json.said().contains(secret), secret.constData());
    }
    m_causesOfSentence[bare(sentence, bench)].insert(row.cause);
}

void TestJourneyBadInput::noTwoCausesShareASentence()
{
    if (m_causesOfSentence.isEmpty())
        QSKIP("Sentences are compared when the rows before have run.");
    for (auto said = m_causesOfSentence.begin(); said != m_causesOfSentence.end(); ++said)
        QVERIFY2(said->size() == 1,
            qPrintable(said.key() + u'\n' + QStringList(said->values()).join(u", "_s)));
}

QTEST_GUILESS_MAIN(TestJourneyBadInput)
#include "tst_journey_badinput.moc"
