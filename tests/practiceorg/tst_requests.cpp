#include "tests/practiceorg/doorbench.h"
#include "tests/support/testmain.h"

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
    void whatIsNotThereIsNoResource_data();
    void whatIsNotThereIsNoResource();
    void apexAnswersThatNothingIsMappedThere();
    void aBodyThatIsNoJsonIsRefusedWhereItGoesWrong_data();
    void aBodyThatIsNoJsonIsRefusedWhereItGoesWrong();
    void ofSeveralValuesThatCannotBeReadTheFirstIsNamedAlone_data();
    void ofSeveralValuesThatCannotBeReadTheFirstIsNamedAlone();
    void aBodyThatMustBeThereIsMissed();
    void onlyJsonIsTaken_data();
    void onlyJsonIsTaken();
    void aBodyWithoutAMediaTypeIsJson();
    void anAddressThatIsTooLongIsRefusedByTheServerInFront();
    void headersThatAreTooLongAreRefusedByTheServerInFront();

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

/// README.md's list of what is not there.
void RequestsTest::whatIsNotThereIsNoResource_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("path");

    const auto row = [](const char *verb, const QByteArray &path) {
        QTest::addRow("%s %s", verb, path.constData()) << QByteArray(verb) << path;
    };
    row("GET", "query?explain=SELECT+Id+FROM+Contact");
    row("GET", "queryAll?explain=SELECT+Id+FROM+Contact");
    row("POST", "tooling/sobjects/TraceFlag");
    row("POST", "tooling/sobjects/ApexClass");
    row("DELETE", "tooling/sobjects/ApexClass/01p5g000000zzzzAAA");
    row("GET", "tooling/executeAnonymous?anonymousBody=x");
    for (const QByteArray path : {"describe/layouts", "describe/layouts/012000000000000AAA",
             "describe/compactLayouts", "describe/approvalLayouts", "listviews", "quickActions"})
        row("GET", "sobjects/Contact/" + path);
    row("POST", "sobjects/Contact/quickActions/SendEmail");
    const QByteArray user =
        "sobjects/User/" + m_bench->value("SELECT Id FROM User LIMIT 1").toLatin1();
    row("GET", user + "/password");
    row("DELETE", user + "/password");
    row("GET", "composite/graph");
    for (const QByteArray path :
        {"search/scopeOrder", "search/layout?q=Contact", "search/suggestions?q=x&sobject=Account",
            "search/suggestTitleMatches?q=x", "sobjects/relevantItems", "tooling/search?q=x",
            "tooling/completions?type=apex", "compactLayouts?q=Contact", "tabs", "theme"})
        row("GET", path);
    row("POST", "tooling/composite");
    row("GET", "metadata/deployRequest/0Af");
    row("POST", "graphql");
    row("GET", "actions");
}

void RequestsTest::whatIsNotThereIsNoResource()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, path);
    const DoorBench::Answer answer =
        ask(verb, path, verb == "POST" ? QByteArray("{}") : QByteArray());
    QCOMPARE(answer.refusal(), u"NOT_FOUND: The requested resource does not exist"_s);
    QCOMPARE(answer.status, 404);
}

/// Public clients of Apex REST have this answer of an org without the class in their tests and
/// manuals; an early one adds the address.
void RequestsTest::apexAnswersThatNothingIsMappedThere()
{
    const DoorBench::Answer answer = m_bench->get("/services/apexrest/Foo");
    QCOMPARE(answer.refusal(), u"NOT_FOUND: Could not find a match for URL"_s);
    QCOMPARE(answer.status, 404);
    QVERIFY(!answer.header("Sforce-Limit-Info").isEmpty());
    const DoorBench::Answer stranger =
        m_bench->ask("GET", "/services/apexrest/Foo", {}, {{"Authorization", "Bearer nonsense"}});
    QCOMPARE(stranger.refusal(), u"INVALID_SESSION_ID: Session expired or invalid"_s);
}

