#include "tests/practiceorg/doorbench.h"

using namespace Qt::StringLiterals;

/// Requests that are wrong before anybody looks at a record: addresses, methods and bodies.
class RequestsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_bench = std::make_unique<DoorBench>(40);
        m_contact = m_bench->value("SELECT Id FROM Contact LIMIT 1").toLatin1();
    }

    void aMethodThatIsNotAllowedNamesThoseThatAre_data();
    void aMethodThatIsNotAllowedNamesThoseThatAre();

private:
    [[nodiscard]] DoorBench::Answer ask(const QByteArray &verb, const QByteArray &path,
        const QByteArray &body = {}, const DoorBench::Headers &headers = {})
    {
        return m_bench->ask(verb, m_bench->data + path, body, headers);
    }

    std::unique_ptr<DoorBench> m_bench;
    QByteArray m_contact;
};

/// The lists were answered by real orgs: for a record salesforce.stackexchange.com/questions/13294
/// and restforce issue 134; for an object omniphx/forrest issues 181 and 191 and simple-salesforce
/// issue 157; POST alone jarrodek/ChromeRestClient issue 1148, PATCH alone omniphx/forrest issue
/// 287, reading alone jarrodek/ChromeRestClient issue 1185. Two reports have GET before HEAD
/// (restforce issue 263); all others have HEAD first. The header: omniphx/forrest issue 59.
void RequestsTest::aMethodThatIsNotAllowedNamesThoseThatAre_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("allowed");

    const QByteArray record = "sobjects/Contact/" + m_contact;
    QTest::newRow("a record, put")
        << QByteArray("PUT") << record << QByteArray("HEAD,GET,PATCH,DELETE");
    QTest::newRow("a record, posted")
        << QByteArray("POST") << record << QByteArray("HEAD,GET,PATCH,DELETE");
    QTest::newRow("an object") << QByteArray("PATCH") << QByteArray("sobjects/Contact")
                               << QByteArray("HEAD,GET,POST");
    QTest::newRow("to read only") << QByteArray("POST") << QByteArray("limits")
                                  << QByteArray("HEAD,GET");
    QTest::newRow("a description, not a record")
        << QByteArray("PATCH") << QByteArray("sobjects/Contact/describe") << QByteArray("HEAD,GET");
    QTest::newRow("to post only") << QByteArray("GET") << QByteArray("composite/batch")
                                  << QByteArray("POST");
    QTest::newRow("upserts of several records")
        << QByteArray("GET") << QByteArray("composite/sobjects/Contact/Key__c")
        << QByteArray("PATCH");
}

void RequestsTest::aMethodThatIsNotAllowedNamesThoseThatAre()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, allowed);
    const DoorBench::Answer answer =
        ask(verb, path, verb == "GET" ? QByteArray() : QByteArray("{}"));
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.refusal(),
        u"METHOD_NOT_ALLOWED: HTTP Method '%1' not allowed. Allowed are %2"_s.arg(
            QString::fromLatin1(verb), QString::fromLatin1(allowed)));
    QCOMPARE(answer.header("Allow"), allowed);
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "tst_requests.moc"
