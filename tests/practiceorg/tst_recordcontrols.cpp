#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace practice;

/// What Salesforce has no call for: merges, the recycle bin, the schema, security and
/// rules, as the controls do it and the API shows it.
class RecordControlsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RecordsBench> m_bench;

    /// The last names that a query finds, or its refusal.
    QString names(const QString &soql)
    {
        const Answer answer = call("GET", "query?q=" + QUrl::toPercentEncoding(soql));
        QStringList found;
        for (const QJsonValue &record : answer.object()[u"records"_s].toArray())
            found.append(record[u"LastName"_s].toString());
        return answer.status == 200 ? found.join(u',') : answer.code();
    }

    Answer call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
        const http::Headers &headers = {})
    {
        return m_bench->call(method, path, body, headers);
    }

private slots:
    void init()
    {
        m_bench = std::make_unique<RecordsBench>();
        const Result<void> opened = m_bench->open();
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.failure().raw));
        addQueryEndpoints(m_bench->router);
    }

    void mergingKeepsTheMasterAndNamesItOnTheLoser()
    {
        const QByteArray master = m_bench->contact(R"({"LastName":"Master"})");
        const QByteArray loser = m_bench->contact(R"({"LastName":"Loser"})");
        const Answer task =
            call("POST", "sobjects/Task", "{\"Subject\":\"Call\",\"WhoId\":\"" + loser + "\"}");
        QCOMPARE(task.status, 201);
        QCOMPARE(m_bench
                     ->control("records/merge",
                         "{\"object\":\"Contact\",\"master\":\"" + master + "\",\"losers\":[\""
                             + loser + "\"]}")
                     .status,
            200);
        const QByteArray where = " WHERE Id = '" + loser + "'";
        QCOMPARE(m_bench->value("SELECT IsDeleted FROM Contact" + where).toInt(), 1);
        QCOMPARE(
            m_bench->value("SELECT MasterRecordId FROM Contact" + where).toByteArray(), master);
        QCOMPARE(m_bench
                     ->value("SELECT WhoId FROM Task WHERE Id = '"
                         + task.object()[u"id"_s].toString().toLatin1() + "'")
                     .toByteArray(),
            master);
    }

    void aFieldOfAnotherTypeKeepsWhatItCan()
    {
        const auto control = [this](const char *path, const QByteArray &body) {
            return m_bench->control(path, body).status;
        };
        QCOMPARE(
            control("fields/add",
                R"({"object":"Contact","field":"Gift__c","type":"Text","length":20,"externalId":true})"),
            200);
        const QByteArray five = m_bench->contact(R"({"LastName":"Five","Gift__c":"5.50"})");
        const QByteArray none = m_bench->contact(R"({"LastName":"None","Gift__c":"a bunch"})");
        const QByteArray trail = "SELECT count(*) FROM SetupAuditTrail";
        const int before = m_bench->value(trail).toInt();
        QCOMPARE(
            control("fields/type",
                R"({"object":"Contact","field":"Gift__c","type":"Currency","precision":10,"scale":2})"),
            200);
        QCOMPARE(m_bench->value(trail).toInt(), before + 1);
        QCOMPARE(call("GET", "sobjects/Contact/" + five).object()[u"Gift__c"_s].toDouble(), 5.5);
        QVERIFY(call("GET", "sobjects/Contact/" + none).object()[u"Gift__c"_s].isNull());
        QCOMPARE(call("PATCH", "sobjects/Contact/" + five, R"({"Gift__c":"much"})").code(),
            u"JSON_PARSER_ERROR"_s);
        QCOMPARE(
            control("fields/type", R"({"object":"Contact","field":"Gift__c","type":"Text"})"), 200);
        QCOMPARE(
            call("GET", "sobjects/Contact/" + five).object()[u"Gift__c"_s].toString(), u"5.5"_s);
        QCOMPARE(
            control("fields/type", R"({"object":"Contact","field":"Gift__c","type":"Checkbox"})"),
            200);
        QCOMPARE(call("GET", "sobjects/Contact/" + five).object()[u"Gift__c"_s], QJsonValue(false));
        QCOMPARE(
            control("fields/type", R"({"object":"Contact","field":"Phone","type":"Text"})"), 400);
    }

    void activitiesFollowTheirContactToItsAccount()
    {
        const QByteArray first = m_bench->create("Account", R"({"Name":"First"})");
        const QByteArray second = m_bench->create("Account", R"({"Name":"Second"})");
        const QByteArray mover =
            m_bench->contact("{\"LastName\":\"Mover\",\"AccountId\":\"" + first + "\"}");
        const QByteArray master =
            m_bench->contact("{\"LastName\":\"Master\",\"AccountId\":\"" + first + "\"}");
        const QByteArray task =
            m_bench->create("Task", "{\"Subject\":\"Call\",\"WhoId\":\"" + mover + "\"}");
        const QByteArray account = "SELECT AccountId FROM Task WHERE Id = '" + task + "'";
        QCOMPARE(m_bench->value(account).toByteArray(), first);
        QCOMPARE(
            call("PATCH", "sobjects/Contact/" + mover, "{\"AccountId\":\"" + second + "\"}").status,
            204);
        QCOMPARE(m_bench->value(account).toByteArray(), second);
        QCOMPARE(m_bench
                     ->control("records/merge",
                         "{\"object\":\"Contact\",\"master\":\"" + master + "\",\"losers\":[\""
                             + mover + "\"]}")
                     .status,
            200);
        QCOMPARE(m_bench->value(account).toByteArray(), first);
    }

    /// What follows by itself moves SystemModstamp; LastModifiedDate tells of users alone.
    void whatNobodyChangedKeepsItsLastModifiedDate()
    {
        const QString before = u"2026-05-03T10:00:00.000+0000"_s;
        const QString after = u"2026-05-03T10:05:00.000+0000"_s;
        const QByteArray account = m_bench->create("Account", R"({"Name":"A"})");
        const QByteArray master =
            m_bench->contact("{\"LastName\":\"M\",\"AccountId\":\"" + account + "\"}");
        const QByteArray loser = m_bench->contact(R"({"LastName":"L"})");
        const QByteArray task =
            m_bench->create("Task", "{\"Subject\":\"Call\",\"WhoId\":\"" + loser + "\"}");
        const auto stamps = [this](const QByteArray &path) {
            const QJsonObject record =
                call("GET", "sobjects/" + path + "?fields=LastModifiedDate,SystemModstamp")
                    .object();
            return QStringList{
                record[u"LastModifiedDate"_s].toString(), record[u"SystemModstamp"_s].toString()};
        };
        m_bench->clock->advance(std::chrono::minutes(5));
        QCOMPARE(m_bench
                     ->control("records/merge",
                         "{\"object\":\"Contact\",\"master\":\"" + master + "\",\"losers\":[\""
                             + loser + "\"]}")
                     .status,
            200);
        QCOMPARE(stamps("Task/" + task), (QStringList{before, after}));
        QCOMPARE(stamps("Contact/" + master), (QStringList{after, after}));

        // Deleted with its account, and back with it: the account was changed by a user.
        m_bench->clock->advance(std::chrono::minutes(5));
        QCOMPARE(call("DELETE", "sobjects/Account/" + account).status, 204);
        m_bench->clock->advance(std::chrono::minutes(5));
        QCOMPARE(
            m_bench->control("records/undelete", "{\"ids\":[\"" + account + "\"]}").status, 200);
        const QString back = u"2026-05-03T10:15:00.000+0000"_s;
        QCOMPARE(stamps("Account/" + account), (QStringList{back, back}));
        QCOMPARE(stamps("Contact/" + master), (QStringList{after, back}));
        QCOMPARE(stamps("Task/" + task), (QStringList{before, back}));
    }

    void deletedRecordsComeBackOrAreGoneForGood()
    {
        const QByteArray account = call("POST", "sobjects/Account", R"({"Name":"A"})")
                                       .object()[u"id"_s]
                                       .toString()
                                       .toLatin1();
        const QByteArray contact =
            m_bench->contact("{\"LastName\":\"C\",\"AccountId\":\"" + account + "\"}");
        const QByteArray state = "SELECT IsDeleted FROM Contact WHERE Id = '" + contact + "'";
        QCOMPARE(call("DELETE", "sobjects/Account/" + account).status, 204);
        QCOMPARE(m_bench->value(state).toInt(), 1);
        QCOMPARE(
            m_bench->control("records/undelete", "{\"ids\":[\"" + account + "\"]}").status, 200);
        QCOMPARE(m_bench->value(state).toString(), u"0"_s);
        QCOMPARE(call("DELETE", "sobjects/Contact/" + contact).status, 204);
        QCOMPARE(m_bench->control("records/purge", "{\"ids\":[\"" + contact + "\"]}").status, 200);
        QVERIFY(!m_bench->value(state).isValid());
    }

    void aLateCommitHasAnOlderStamp()
    {
        const QByteArray id = m_bench->contact(R"({"LastName":"Late"})");
        QCOMPARE(m_bench
                     ->control("records/late",
                         "{\"object\":\"Contact\",\"id\":\"" + id
                             + "\",\"fields\":{\"Title\":\"Z\"},\"age_seconds\":120}")
                     .status,
            200);
        const QJsonObject record =
            call("GET", "sobjects/Contact/" + id + "?fields=Title,SystemModstamp").object();
        QCOMPARE(record[u"Title"_s].toString(), u"Z"_s);
        QCOMPARE(record[u"SystemModstamp"_s].toString(), u"2026-05-03T09:58:00.000+0000"_s);
    }

    void duplicateRulesAlertOrBlock()
    {
        m_bench->contact(R"({"FirstName":"Zoë","LastName":"Lefèvre","Email":"zoe@example.org"})");
        const QByteArray twin =
            R"({"FirstName":"Zoe","LastName":"Lefevre","Email":"ZOE@example.org"})";
        const QByteArray rule =
            R"({"object":"Contact","name":"Same_Person","match":[{"field":"LastName","method":"fuzzy"},{"field":"Email","method":"exact"}],"action_on_create":"%1","operations_on_create":["alert"]})";
        QByteArray alert = rule;
        QCOMPARE(m_bench->control("rules/duplicate", alert.replace("%1", "allow")).status, 200);
        const Answer warned = call("POST", "sobjects/Contact", twin);
        QCOMPARE(warned.status, 400);
        QCOMPARE(warned.code(), u"DUPLICATES_DETECTED"_s);
        const QJsonObject result = warned.array()[0][u"duplicateResult"_s].toObject();
        QCOMPARE(result[u"allowSave"_s], QJsonValue(true));
        QCOMPARE(result[u"duplicateRule"_s].toString(), u"Same_Person"_s);
        QCOMPARE(result[u"matchResults"_s][0][u"size"_s].toInt(), 1);
        QVERIFY(m_bench->call("POST", "sobjects/Contact", twin, {}, "54.0")
                .array()[0]
                .toObject()
                .contains(u"duplicateResut"_s));

        QByteArray block = rule;
        QCOMPARE(m_bench->control("rules/duplicate", block.replace("%1", "block")).status, 200);
        const http::Headers save{{"Sforce-Duplicate-Rule-Header", "allowSave=true"}};
        QCOMPARE(call("POST", "sobjects/Contact", twin, save).status, 400);
        QCOMPARE(m_bench->control("rules/duplicate", alert).status, 200);
        QCOMPARE(call("POST", "sobjects/Contact", twin, save).status, 201);
        QCOMPARE(m_bench->control("rules/Same_Person", {}, "DELETE").status, 200);
        QCOMPARE(call("POST", "sobjects/Contact", twin).status, 201);
    }

    /// A rule that could never match is a mistake of whoever asks for it.
    void duplicateRulesNameFieldsThatAreThere()
    {
        for (const char *match : {R"([])", R"(["Email"])", R"([{"field":"Nothing__c"}])"}) {
            const ControlAnswer answer = m_bench->control("rules/duplicate",
                R"({"object":"Contact","name":"Never","match":)" + QByteArray(match) + '}');
            QCOMPARE(answer.status, 400);
        }
        QCOMPARE(m_bench->control("rules/Never", {}, "DELETE").status, 400);
    }

    void fieldsAreRenamedDeletedAndRestoredWithATrail()
    {
        QCOMPARE(m_bench
                     ->control("fields/add",
                         R"({"object":"Contact","field":"Shoe__c","type":"Number","label":"Shoe"})")
                     .status,
            200);
        const QString durable =
            m_bench->records().snapshot()->object(u"Contact"_s)->field(u"Shoe__c"_s)->durableId;
        QVERIFY(durable.startsWith(u"00N"_s));
        const QByteArray id = m_bench->contact(R"({"LastName":"X","Shoe__c":43})");
        QCOMPARE(
            m_bench
                ->control("fields/rename",
                    R"({"object":"Contact","from":"Shoe__c","to":"Shoe_Size__c","by":"Jo Kim"})")
                .status,
            200);
        QCOMPARE(call("GET", "sobjects/Contact/" + id + "?fields=Shoe_Size__c")
                     .object()[u"Shoe_Size__c"_s],
            QJsonValue(43.0));
        QCOMPARE(
            call("GET", "sobjects/Contact/" + id + "?fields=Shoe__c").code(), u"INVALID_FIELD"_s);
        QCOMPARE(m_bench->records()
                     .snapshot()
                     ->object(u"Contact"_s)
                     ->field(u"Shoe_Size__c"_s)
                     ->durableId,
            durable);
        QVERIFY(m_bench->value("SELECT Display FROM SetupAuditTrail ORDER BY Id DESC LIMIT 1")
                .toString()
                .contains(u"Shoe__c to Shoe_Size__c"_s));
        QCOMPARE(m_bench->control("fields/delete", R"({"object":"Contact","field":"Shoe_Size__c"})")
                     .status,
            200);
        QCOMPARE(call("POST", "sobjects/Contact", R"({"LastName":"X","Shoe_Size__c":1})").code(),
            u"INVALID_FIELD"_s);

        // What was changed is there when the org is opened again.
        const Result<void> reopened = [&] {
            m_bench->org.reset();
            Settings settings;
            settings.records = 40;
            settings.clock = m_bench->clock;
            m_bench->org =
                std::make_unique<Org>(Environment::Production, settings, m_bench->folder.path());
            return m_bench->open();
        }();
        QVERIFY(reopened);
        QVERIFY(m_bench->records().snapshot()->object(u"Contact"_s)->field(u"Shoe_Size__c"_s)
            == nullptr);
        QCOMPARE(
            m_bench->control("fields/restore", R"({"object":"Contact","field":"Shoe_Size__c"})")
                .status,
            200);
        QCOMPARE(call("GET", "sobjects/Contact/" + id + "?fields=Shoe_Size__c")
                     .object()[u"Shoe_Size__c"_s],
            QJsonValue(43.0));
        QCOMPARE(
            m_bench->control("fields/rename", R"({"object":"Contact","from":"Title","to":"T"})")
                .status,
            400);
    }

    void aMultiPicklistIsAskedForItsValues()
    {
        QCOMPARE(
            m_bench
                ->control("fields/add",
                    R"({"object":"Contact","field":"Skills__c","type":"MultiselectPicklist","label":"Skills","values":["Art","Music","Sport"]})")
                .status,
            200);
        m_bench->contact(R"({"LastName":"Both","Skills__c":"Art;Music"})");
        m_bench->contact(R"({"LastName":"Runner","Skills__c":"Sport"})");
        m_bench->contact(R"({"LastName":"None"})");
        const QString from =
            u"SELECT LastName FROM Contact WHERE CreatedDate = 2026-05-03T10:00:00Z AND Skills__c %1 ORDER BY LastName"_s;
        QCOMPARE(names(from.arg(u"INCLUDES ('Art')"_s)), u"Both"_s);
        QCOMPARE(names(from.arg(u"INCLUDES ('Music;Art', 'Sport')"_s)), u"Both,Runner"_s);
        QCOMPARE(names(from.arg(u"INCLUDES ('Art;Sport')"_s)), QString());
        QCOMPARE(names(from.arg(u"EXCLUDES ('Art')"_s)), u"None,Runner"_s);
        QCOMPARE(names(u"SELECT Id FROM Contact WHERE LastName INCLUDES ('x')"_s),
            u"INVALID_QUERY_FILTER_OPERATOR"_s);
    }

    void anObjectAddedNowIsLikeAnyOther()
    {
        QCOMPARE(m_bench->control("objects/add", R"({"object":"Visit__c","label":"Visit"})").status,
            200);
        QCOMPARE(
            m_bench
                ->control("fields/add",
                    R"({"object":"Visit__c","field":"Length__c","type":"Number","label":"Length"})")
                .status,
            200);
        const QJsonObject described = call("GET", "sobjects/visit__c/describe").object();
        QCOMPARE(described[u"custom"_s], QJsonValue(true));
        const QString prefix = described[u"keyPrefix"_s].toString();
        QVERIFY(prefix.startsWith(u'a'));
        QVERIFY(call("GET", "sobjects").body.contains("\"name\":\"Visit__c\""));

        const QByteArray id = m_bench->create("Visit__c", R"({"Name":"First","length__c":40})");
        QVERIFY(id.startsWith(prefix.toLatin1()));
        const Answer found =
            call("GET", "query?q=SELECT+Id,Length__c+FROM+Visit__c+WHERE+Length__c+%3E+30");
        QCOMPARE(found.object()[u"records"_s][0][u"Id"_s].toString(), QString::fromLatin1(id));
        QCOMPARE(call("DELETE", "sobjects/Visit__c/" + id).status, 204);
        QCOMPARE(call("GET", "query?q=SELECT+COUNT()+FROM+Visit__c").object()[u"totalSize"_s],
            QJsonValue(0));
    }

    void securityHidesAndProtectsFields()
    {
        const QByteArray id = m_bench->contact(R"({"LastName":"X","Title":"Y"})");
        QCOMPARE(m_bench
                     ->control("fields/security",
                         R"({"object":"Contact","field":"Title","readable":true,"editable":false})")
                     .status,
            200);
        QCOMPARE(call("PATCH", "sobjects/Contact/" + id, R"({"Title":"Z"})").code(),
            u"INVALID_FIELD_FOR_INSERT_UPDATE"_s);
        QCOMPARE(m_bench
                     ->control("fields/security",
                         R"({"object":"Contact","field":"Title","readable":false})")
                     .status,
            200);
        QCOMPARE(
            call("PATCH", "sobjects/Contact/" + id, R"({"Title":"Z"})").code(), u"INVALID_FIELD"_s);
        QVERIFY(!call("GET", "sobjects/Contact/" + id).object().contains(u"Title"_s));
        QCOMPARE(
            m_bench->control("objects/security", R"({"object":"Contact","edit":false})").status,
            200);
        QCOMPARE(call("PATCH", "sobjects/Contact/" + id, R"({"Phone":"1"})").code(),
            u"INSUFFICIENT_ACCESS_OR_READONLY"_s);
        QCOMPARE(
            m_bench->control("objects/security", R"({"object":"Contact","read":false})").status,
            200);
        QCOMPARE(call("GET", "sobjects/Contact/" + id).status, 404);
    }

    void describeIsNotSentTwiceWhenNothingChanged()
    {
        const Answer first = call("GET", "sobjects/Contact/describe");
        QCOMPARE(first.status, 200);
        const QByteArray modified = first.headers.value("Last-Modified");
        QVERIFY(first.headers.value("ETag").startsWith('"'));
        QCOMPARE(
            call("GET", "sobjects/Contact/describe", {}, {{"If-Modified-Since", modified}}).status,
            304);
        m_bench->clock->advance(std::chrono::hours(1));
        QCOMPARE(
            m_bench->control("fields/add", R"({"object":"Contact","field":"New__c"})").status, 200);
        const Answer second =
            call("GET", "sobjects/Contact/describe", {}, {{"If-Modified-Since", modified}});
        QCOMPARE(second.status, 200);
        QVERIFY(second.body.contains("New__c"));
        QCOMPARE(
            call("GET", "sobjects/Contact").object()[u"objectDescribe"_s][u"name"_s].toString(),
            u"Contact"_s);
    }
};

ORGMEND_TEST(RecordControlsTest)
#include "tst_recordcontrols.moc"