/// Where each sentence comes from stands in jsontext.h: the first four are of real orgs, the others
/// of Jackson's source.
void RequestsTest::aBodyThatIsNoJsonIsRefusedWhereItGoesWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");

    const QString anyValue =
        u"expected a valid value (number, String, array, object, 'true', 'false' or 'null')"_s;
    const auto row = [](const char *name, const QByteArray &body, const QString &said) {
        QTest::newRow(name) << body << said;
    };
    row("a name without quotes", R"({name "Name error ", accountNumber: "68546"})",
        u"Unexpected character ('n' (code 110)): was expecting double-quote to start field name at [line:1, column:3]"_s);
    row("a form", "request%5Baccount%5D=Greg",
        u"Unexpected character ('r' (code 114)): %1 at [line:1, column:2]"_s.arg(anyValue));
    row("no comma", "{\"LastName\":\"X\"\n \"Title\":\"Y\"}",
        u"Unexpected character ('\"' (code 34)): was expecting comma to separate OBJECT entries at [line:2, column:3]"_s);
    row("a comma too many", R"({"LastName":"X",})",
        u"Unexpected character ('}' (code 125)): was expecting double-quote to start field name at [line:1, column:18]"_s);
    row("no colon", R"({"LastName" "X"})",
        u"Unexpected character ('\"' (code 34)): was expecting a colon to separate field name and value at [line:1, column:14]"_s);
    row("no value", R"({"LastName":})",
        u"Unexpected character ('}' (code 125)): expected a value at [line:1, column:14]"_s);
    row("a value without quotes", R"({"LastName":Okafor})",
        u"Unexpected character ('O' (code 79)): %1 at [line:1, column:14]"_s.arg(anyValue));
    row("a word that is nearly one", R"({"LastName":nil})",
        u"Unrecognized token 'nil': was expecting 'null', 'true', 'false' or NaN at [line:1, column:16]"_s);
    row("a letter of another alphabet", "{\"LastName\":\xd0\x96}",
        u"Unexpected character ('\u0416' (code 1046 / 0x416)): %1 at [line:1, column:14]"_s.arg(
            anyValue));
    row("a line break in a text", "{\"LastName\":\"Oka\nfor\"}",
        u"Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value at [line:1, column:18]"_s);
    row("an escape that is none", R"({"LastName":"a\qb"})",
        u"Unrecognized character escape 'q' (code 113) at [line:1, column:17]"_s);
    row("a number that begins with nought", R"({"NumberOfEmployees":007})",
        u"Invalid numeric value: Leading zeroes not allowed at [line:1, column:23]"_s);
    row("a number without its fraction", R"({"AnnualRevenue":1.})",
        u"Unexpected character ('}' (code 125)) in numeric value: Decimal point not followed by a digit at [line:1, column:21]"_s);
    row("the wrong bracket", R"({"LastName":"X"])",
        u"Unexpected close marker ']': expected '}' at [line:1, column:17]"_s);
    row("it breaks off", R"({"LastName":)",
        u"Unexpected end-of-input within/between OBJECT entries at [line:1, column:13]"_s);
    row("it breaks off in a text", R"({"LastName":"X)",
        u"Unexpected end-of-input: was expecting closing quote for a string value at [line:1, column:15]"_s);
    row("it is never closed", R"({"LastName":"X")",
        u"Unexpected end-of-input: expected close marker for OBJECT at [line:1, column:16]"_s);
}

void RequestsTest::aBodyThatIsNoJsonIsRefusedWhereItGoesWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    const DoorBench::Answer answer = ask("POST", "sobjects/Contact", body);
    QCOMPARE(answer.refusal(), QString(u"JSON_PARSER_ERROR: "_s + said));
    QCOMPARE(answer.status, 400);
}

/// Each recorded answer has one such error and a place: restforce issues 619 and 897,
/// regican/Salesforce issue 2.
void RequestsTest::ofSeveralValuesThatCannotBeReadTheFirstIsNamedAlone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");

    const auto row = [](const char *name, const QByteArray &body, const QString &said) {
        QTest::newRow(name) << body << said;
    };
    row("the first of the text", R"({"LastName":"X","HasOptedOutOfFax":"so","Birthdate":"soon"})",
        u"boolean from VALUE_STRING value so or request may be missing a required field at [line:1, column:40]"_s);
    row("and not of the alphabet", R"({"LastName":"X","Birthdate":"soon","HasOptedOutOfFax":"so"})",
        u"date from VALUE_STRING value soon or request may be missing a required field at [line:1, column:35]"_s);
    row("before anything else is looked at", R"({"Nothing":1,"Email":"none","birthdate":"soon"})",
        u"date from VALUE_STRING value soon or request may be missing a required field at [line:1, column:47]"_s);
    row("of the second line", "{\"LastName\":\"X\",\n\"Birthdate\":[1]}",
        u"date from START_ARRAY value [ or request may be missing a required field at [line:2, column:14]"_s);
}

