#include "soqlbench.h"

#include "app/practiceorg/soql/soql.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

/// What SOQL does not understand, in Salesforce's words and with its positions.
class TestSoqlRefusals : public QObject {
    Q_OBJECT

private slots:
    void aRefusalSaysWhereAndWhy_data();
    void aRefusalSaysWhereAndWhy()
    {
        QFETCH(QString, soql);
        QFETCH(QString, refusal);
        QCOMPARE(m_bench.refusal(soql), refusal);
    }

    void theRecordedRefusalComesWordForWord()
    {
        QFile recorded(QStringLiteral(
            ORGMEND_SHARED_DIR "/salesforce/fixtures/errors/INVALID_TYPE.soql.400.json"));
        if (!recorded.open(QIODevice::ReadOnly))
            QSKIP("no recorded answers beside the checkout");
        const QJsonObject error = QJsonDocument::fromJson(recorded.readAll()).array()[0].toObject();
        QCOMPARE(m_bench.refusal(u"SELECT Id,Name,BillingCity,IsDeleted FROM Accout"_s),
            QString(error[u"errorCode"_s].toString() + u": " + error[u"message"_s].toString()));
    }

    /// The SOQL guide ("COUNT()": "You can use COUNT() with a LIMIT clause").
    void aCountAloneMayBeLimited()
    {
        QCOMPARE(m_bench.refusal(u"SELECT COUNT() FROM Contact LIMIT 3"_s), QString());
        QCOMPARE(m_bench.refusal(u"SELECT LastName, COUNT(Id) FROM Contact GROUP BY LastName "
                                 "ORDER BY COUNT(Id) LIMIT 3"_s),
            QString());
    }

    void typeOfIsRefused_data()
    {
        QTest::addColumn<QString>("typeOf");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("one object only")
            << u"TYPEOF Account WHEN Account THEN Name END"_s << u"INVALID_FIELD"_s;
        QTest::newRow("another object")
            << u"TYPEOF Who WHEN Account THEN Name END"_s << u"INVALID_TYPE"_s;
        QTest::newRow("a field it has not") << u"TYPEOF Who WHEN Lead THEN Birthdate END"_s
                                            << u"No such column 'Birthdate' on entity 'Lead'"_s;
        QTest::newRow("asked for twice") << u"Who.Name, TYPEOF Who WHEN Lead THEN Company END"_s
                                         << u"duplicate field selected: Who"_s;
        QTest::newRow("no end") << u"TYPEOF Who WHEN Lead THEN Company"_s
                                << u"unexpected token: 'FROM'"_s;
        QTest::newRow("nothing to tell apart")
            << u"TYPEOF Who ELSE Name END"_s << u"unexpected token: 'ELSE'"_s;
    }
    void typeOfIsRefused()
    {
        QFETCH(const QString, typeOf);
        QFETCH(const QString, refusal);
        const QString said = m_bench.refusal(u"SELECT "_s + typeOf + u" FROM Task"_s);
        QVERIFY2(said.contains(refusal), qPrintable(said));
    }

