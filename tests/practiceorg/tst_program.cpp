#include "salesforce/http/answerbody.h"
#include "salesforce/http/qttransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

const QString program = QStringLiteral(ORGMEND_BIN_DIR "/orgmend-practice-org");

struct Running {
    explicit Running(const QStringList &arguments)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
        while (!process.canReadLine() && process.waitForReadyRead(60'000)) { }
        line = QJsonDocument::fromJson(process.readLine()).object();
    }
    ~Running()
    {
        if (process.state() != QProcess::NotRunning)
            end();
    }
    int end(int signal = SIGTERM)
    {
        ::kill(static_cast<pid_t>(process.processId()), signal);
        return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit
            ? process.exitCode()
            : -1;
    }
    [[nodiscard]] QJsonObject org(int which) const { return line[u"orgs"_s][which].toObject(); }
    Result<HttpAnswer> get(const QString &url, const QString &token = QString())
    {
        HttpRequest request;
        request.url = QUrl(url);
        if (!token.isEmpty())
            request.headers.emplace_back("Authorization", "Bearer " + token.toLatin1());
        return sendWhole(*makeQtTransport({}), request);
    }

    QProcess process;
    QJsonObject line;
};

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private slots:
    void itAnnouncesTwoOrgsThatAnswer()
    {
        Running running({u"--records"_s, u"30"_s});
        const QJsonObject &line = running.line;
        for (const QString &key : {u"login_url"_s, u"sandbox_login_url"_s, u"control_url"_s})
            QVERIFY2(line[key].toString().startsWith(u"http://127.0.0.1:"), qUtf8Printable(key));
        QCOMPARE(line[u"orgs"_s].toArray().size(), 2);
        for (int i = 0; i < 2; ++i) {
            const QJsonObject org = running.org(i);
            QCOMPARE(org[u"environment"_s].toString(), i == 0 ? u"production"_s : u"sandbox"_s);
            const Result<HttpAnswer> answer = running.get(org[u"instance_url"_s].toString()
                    + u"/services/data/v62.0/query?q=SELECT+COUNT()+FROM+Contact",
                org[u"access_token"_s].toString());
            QVERIFY(answer);
            QCOMPARE(answer->status, 200);
            QCOMPARE(QJsonDocument::fromJson(answer->body)[u"totalSize"_s].toInt(), 30);
        }
        const Result<HttpAnswer> state =
            running.get(line[u"control_url"_s].toString() + u"/practice/v1/state");
        QVERIFY(state);
        QCOMPARE(QJsonDocument::fromJson(state->body)[u"api_calls"_s][u"total"_s].toInt(), 1);
        QCOMPARE(running.end(), 0);
    }

    void itKeepsItsDataWhereItIsTold()
    {
        const QTemporaryDir folder;
        QString refreshToken;
        QString orgId;
        {
            Running first({u"--records"_s, u"10"_s, u"--data-dir"_s, folder.path()});
            refreshToken = first.org(0)[u"refresh_token"_s].toString();
            orgId = first.org(0)[u"org_id"_s].toString();
            QCOMPARE(first.end(SIGINT), 0);
        }
        Running second({u"--records"_s, u"10"_s, u"--data-dir"_s, folder.path()});
        QVERIFY(!refreshToken.isEmpty());
        QCOMPARE(second.org(0)[u"refresh_token"_s].toString(), refreshToken);
        QCOMPARE(second.org(0)[u"org_id"_s].toString(), orgId);
    }

    void aTakenPortIsSaidAndEndsIt()
    {
        Running running({u"--records"_s, u"1"_s});
        const int taken = QUrl(running.line[u"login_url"_s].toString()).port();
        QProcess second;
        second.start(program, {u"--records"_s, u"1"_s, u"--port"_s, QString::number(taken)});
        QVERIFY(second.waitForFinished(60'000));
        QCOMPARE(second.exitCode(), 1);
        QVERIFY(second.readAllStandardError().contains("can't be used"));
        QVERIFY(second.readAllStandardOutput().isEmpty());
    }

    void anAddressOfAnyLengthIsRefusedInSalesforcesWords()
    {
        Running running({u"--records"_s, u"1"_s});
        const QString path = u"/services/data/v62.0/query?q="_s;
        const Result<HttpAnswer> answer = running.get(
            running.org(0)[u"instance_url"_s].toString() + path + QString(200'000, u'x'));
        QVERIFY(answer);
        QCOMPARE(answer->status, 414);
        QVERIFY(answer->body.contains("Bad Message 414"));
    }

    void wrongUsageIsExitTwo()
    {
        QProcess process;
        process.start(program, {u"--records"_s, u"many"_s});
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