void RequestsTest::ofSeveralValuesThatCannotBeReadTheFirstIsNamedAlone()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    for (const auto &[verb, path] : {std::pair<QByteArray, QByteArray>("POST", "sobjects/Contact"),
             {"PATCH", "sobjects/Contact/" + m_contact}}) {
        const DoorBench::Answer answer = ask(verb, path, body);
        QCOMPARE(answer.refusal(),
            QString(u"JSON_PARSER_ERROR: Cannot deserialize instance of "_s + said));
        QCOMPARE(answer.status, 400);
    }
}

/// Asserted by public REST test suites: POST of sobjects/Account with an empty body, PATCH of
/// sobjects/Account/{id} likewise.
void RequestsTest::aBodyThatMustBeThereIsMissed()
{
    for (const auto &[verb, path] : {std::pair<QByteArray, QByteArray>("POST", "sobjects/Contact"),
             {"PATCH", "sobjects/Contact/" + m_contact}}) {
        const DoorBench::Answer answer = ask(verb, path);
        QCOMPARE(answer.refusal(),
            u"JSON_PARSER_ERROR: The HTTP entity body is required, but this request has no entity body."_s);
        QCOMPARE(answer.status, 400);
    }
}

/// kevinohara80/nforce issue 74 and heroku/sf-functions-python pull request 91.
void RequestsTest::onlyJsonIsTaken_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("named");

    QTest::newRow("text") << QByteArray("text/plain") << u"text/plain"_s;
    QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded")
                            << u"application/x-www-form-urlencoded"_s;
    QTest::newRow("parts") << QByteArray("multipart/related; boundary=x") << u"multipart/related"_s;
    QTest::newRow("no type at all") << QByteArray("utf-8") << u"utf-8"_s;
}

void RequestsTest::onlyJsonIsTaken()
{
    QFETCH(QByteArray, sent);
    QFETCH(QString, named);
    const DoorBench::Answer answer =
        ask("POST", "sobjects/Contact", R"({"LastName":"Typed"})", {{"Content-Type", sent}});
    QCOMPARE(answer.refusal(),
        u"UNSUPPORTED_MEDIA_TYPE: MediaType of '%1' is not supported by this resource"_s.arg(
            named));
    QCOMPARE(answer.status, 415);
    QCOMPARE(m_bench->value("SELECT COUNT(Id) FROM Contact WHERE LastName = 'Typed'"), u"0"_s);
}

void RequestsTest::aBodyWithoutAMediaTypeIsJson()
{
    for (const QByteArray type : {"", "application/json", "Application/JSON; charset=UTF-8"}) {
        const DoorBench::Answer answer =
            ask("POST", "sobjects/Contact", R"({"LastName":"Taken"})", {{"Content-Type", type}});
        QCOMPARE(answer.status, 201);
    }
}

/// The limits are the REST API Guide's ("Status Codes and Error Responses"), the body was recorded
/// in jsforce issue 1134.
void RequestsTest::anAddressThatIsTooLongIsRefusedByTheServerInFront()
{
    const QByteArray path = "query?q=SELECT+Id+FROM+Contact+WHERE+LastName='";
    const qsizetype room = 16'384 - m_bench->data.size() - path.size() - 1;
    const DoorBench::Answer longest = ask("GET", path + QByteArray(room - 1'000, 'x') + '\'');
    QCOMPARE(longest.status, 400); // for its literal: longer than 4,000 characters
    const DoorBench::Answer answer = ask("GET", path + QByteArray(room + 1, 'x') + '\'');
    QCOMPARE(answer.status, 414);
    QCOMPARE(answer.body, "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>");
    QVERIFY(answer.header("Content-Type").startsWith("text/html"));
}

void RequestsTest::headersThatAreTooLongAreRefusedByTheServerInFront()
{
    const auto headed = [this](qsizetype size) {
        return ask("GET", "limits", {}, {{"X-Long", QByteArray(size, 'x')}});
    };
    QCOMPARE(headed(15'000).status, 200);
    QCOMPARE(headed(16'384).status, 431);
    QCOMPARE(headed(16'384).body,
        "<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>");
}

ORGMEND_TEST(RequestsTest)
#include "tst_requests.moc"