    /// SOQL guide, "Comparison Operators", considerations for semi-joins and anti-joins. "Entity
    /// 'Task' is not supported…", "…not allowed with the 'OR' operator", "Nesting of…" and "…only
    /// allowed at the top level…": several published programs and notes that were refused so (of
    /// the first, with its place); "…should point to the same object type": a published extension's
    /// recorded answer; "Maximum 2…": one published test plan. For the others no source was found.
    void aSemiJoinIsRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char *name, const QString &from, const QString &refusal) {
            QTest::newRow(name) << from << refusal;
        };
        const QString contacts = u"Id IN (SELECT AccountId FROM Contact)"_s;
        row("tasks", u"Contact WHERE Id IN (SELECT WhoId FROM Task)"_s,
            u"ERROR at Row:1:Column:55\nEntity 'Task' is not supported for semi join inner selects"_s);
        row("events", u"Contact WHERE Id NOT IN (SELECT WhoId FROM Event)"_s,
            u"Entity 'Event' is not supported for semi join inner selects"_s);
        row("three of them",
            u"Account WHERE "_s + contacts + u" AND "_s + contacts
                + u" AND Id IN (SELECT AccountId FROM Opportunity)"_s,
            u"Maximum 2 semi join sub-selects are allowed"_s);
        row("an alternative", u"Account WHERE Name = 'x' OR "_s + contacts,
            u"Semi join sub-selects are not allowed with the 'OR' operator"_s);
        const QString nested =
            u"Semi join sub-selects are only allowed at the top level WHERE expressions and not in "
            "nested WHERE expressions"_s;
        row("within parentheses",
            u"Account WHERE (Name != 'x' AND "_s + contacts + u") AND Name != 'y'"_s, nested);
        row("turned round", u"Account WHERE NOT "_s + contacts, nested);
        row("one within another",
            u"Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM "
            "User))"_s,
            u"Nesting of semi join sub-selects is not supported"_s);
        row("a parent's Id on the left",
            u"Contact WHERE Account.Id IN (SELECT AccountId FROM Opportunity)"_s,
            u"cannot use: 'Account.Id'"_s);
        row("a parent's Id on the right", u"Account WHERE Id IN (SELECT Account.Id FROM Contact)"_s,
            u"Semi join sub-selects can only query id fields, cannot use: 'Account.Id'"_s);
        row("of another object", u"Account WHERE Id IN (SELECT OwnerId FROM Contact)"_s,
            u"The selected field 'OwnerId' in the subquery and the left operand field in the where expression "
            "in the outer query 'Id' should point to the same object type"_s);
    }
    void aSemiJoinIsRefused()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, refusal);
        const QString said = m_bench.refusal(u"SELECT Id FROM "_s + from);
        QVERIFY2(
            said.startsWith("MALFORMED_QUERY: "_L1) && said.endsWith(refusal), qPrintable(said));
    }

    /// SOQL guide: "Support for Field Types in Aggregate Functions" (its words: published tools
    /// that meet them), "toLabel()" ("You can't use the toLabel() function with the operator ORDER
    /// BY"), "TYPEOF" ("cannot reference a relationship field that is also referenced in the
    /// fieldList"), "Quoted String Escape Sequences". What Salesforce says to the last three: no
    /// source found.
    void whatTheGuideForbidsIsRefused()
    {
        const auto refuses = [this](const QString &soql, const QString &why) {
            const QString said = m_bench.refusal(soql);
            QVERIFY2(said.endsWith(why), qPrintable(said));
        };
        refuses(u"SELECT COUNT(IsDeleted) FROM Account"_s,
            u"field IsDeleted does not support aggregate operator COUNT"_s);
        refuses(u"SELECT COUNT_DISTINCT(IsDeleted) FROM Account"_s,
            u"field IsDeleted does not support aggregate operator COUNT_DISTINCT"_s);
        refuses(u"SELECT Id FROM Lead ORDER BY toLabel(Status)"_s,
            u"field 'Status' can not be sorted in a query call"_s);
        refuses(u"SELECT TYPEOF What WHEN Account THEN Phone END, What.Name FROM Event"_s,
            u"duplicate field selected: What"_s);
        refuses(u"SELECT Id FROM Account WHERE Name = 'a\\_b'"_s,
            u"Illegal escape sequence in string literal: 'a\\_b'"_s);
        refuses(u"SELECT Id FROM Account WHERE Name IN ('a\\%b')"_s,
            u"Illegal escape sequence in string literal: 'a\\%b'"_s);
        QCOMPARE(m_bench.refusal(u"SELECT Id FROM Account WHERE Name LIKE 'a\\_b'"_s), QString());
    }

    /// SOQL guide, "HAVING": "invalid as City is not included in the GROUP BY clause"; "can't
    /// contain any semi-join". What Salesforce says to either: no source found.
    void groupsAreChosenByWhatTheyHaveAlone()
    {
        const QString leads =
            u"SELECT LeadSource, COUNT(Name) FROM Lead GROUP BY LeadSource HAVING "_s;
        QVERIFY(m_bench.refusal(leads + u"COUNT(Name) > 100 and City LIKE 'San%'"_s)
                .endsWith("Field must be grouped or aggregated: City"_L1));
        QCOMPARE(
            m_bench.refusal(leads + u"COUNT(Name) > 100 AND LeadSource LIKE 'San%'"_s), QString());
        QVERIFY(m_bench.refusal(leads + u"LeadSource IN (SELECT Id FROM Contact)"_s)
                .startsWith("MALFORMED_QUERY: "_L1));
    }

    void anyTextIsAnsweredOrRefused();

