#include "connect/signinquestion.h"
#include "wording/wording.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

/// What an answer has changed in a request.
QString changed(const ConnectRequest &request)
{
    QStringList changes;
    if (request.acceptOtherEnvironment)
        changes << u"other environment"_s;
    if (request.acceptOtherUser)
        changes << u"other user"_s;
    return changes.isEmpty() ? u"nothing"_s : changes.join(u", "_s);
}

} // namespace

class SignInQuestionTest final : public QObject {
    Q_OBJECT
private slots:
    void aFailureAsksItsQuestionAndYesChangesTheRequest_data()
    {
        QTest::addColumn<Failure>("why");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("yes");
        QTest::addColumn<QString>("changes");
        QTest::newRow("a sandbox where production was meant")
            << failure(Problem::EnvironmentMismatch, {u"production"_s, u"sandbox"_s})
            << u"This org is a sandbox"_s << u"&Connect it as a sandbox"_s
            << u"other environment"_s;
        QTest::newRow("production where a sandbox was meant")
            << failure(Problem::EnvironmentMismatch, {u"sandbox"_s, u"production"_s})
            << u"This org is a production org"_s << u"&Connect it as production"_s
            << u"other environment"_s;
        QTest::newRow("somebody else")
            << failure(Problem::OtherUser, {u"ana@example.org"_s, u"ben@example.org"_s})
            << u"Signed in as somebody else"_s << u"&Go on as ben@example.org"_s << u"other user"_s;
        for (const auto &[name, problem] : {std::pair{"no keychain", Problem::KeychainMissing},
                 std::pair{"a locked keychain", Problem::KeychainLocked},
                 std::pair{"a failing keychain", Problem::KeychainFailed}}) {
            QTest::newRow(name) << failure(problem) << u"Where shall the sign-in be kept?"_s
                                << u"&Keep it in the file"_s << u"nothing"_s;
        }
    }
    void aFailureAsksItsQuestionAndYesChangesTheRequest()
    {
        QFETCH(Failure, why);
        why.raw = u"word for word"_s;
        const auto question = questionAfter(why, u"/home/ana/secrets.json"_s);

        QVERIFY(question);
        QTEST(question->title, "title");
        QTEST(question->accept, "yes");
        QCOMPARE(question->raw, why.raw);
        QVERIFY(question->text.startsWith(wording::sentence(why)));
        ConnectRequest request;
        request.clientId = u"3MVG9abc"_s;
        QTEST(changed(question->accepted(request)), "changes");
        QCOMPARE(question->accepted(request).clientId, u"3MVG9abc"_s);
    }

    void theFileIsNamedWhereOneIsOffered()
    {
        const auto question =
            questionAfter(failure(Problem::KeychainMissing), u"/x/secrets.json"_s);
        QVERIFY(question);
        QCOMPARE(question->allows, SignInQuestion::Allows::SecretFile);
        QVERIFY(question->text.contains(u"/x/secrets.json"_s));
    }

    void whatNoAnswerWouldChangeIsNoQuestion()
    {
        QVERIFY(!questionAfter(failure(Problem::KeychainMissing), std::nullopt));
        for (const Problem problem : {Problem::ClientIdUnknown, Problem::ConsentDenied,
                 Problem::OtherOrg, Problem::SignInTimedOut, Problem::Cancelled})
            QVERIFY(!questionAfter(failure(problem), u"/x/secrets.json"_s));
    }
};

QTEST_GUILESS_MAIN(SignInQuestionTest)
#include "signinquestiontest.moc"
