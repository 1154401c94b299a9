#include "app/practiceorg/soql/sosl.h"
#include "orgbench.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace practice;

/// SOSL: search and parameterizedSearch.
class TestSearch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        make(u"Account"_s, {{u"Name"_s, u"Quibble & Zauber GmbH"_s}, {u"Site"_s, u"Dock 4"_s}});
        make(u"Contact"_s,
            {{u"FirstName"_s, u"Žofie"_s}, {u"LastName"_s, u"Quibblesworth"_s},
                {u"Email"_s, u"zofie@zauber-wald.example"_s}, {u"Phone"_s, u"+420 777 123456"_s},
                {u"Description"_s, u"met at the harvest moon festival"_s}});
        make(u"Contact"_s,
            {{u"FirstName"_s, u"山田"_s}, {u"LastName"_s, u"太郎丸"_s},
                {u"Title"_s, u"Quibble hunter"_s}});
        make(
            u"Lead"_s, {{u"LastName"_s, u"Quibblesworth"_s}, {u"Company"_s, u"Moon Zauber Ltd"_s}});
    }

    void wordsAreCut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("spaces, case") << u" Acme  Inc"_s << QStringList{u"acme"_s, u"inc"_s};
        QTest::newRow("punctuation")
            << u"a.b@c-d_e"_s << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
        QTest::newRow("digits") << u"abc12de"_s << QStringList{u"abc"_s, u"12"_s, u"de"_s};
        QTest::newRow("accents") << u"ŽOFIE"_s << QStringList{u"žofie"_s};
        QTest::newRow("ideographs") << u"山田x"_s << QStringList{u"山"_s, u"田"_s, u"x"_s};
        QTest::newRow("nothing") << u" -- "_s << QStringList{};
    }
    void wordsAreCut()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QCOMPARE(sosl::wordsOf(text), words);
    }

    void termsMatch_data()
    {
        QTest::addColumn<QString>("term");
        QTest::addColumn<bool>("found");
        QTest::newRow("a word") << u"SMITH"_s << true;
        QTest::newRow("a part of a word") << u"smi"_s << false;
        QTest::newRow("the beginning") << u"smi*"_s << true;
        QTest::newRow("the beginning and nothing behind") << u"smith*"_s << true;
        QTest::newRow("one letter") << u"sm?th"_s << true;
        QTest::newRow("in the middle") << u"s*th"_s << true;
        QTest::newRow("words of two fields") << u"smith acme"_s << true;
        QTest::newRow("a phrase") << u"\"john smith\""_s << true;
        QTest::newRow("no phrase") << u"\"smith john\""_s << false;
        QTest::newRow("a phrase of two fields") << u"\"smith acme\""_s << false;
        QTest::newRow("and") << u"john AND nobody"_s << false;
        QTest::newRow("or") << u"nobody or john"_s << true;
        QTest::newRow("and not") << u"john AND NOT acme"_s << false;
        QTest::newRow("and not that") << u"john AND NOT nobody"_s << true;
        QTest::newRow("parentheses") << u"(nobody OR smith) AND (acme OR nothing)"_s << true;
        QTest::newRow("or is weaker") << u"smith OR nobody AND nothing"_s << true;
        QTest::newRow("an address") << u"john@acme.com"_s << true;
        QTest::newRow("escaped") << u"acme\\-com"_s << true;
        QTest::newRow("an escaped wildcard") << u"smi\\*"_s << false;
        QTest::newRow("a quoted operator") << u"\"and\""_s << false;
    }
    void termsMatch()
    {
        QFETCH(QString, term);
        QFETCH(bool, found);
        const auto parsed = sosl::parseTerm(term, 0, term.size());
        QVERIFY(std::holds_alternative<sosl::Term>(parsed));
        const std::vector<QStringList> fields{
            sosl::wordsOf(u"John Smith"), sosl::wordsOf(u"john@acme.com")};
        const auto &meant = std::get<sosl::Term>(parsed);
        QCOMPARE(sosl::matches(meant, fields), found);
        QVERIFY(sosl::mayMatch(meant, "John SMITH\x1fjohn@acme.com") || !found);
        QVERIFY(meant.kind == sosl::Term::Kind::Not || !sosl::mayMatch(meant, "42"));
    }

    void idsOfEveryObject()
    {
        QCOMPARE(types(u"FIND {quibblesworth}"_s), (QStringList{u"Contact"_s, u"Lead"_s}));
        QCOMPARE(types(u"FIND {quibble*}"_s),
            (QStringList{u"Account"_s, u"Contact"_s, u"Contact"_s, u"Lead"_s}));
        const QJsonObject first = rows(u"FIND {quibblesworth}"_s)[0].toObject();
        QCOMPARE(first.keys(), (QStringList{u"Id"_s, u"attributes"_s}));
    }

    void groupsOfFields()
    {
        QCOMPARE(types(u"FIND {zauber}"_s).size(), 3);
        QCOMPARE(types(u"FIND {zauber} IN EMAIL FIELDS"_s), QStringList{u"Contact"_s});
        QCOMPARE(types(u"FIND {zauber} IN NAME FIELDS"_s), (QStringList{u"Account"_s, u"Lead"_s}));
        QCOMPARE(types(u"find {777 123456} in phone fields"_s), QStringList{u"Contact"_s});
        QCOMPARE(types(u"FIND {harvest moon}"_s), QStringList{u"Contact"_s});
        QCOMPARE(types(u"FIND {太郎丸}"_s), QStringList{u"Contact"_s});
    }

    void onlyWhatIsAskedIsReturned()
    {
        const QJsonArray found =
            rows(u"FIND {quibble*} RETURNING Contact(LastName, Account.Name WHERE Title != null "
                 "ORDER BY LastName LIMIT 5), Account (Name)"_s);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0][u"LastName"_s], u"太郎丸"_s);
        QVERIFY(!found[0].toObject().contains(u"Id"_s));
        QCOMPARE(found[1][u"Name"_s], u"Quibble & Zauber GmbH"_s);
        QCOMPARE(types(u"FIND {quibble*} RETURNING Lead, Contact LIMIT 2"_s),
            (QStringList{u"Lead"_s, u"Contact"_s}));
        QCOMPARE(types(u"FIND {quibble*} RETURNING Contact(Id LIMIT 1), Lead(Id)"_s),
            (QStringList{u"Contact"_s, u"Lead"_s}));
    }

    void oldVersionsAnswerAList()
    {
        const QByteArray target = "search?q=" + QUrl::toPercentEncoding(u"FIND {quibblesworth}"_s);
        QVERIFY(m_bench.ask("GET", target, {}, {}, "36.0").body.startsWith("[{\"attributes\""));
        QVERIFY(m_bench.ask("GET", target, {}, {}, "37.0").body.startsWith("{\"searchRecords\":["));
    }

    void whatIsHiddenOrDeletedIsNotFound()
    {
        OrgBench bench;
        addRecordControls(bench.controls);
        const QByteArray target =
            "search?q=" + QUrl::toPercentEncoding(u"FIND {xylophone} RETURNING Contact"_s);
        const auto found = [&] {
            return bench.get(target).object()[u"searchRecords"_s].toArray().size();
        };
        const QJsonObject made = bench
                                     .send("POST", "sobjects/Contact",
                                         {{u"LastName"_s, u"X"_s}, {u"Title"_s, u"xylophone"_s}})
                                     .object();
        QCOMPARE(found(), 1);
        const QJsonObject title{{u"object"_s, u"Contact"_s}, {u"field"_s, u"Title"_s}};
        QJsonObject hidden = title;
        hidden.insert(u"readable"_s, false);
        bench.control("fields/security", hidden);
        QCOMPARE(found(), 0);
        hidden.insert(u"readable"_s, true);
        bench.control("fields/security", hidden);
        bench.ask("DELETE", "sobjects/Contact/" + made[u"id"_s].toString().toLatin1());
        QCOMPARE(found(), 0);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("sosl");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("no term") << u"nothing"_s
                                 << u"MALFORMED_SEARCH: No search term found. The search term must "
                                    "be enclosed in braces."_s;
        QTest::newRow("one letter")
            << u"FIND {g}"_s
            << u"INVALID_SEARCH: search term must be longer than one character: g"_s;
        QTest::newRow("a reserved character")
            << u"FIND {John|jane_gray@uoa.edu} RETURNING Contact"_s
            << u"MALFORMED_SEARCH: \nFIND {John|jane_gray@uoa.edu} RETURNING Contact\n         "
               "^\nERROR at Row:1:Column:10\nline 1:10 mismatched character '|' expecting '}'"_s;
        QTest::newRow("no such group")
            << u"FIND {name} IN ALL TYPE RETURNING Account(name)"_s
            << u"MALFORMED_SEARCH: \nFIND {name} IN ALL TYPE RETURNING Account(name)\n             "
               "     ^\nERROR at Row:1:Column:19\nMalformed search token: TYPE"_s;
        QTest::newRow("no such object")
            << u"FIND {name} RETURNING Foo__c"_s
            << u"INVALID_TYPE: \nFIND {name} RETURNING Foo__c\n                      ^\nERROR at "
               "Row:1:Column:23\nsObject type 'Foo__c' is not supported. If you are attempting to "
               "use a custom object, be sure to append the '__c' after the entity name. Please "
               "reference your WSDL or the describe call for the appropriate names."_s;
        QTest::newRow("no such field")
            << u"FIND {name} RETURNING Lead(Id, Foo)"_s
            << u"INVALID_FIELD: \nFIND {name} RETURNING Lead(Id, Foo)\n                            "
               "   ^\nERROR at Row:1:Column:32\nNo such column 'Foo' on entity 'Lead'. If you are "
               "attempting to use a custom field, be sure to append the '__c' after the custom field "
               "name. Please reference your WSDL or the describe call for the appropriate names."_s;
    }
    /// SOSL guide, "RETURNING FieldSpec"; no source has Salesforce's words.
    void anObjectIsReturnedOnceAndAnOffsetIsForOne()
    {
        for (const QString &returning :
            {u"Contact, Lead, contact(Id)"_s, u"Contact(Id OFFSET 1), Lead"_s}) {
            const QString refusal = ask(u"FIND {quibble*} RETURNING "_s + returning).refusal();
            QVERIFY2(refusal.startsWith("MALFORMED_SEARCH: "_L1), qPrintable(refusal));
        }
        QCOMPARE(rows(u"FIND {quibble*} RETURNING Contact(Id OFFSET 1)"_s).size(), 1);
    }

    /// SOSL guide, "SOSL Limits on Search Results": 250 records of one object, "to return up to
    /// 2,000 results, include either the WHERE clause or ORDER BY clause"; of n objects 2,000/n and
    /// 250 at most.
    void thousandsAreFoundWithAConditionOrAnOrderAlone()
    {
        OrgBench bench;
        for (int i = 0; i < 302; ++i)
            bench.send("POST", "sobjects/Contact", {{u"LastName"_s, u"Gaggle"_s}});
        const auto found = [&](const QString &returning) {
            const QByteArray sosl =
                QUrl::toPercentEncoding(u"FIND {gaggle} IN NAME FIELDS RETURNING "_s + returning);
            return bench.get("search?q=" + sosl).object()[u"searchRecords"_s].toArray().size();
        };
        QCOMPARE(found(u"Contact(Id)"_s), 250);
        QCOMPARE(found(u"Contact(Id LIMIT 300)"_s), 250);
        QCOMPARE(found(u"Contact(Id ORDER BY Id)"_s), 302);
        QCOMPARE(found(u"Contact(Id WHERE LastName != null LIMIT 260)"_s), 260);
        QCOMPARE(found(u"Contact(Id ORDER BY Id), Lead"_s), 250);
    }

    void refusals()
    {
        QFETCH(QString, sosl);
        QFETCH(QString, refusal);
        QCOMPARE(ask(sosl).refusal(), refusal);
    }

    void recentIsWhatWasChangedLast()
    {
        OrgBench bench;
        bench.clock->advance(std::chrono::seconds(1));
        const QString id =
            bench
                .send("POST", "sobjects/Lead",
                    {{u"LastName"_s, u"Last"_s}, {u"FirstName"_s, u"At"_s}, {u"Company"_s, u"C"_s}})
                .object()[u"id"_s]
                .toString();
        const QJsonArray recent = QJsonDocument::fromJson(bench.get("recent?limit=3").body).array();
        QCOMPARE(recent.size(), 3);
        QCOMPARE(recent[0][u"Id"_s], id);
        QCOMPARE(recent[0][u"Name"_s], u"At Last"_s);
        QCOMPARE(recent[0][u"attributes"_s][u"url"_s],
            QString(u"/services/data/v60.0/sobjects/Lead/"_s + id));
    }

    void parametersInPlaceOfSosl()
    {
        const QJsonArray byAddress =
            m_bench
                .get("parameterizedSearch?q=zofie%40zauber-wald.example&sobject=Contact&sobject="
                     "Lead&Contact.fields=LastName,Email&in=EMAIL")
                .object()[u"searchRecords"_s]
                .toArray();
        QCOMPARE(byAddress.size(), 1);
        QCOMPARE(byAddress[0][u"Email"_s], u"zofie@zauber-wald.example"_s);
        const QJsonArray sorted =
            m_bench
                .get("parameterizedSearch?q=quibble*&sobject=Contact&fields=Title&offset=1&"
                     "Contact.orderBy=Title%20DESC%20NULLS_LAST")
                .object()[u"searchRecords"_s]
                .toArray();
        QCOMPARE(sorted.size(), 1);
        QCOMPARE(sorted[0][u"Title"_s], QJsonValue(QJsonValue::Null));
        QVERIFY(m_bench.get("parameterizedSearch?q=quibble*&sobject=Lead&metadata=LABELS")
                .refusal()
                .startsWith("MALFORMED_SEARCH: "_L1));
        const QJsonObject body{{u"q"_s, u"quibble*"_s},
            {u"fields"_s, QJsonArray{u"Id"_s, u"Name"_s}},
            {u"sobjects"_s,
                QJsonArray{QJsonObject{{u"name"_s, u"Contact"_s}, {u"limit"_s, 1}},
                    QJsonObject{{u"name"_s, u"Account"_s}}}}};
        const QJsonArray byBody = m_bench.send("POST", "parameterizedSearch", body)
                                      .object()[u"searchRecords"_s]
                                      .toArray();
        QCOMPARE(byBody.size(), 2);
        QCOMPARE(byBody[1][u"Name"_s], u"Quibble & Zauber GmbH"_s);
    }

private:
    void make(const QString &object, const QJsonObject &record)
    {
        const OrgBench::Answer made = m_bench.send("POST", "sobjects/" + object.toLatin1(), record);
        QVERIFY2(made.status == 201, made.body.constData());
    }
    OrgBench::Answer ask(const QString &sosl)
    {
        return m_bench.get("search?q=" + QUrl::toPercentEncoding(sosl));
    }
    QJsonArray rows(const QString &sosl)
    {
        const OrgBench::Answer answer = ask(sosl);
        QTest::qVerify(
            answer.status == 200, "answered", answer.body.constData(), __FILE__, __LINE__);
        return answer.object()[u"searchRecords"_s].toArray();
    }
    QStringList types(const QString &sosl)
    {
        QStringList found;
        for (const QJsonValue &row : rows(sosl))
            found.append(row[u"attributes"_s][u"type"_s].toString());
        return found;
    }

    OrgBench m_bench;
};

ORGMEND_TEST(TestSearch)
#include "tst_search.moc"