private:
    SoqlBench m_bench;
};

void TestSoqlRefusals::aRefusalSaysWhereAndWhy_data()
{
    QTest::addColumn<QString>("soql");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *name, const QString &soql, const QString &refusal) {
        QTest::newRow(name) << soql << refusal;
    };
    row("no such field", u"SELECT Foo__c FROM Account"_s,
        u"INVALID_FIELD: \nSELECT Foo__c FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo__c' on "
        "entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom "
        "field name. Please reference your WSDL or the describe call for the appropriate names."_s);
    row("no such parent's field", u"SELECT Account.Foo FROM Contact"_s,
        u"INVALID_FIELD: \nSELECT Account.Foo FROM Contact\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo' on "
        "entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom "
        "field name. Please reference your WSDL or the describe call for the appropriate names."_s);
    row("no such relationship", u"SELECT Foo.Name FROM Contact"_s,
        u"INVALID_FIELD: \nSELECT Foo.Name FROM Contact\n       ^\nERROR at Row:1:Column:8\nDidn't understand "
        "relationship 'Foo' in field path. If you are attempting to use a custom relationship, be sure to append the "
        "'__r' after the custom relationship name. Please reference your WSDL or the describe call for the "
        "appropriate names."_s);
    row("on the second row", u"SELECT Id\nFROM Account\nWHERE Foo = 1"_s,
        u"INVALID_FIELD: \nSELECT Id\nFROM Account\nWHERE Foo = 1\n      ^\nERROR at Row:3:Column:7\nNo such column "
        "'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the "
        "custom field name. Please reference your WSDL or the describe call for the appropriate names."_s);
    row("unexpected word", u"SELECT FROM Account"_s,
        u"MALFORMED_QUERY: \nSELECT FROM Account\n       ^\nERROR at Row:1:Column:8\nunexpected token: 'FROM'"_s);
    row("unexpected end", u"SELECT Id FROM Account WHERE"_s,
        u"MALFORMED_QUERY: \nSELECT Id FROM Account WHERE\n                            ^\n"
        "ERROR at Row:1:Column:29\nunexpected token: '<EOF>'"_s);
    row("and beside or", u"SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'"_s,
        u"MALFORMED_QUERY: \nWHERE Name = 'a' AND Name = 'b' OR Name = 'c'\n                                ^\n"
        "ERROR at Row:1:Column:56\nunexpected token: 'OR'"_s);
    row("a word without quotes", u"SELECT Id FROM Account WHERE Name = June"_s,
        u"MALFORMED_QUERY: \nSELECT Id FROM Account WHERE Name = June\n                                    ^\nERROR at Row:1:Column:37\n"
        "unexpected token: 'June'"_s);
    row("a bind variable", u"SELECT Id FROM Account WHERE Name = :name"_s,
        u"MALFORMED_QUERY: \nSELECT Id FROM Account WHERE Name = :name\n                                    ^\nERROR at Row:1:Column:37\n"
        "Bind variables only allowed in Apex code"_s);
    row("an open string", u"SELECT Id FROM Account WHERE Name = 'x"_s,
        u"MALFORMED_QUERY: line 1:38 mismatched character '<EOF>' expecting '''"_s);
    row("a strange character", u"SELECT Id FROM Account WHERE Name = \"x\""_s,
        u"MALFORMED_QUERY: line 1:36 no viable alternative at character '\"'"_s);
    row("text for a date", u"SELECT Id FROM Contact WHERE CreatedDate = '2024'"_s,
        u"INVALID_FIELD: \nSELECT Id FROM Contact WHERE CreatedDate = '2024'\n                             ^\n"
        "ERROR at Row:1:Column:30\nvalue of filter criterion for field 'CreatedDate' must be of type dateTime and "
        "should not be enclosed in quotes"_s);
    row("number for text", u"SELECT Id FROM Contact WHERE LastName = 5"_s,
        u"INVALID_FIELD: \nSELECT Id FROM Contact WHERE LastName = 5\n                             ^\n"
        "ERROR at Row:1:Column:30\nvalue of filter criterion for field 'LastName' must be of type string and should "
        "be enclosed in quotes"_s);
    row("long text", u"SELECT Id FROM Contact WHERE Description = 'x'"_s,
        u"INVALID_FIELD: \nSELECT Id FROM Contact WHERE Description = 'x'\n                             ^\n"
        "ERROR at Row:1:Column:30\nfield 'Description' can not be filtered in a query call"_s);
    row("no Id", u"SELECT Id FROM Contact WHERE Id = 'abc'"_s,
        u"INVALID_QUERY_FILTER_OPERATOR: \nSELECT Id FROM Contact WHERE Id = 'abc'\n                             ^\n"
        "ERROR at Row:1:Column:30\ninvalid ID field: abc"_s);
    row("like on an Id", u"SELECT Id FROM Contact WHERE Id LIKE '003%'"_s,
        u"INVALID_QUERY_FILTER_OPERATOR: \nSELECT Id FROM Contact WHERE Id LIKE '003%'\n                             "
        "^\nERROR at Row:1:Column:30\ninvalid operator on id field"_s);
    row("field alias without a group", u"SELECT Id i FROM Contact"_s,
        u"MALFORMED_QUERY: \nSELECT Id i FROM Contact\n       ^\nERROR at Row:1:Column:8\nonly aggregate expressions "
        "use field aliasing"_s);
    row("twice the same field", u"SELECT Id, id FROM Contact"_s,
        u"INVALID_FIELD: \nSELECT Id, id FROM Contact\n           ^\nERROR at Row:1:Column:12\nduplicate field "
        "selected: Id"_s);
    row("neither grouped nor counted", u"SELECT LastName, COUNT(Id) FROM Contact"_s,
        u"MALFORMED_QUERY: \nSELECT LastName, COUNT(Id) FROM Contact\n       ^\nERROR at Row:1:Column:8\nField must be "
        "grouped or aggregated: LastName"_s);
    // The words: three published clients that were refused so by real orgs (a change log, release
    // notes, a proxy's error hints). They leave out code and place: no source found for these.
    const QString totalAndLimit =
        u"MALFORMED_QUERY: \nSELECT COUNT(Id) FROM Contact LIMIT 3\n       ^\nERROR at Row:1:Column:8\nNon-grouped query "
        "that uses overall aggregate functions cannot also use LIMIT"_s;
    row("a limited total", u"SELECT COUNT(Id) FROM Contact LIMIT 3"_s, totalAndLimit);
    // "You can't use COUNT() with an ORDER BY clause" (SOQL guide). Its own words are in no source:
    // these are what a total says that is sorted by a field.
    row("a sorted count", u"SELECT COUNT() FROM Account ORDER BY Id"_s,
        u"MALFORMED_QUERY: \nCOUNT() FROM Account ORDER BY Id\n                              ^\nERROR at "
        "Row:1:Column:38\nOrdered field must be grouped or aggregated: Id"_s);
    // "You can't query on the same object in a subquery as in the main query" (SOQL guide,
    // semi-joins). The sentence as two published lists of pitfalls have it, from real orgs; the
    // place is ours.
    row("a semi-join with itself",
        u"SELECT Id FROM Account WHERE ParentId IN (SELECT Id FROM Account)"_s,
        u"MALFORMED_QUERY: \nWHERE ParentId IN (SELECT Id FROM Account)\n                                  ^\nERROR at "
        "Row:1:Column:58\nThe inner and outer selects should not be on the same object type"_s);
    row("offset too far", u"SELECT Id FROM Contact OFFSET 2001"_s,
        u"NUMBER_OUTSIDE_VALID_RANGE: \nSELECT Id FROM Contact OFFSET 2001\n                       ^\n"
        "ERROR at Row:1:Column:24\nMaximum SOQL offset allowed is 2000"_s);
    row("all fields of all records", u"SELECT FIELDS(ALL) FROM Contact"_s,
        u"MALFORMED_QUERY: The SOQL FIELDS function must have a LIMIT of at most 200"_s);
}

/// A soup of words that mean something somewhere: whatever it is, it ends in records or a refusal.
void TestSoqlRefusals::anyTextIsAnsweredOrRefused()
{
    const QStringList words = {u"SELECT"_s, u"FROM"_s, u"WHERE"_s, u"AND"_s, u"OR"_s, u"NOT"_s,
        u"IN"_s, u"LIKE"_s, u"("_s, u")"_s, u","_s, u"."_s, u"="_s, u"!="_s, u">="_s, u"<"_s,
        u"Id"_s, u"Name"_s, u"LastName"_s, u"Account"_s, u"Account.Name"_s, u"Contact"_s,
        u"Owner.Name"_s, u"Who.Name"_s, u"Task"_s, u"COUNT()"_s, u"COUNT(Id)"_s,
        u"MAX(CreatedDate)"_s, u"GROUP BY"_s, u"ORDER BY"_s, u"LIMIT"_s, u"OFFSET"_s, u"HAVING"_s,
        u"DESC"_s, u"NULLS LAST"_s, u"null"_s, u"true"_s, u"'x'"_s, u"'003000000000001AAA'"_s,
        u"5"_s, u"-1.5"_s, u"2024-01-01"_s, u"2024-01-01T00:00:00Z"_s, u"TODAY"_s,
        u"LAST_N_DAYS:3"_s, u"INCLUDES"_s, u"(SELECT Id FROM Contacts)"_s, u"FIELDS(ALL)"_s,
        u"MailingAddress"_s, u"CreatedDate"_s, u"c"_s, u"c.Account a"_s, u"a.Name"_s, u":"_s,
        u"\\"_s, u"'"_s, u"%"_s, u"é"_s};
    const QStringList starts = {u""_s, u"SELECT Id FROM Contact"_s,
        u"SELECT Id FROM Contact WHERE"_s, u"SELECT Name, COUNT(Id) FROM Account GROUP BY Name"_s,
        u"SELECT Id FROM Task WHERE WhoId IN (SELECT"_s};
    QRandomGenerator random(20240515);
    int answered = 0;
    for (int i = 0; i < 20'000; ++i) {
        QStringList soup = {starts[random.bounded(starts.size())]};
        for (int n = random.bounded(1, 9); n > 0; --n)
            soup.append(words[random.bounded(words.size())]);
        const QString soql = soup.join(u' ');
        const QString refusal = m_bench.refusal(soql);
        if (!refusal.isEmpty()) {
            QVERIFY2(refusal.contains(u": "_s), qPrintable(soql));
            continue;
        }
        ++answered;
        const QByteArray records = m_bench.records(soql);
        QVERIFY2(QJsonDocument::fromJson(records).isArray(),
            qPrintable(soql + u" -> " + QString::fromUtf8(records)));
    }
    QVERIFY(answered > 100);

    // Deep and wide ones.
    const QString deep = QString(5'000, u'(');
    QVERIFY(!m_bench.refusal(u"SELECT Id FROM Contact WHERE "_s + deep).isEmpty());
    QStringList wide;
    for (int i = 0; i < 3'000; ++i)
        wide.append(u"LastName = '%1'"_s.arg(i));
    QCOMPARE(m_bench.records(u"SELECT Id FROM Contact WHERE "_s + wide.join(u" OR "_s)),
        QByteArray("[]"));
}

ORGMEND_TEST(TestSoqlRefusals)
#include "tst_soqlrefusals.moc"
