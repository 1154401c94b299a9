#include "soqlbench.h"

#include "app/practiceorg/soql/soql.h"
#include "tests/support/testmain.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

QByteArray ms(int year, int month, int day, int hour = 0, int minute = 0)
{
    return QByteArray::number(
        QDateTime(QDate(year, month, day), QTime(hour, minute), QTimeZone::utc())
            .toMSecsSinceEpoch());
}

/// Five contacts, two accounts, two leads, two tasks, one user.
void fill(SoqlBench &bench)
{
    bench.add("User",
        {{"Id", "'005000000000001AAA'"}, {"FirstName", "'Dana'"}, {"LastName", "'Whitfield'"},
            {"Username", "'dana@example.org'"}});
    const QByteArray owner = "'005000000000001AAA'";
    const auto audit = [&](const QByteArray &stamp) -> SoqlBench::Values {
        return {{"IsDeleted", "0"}, {"OwnerId", owner}, {"CreatedDate", stamp},
            {"SystemModstamp", stamp}, {"LastModifiedDate", stamp}};
    };
    const auto with = [](SoqlBench::Values values, const SoqlBench::Values &more) {
        values.insert(values.end(), more.begin(), more.end());
        return values;
    };
    bench.add("Account",
        with(audit(ms(2024, 1, 1)),
            {{"Id", "'001000000000001AAA'"}, {"Name", "'Acme'"}, {"Industry", "'Energy'"},
                {"AnnualRevenue", "500000"}}));
    bench.add("Account",
        with(audit(ms(2024, 1, 2)), {{"Id", "'001000000000002AAA'"}, {"Name", "'Bolt 100%'"}}));
    bench.add("Contact",
        with(audit(ms(2024, 5, 15, 9)),
            {{"Id", "'003000000000001AAA'"}, {"LastName", "'Okafor'"}, {"FirstName", "'Ngozi'"},
                {"Email", "'ngozi@example.org'"}, {"AccountId", "'001000000000001AAA'"},
                {"Birthdate", "'1980-02-03'"}, {"HasOptedOutOfEmail", "1"},
                {"MailingCity", "'Lagos'"}}));
    bench.add("Contact",
        with(audit(ms(2024, 5, 14)),
            {{"Id", "'003000000000002AAA'"}, {"LastName", "'Lindqvist'"}, {"FirstName", "'Åsa'"},
                {"Email", "'ASA@example.org'"}, {"AccountId", "'001000000000002AAA'"},
                {"HasOptedOutOfEmail", "0"}}));
    bench.add("Contact",
        with(audit(ms(2024, 5, 1)),
            {{"Id", "'003000000000003AAA'"}, {"LastName", "'O''Brien_x'"},
                {"AccountId", "'001000000000001AAA'"}, {"HasOptedOutOfEmail", "0"}}));
    bench.add("Contact",
        with(audit(ms(2023, 12, 31, 23, 59)),
            {{"Id", "'003000000000004AAA'"}, {"LastName", "'Zhou'"}, {"HasOptedOutOfEmail", "0"},
                {"Birthdate", "'1990-07-01'"}}));
    bench.add("Contact",
        {{"Id", "'003000000000005AAA'"}, {"LastName", "'Gone'"}, {"IsDeleted", "1"},
            {"OwnerId", owner}, {"CreatedDate", "0"}, {"SystemModstamp", "0"},
            {"HasOptedOutOfEmail", "0"}});
    bench.add("Lead",
        with(audit(ms(2024, 2, 1)),
            {{"Id", "'00Q000000000001AAA'"}, {"LastName", "'Moreau'"}, {"Company", "'Moulin'"},
                {"Status", "'Open'"}}));
    bench.add("Task",
        with(audit(ms(2024, 3, 1)),
            {{"Id", "'00T000000000001AAA'"}, {"Subject", "'Call'"},
                {"WhoId", "'003000000000001AAA'"}}));
    bench.add("Task",
        with(audit(ms(2024, 3, 2)),
            {{"Id", "'00T000000000002AAA'"}, {"Subject", "'Write'"},
                {"WhoId", "'00Q000000000001AAA'"}}));
}

} // namespace

class TestSoql : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { fill(m_bench); }

    void aConditionFindsItsRecords_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *name, const QString &where, const QString &names) {
            QTest::newRow(name) << where << names;
        };
        const QString all = u"Okafor,Lindqvist,O'Brien_x,Zhou"_s;
        row("equal, without regard to case", u"LastName = 'OKAFOR'"_s, u"Okafor"_s);
        row("email, without regard to case", u"Email = 'asa@EXAMPLE.org'"_s, u"Lindqvist"_s);
        row("not equal takes nulls", u"FirstName != 'Ngozi'"_s, u"Lindqvist,O'Brien_x,Zhou"_s);
        row("other not equal", u"LastName <> 'Zhou'"_s, u"Okafor,Lindqvist,O'Brien_x"_s);
        row("null", u"Email = null"_s, u"O'Brien_x,Zhou"_s);
        row("empty text is null", u"Email = ''"_s, u"O'Brien_x,Zhou"_s);
        row("not null", u"Email != NULL"_s, u"Okafor,Lindqvist"_s);
        row("less", u"LastName < 'M'"_s, u"Lindqvist"_s);
        row("in", u"LastName IN ('zhou', 'Okafor', 'Nobody')"_s, u"Okafor,Zhou"_s);
        row("in with null", u"FirstName IN ('Ngozi', null)"_s, u"Okafor,O'Brien_x,Zhou"_s);
        row("not in takes nulls", u"FirstName NOT IN ('Ngozi')"_s, u"Lindqvist,O'Brien_x,Zhou"_s);
        row("like", u"LastName LIKE '%i%'"_s, u"Lindqvist,O'Brien_x"_s);
        row("like one character", u"LastName LIKE 'Zho_'"_s, u"Zhou"_s);
        row("like with an escaped wildcard", u"LastName LIKE '%\\_x'"_s, u"O'Brien_x"_s);
        row("an escaped wildcard is no wildcard", u"LastName LIKE 'Zho\\_'"_s, QString());
        row("escaped quote", u"LastName = 'O\\'Brien_x'"_s, u"O'Brien_x"_s);
        row("unicode escape", u"FirstName = '\\u00C5sa'"_s, u"Lindqvist"_s);
        row("and", u"HasOptedOutOfEmail = false AND Email != null"_s, u"Lindqvist"_s);
        row("or", u"LastName = 'Zhou' OR HasOptedOutOfEmail = TRUE"_s, u"Okafor,Zhou"_s);
        row("not", u"NOT LastName = 'Zhou'"_s, u"Okafor,Lindqvist,O'Brien_x"_s);
        row("not over null", u"NOT (FirstName LIKE 'N%')"_s, u"Lindqvist,O'Brien_x,Zhou"_s);
        row("parentheses",
            u"(LastName = 'Zhou' OR LastName = 'Okafor') AND Birthdate > 1985-01-01"_s, u"Zhou"_s);
        row("date", u"Birthdate = 1980-02-03"_s, u"Okafor"_s);
        row("datetime with an offset", u"SystemModstamp >= 2024-05-15T10:00:00+01:00"_s,
            u"Okafor"_s);
        row("datetime in between",
            u"CreatedDate > 2023-12-31T23:00:00Z AND CreatedDate < 2024-01-01T00:00:00.000Z"_s,
            u"Zhou"_s);
        row("today", u"CreatedDate = TODAY"_s, u"Okafor"_s);
        row("yesterday", u"CreatedDate = yesterday"_s, u"Lindqvist"_s);
        row("before today", u"CreatedDate < TODAY"_s, u"Lindqvist,O'Brien_x,Zhou"_s);
        row("last n days", u"CreatedDate = LAST_N_DAYS:1"_s, u"Okafor,Lindqvist"_s);
        row("n days ago", u"CreatedDate = N_DAYS_AGO:1"_s, u"Lindqvist"_s);
        row("this month", u"CreatedDate = THIS_MONTH"_s, u"Okafor,Lindqvist,O'Brien_x"_s);
        row("this year, turned round", u"CreatedDate != THIS_YEAR"_s, u"Zhou"_s);
        row("last year", u"CreatedDate = LAST_YEAR"_s, u"Zhou"_s);
        row("last n years leave out this one", u"CreatedDate = LAST_N_YEARS:3"_s, u"Zhou"_s);
        row("a span of a date", u"Birthdate < LAST_N_YEARS:40"_s, u"Okafor"_s);
        row("15 character Id", u"Id = '003000000000004'"_s, u"Zhou"_s);
        row("Ids in a list", u"Id IN ('003000000000004', '003000000000001AAA')"_s,
            u"Okafor,Zhou"_s);
        row("Id after another", u"Id > '003000000000002AAA'"_s, u"O'Brien_x,Zhou"_s);
        row("parent", u"Account.Name = 'acme'"_s, u"Okafor,O'Brien_x"_s);
        row("parent like, escaped", u"Account.Name LIKE '%0\\%'"_s, u"Lindqvist"_s);
        row("no parent", u"Account.Name = null"_s, u"Zhou"_s);
        row("polymorphic owner", u"Owner.Name = 'Dana Whitfield'"_s, all);
        row("semi-join", u"AccountId IN (SELECT Id FROM Account WHERE Industry = 'Energy')"_s,
            u"Okafor,O'Brien_x"_s);
        row("anti-join", u"AccountId NOT IN (SELECT Id FROM Account WHERE Industry = 'Energy')"_s,
            u"Lindqvist,Zhou"_s);
        row("two semi-joins",
            u"AccountId IN (SELECT Id FROM Account WHERE Industry = 'Energy') AND FirstName != null AND "
            "OwnerId IN (SELECT Id FROM User)"_s,
            u"Okafor"_s);
        row("semi-join the other way", u"OwnerId IN (SELECT OwnerId FROM Account)"_s, all);
        row("semi-join with the object's own name",
            u"Contact.AccountId IN (SELECT Account.Id FROM Account WHERE Industry = 'Energy')"_s,
            u"Okafor,O'Brien_x"_s);
        row("names without regard to case", u"lastname = 'Zhou' and ACCOUNT.NAME = null"_s,
            u"Zhou"_s);
        row("prefix of the object", u"Contact.LastName = 'Zhou'"_s, u"Zhou"_s);
    }
    void aConditionFindsItsRecords()
    {
        QFETCH(QString, where);
        QFETCH(QString, names);
        QCOMPARE(m_bench.values(u"SELECT LastName FROM Contact WHERE %1 ORDER BY Id"_s.arg(where),
                     u"LastName"_s),
            names);
    }

    void whatIsDeletedShowsInQueryAllAlone()
    {
        QCOMPARE(m_bench.values(u"SELECT LastName FROM Contact WHERE Id > '003000000000004AAA'"_s,
                     u"LastName"_s),
            QString());
        QCOMPARE(m_bench.values(
                     u"SELECT LastName FROM Contact WHERE IsDeleted = true"_s, u"LastName"_s, true),
            u"Gone"_s);
    }

    /// SOQL guide, "USING SCOPE": the scopes that describe names (supportedScopes). What Salesforce
    /// says to others: no source found.
    void aScopeOfTheObjectChoosesItsRecords()
    {
        const auto count = [this](const QString &object, const QString &scope) {
            const QString soql = u"SELECT COUNT(Id) n FROM %1 USING SCOPE %2"_s.arg(object, scope);
            return m_bench.values(soql, u"n"_s);
        };
        QCOMPARE(count(u"Contact"_s, u"everything"_s), u"4"_s);
        QCOMPARE(count(u"Contact"_s, u"Mine"_s), u"4"_s);
        QCOMPARE(count(u"Contact"_s, u"scopingRule"_s), u"4"_s);
        QCOMPARE(count(u"Contact"_s, u"team"_s), u"0"_s);
        QCOMPARE(count(u"Task"_s, u"delegated"_s), u"0"_s);
        QCOMPARE(count(u"Lead"_s, u"queue_owned"_s), u"0"_s);
        QCOMPARE(count(u"Lead"_s, u"user_owned"_s), u"1"_s);
        for (const QString &from : {u"Contact USING SCOPE delegated"_s, u"User USING SCOPE mine"_s,
                 u"Contact USING SCOPE WHERE Id = null"_s})
            QVERIFY(
                m_bench.refusal(u"SELECT Id FROM "_s + from).contains("unexpected token: '"_L1));
    }

    /// SOQL guide, "OFFSET".
    void childrenAreSkippedOfOneParentAlone()
    {
        const QString soql =
            u"SELECT (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 5 OFFSET "
            "1) FROM Account WHERE Name = 'Acme'"_s;
        QVERIFY(m_bench.refusal(soql).startsWith("MALFORMED_QUERY: "_L1));
        const QByteArray said = m_bench.records(soql + u" LIMIT 1"_s);
        QVERIFY2(said.contains("Okafor") && !said.contains("Brien"), said.constData());
    }

    void recordsComeInTheOrderThatIsAskedFor_data()
    {
        QTest::addColumn<QString>("tail");
        QTest::addColumn<QString>("names");
        QTest::newRow("ascending")
            << u"ORDER BY LastName"_s << u"Lindqvist,O'Brien_x,Okafor,Zhou"_s;
        QTest::newRow("descending") << u"ORDER BY LastName DESC LIMIT 2"_s << u"Zhou,Okafor"_s;
        QTest::newRow("nulls first")
            << u"ORDER BY FirstName, LastName"_s << u"O'Brien_x,Zhou,Okafor,Lindqvist"_s;
        QTest::newRow("nulls first descending too")
            << u"ORDER BY Birthdate DESC, Id"_s << u"Lindqvist,O'Brien_x,Zhou,Okafor"_s;
        QTest::newRow("nulls last") << u"ORDER BY Birthdate ASC NULLS LAST, Id DESC"_s
                                    << u"Okafor,Zhou,O'Brien_x,Lindqvist"_s;
        QTest::newRow("limit and offset")
            << u"ORDER BY Id LIMIT 2 OFFSET 1"_s << u"Lindqvist,O'Brien_x"_s;
        QTest::newRow("by a parent's field")
            << u"ORDER BY Account.Name NULLS LAST, Id"_s << u"Okafor,O'Brien_x,Lindqvist,Zhou"_s;
    }
    void recordsComeInTheOrderThatIsAskedFor()
    {
        QFETCH(QString, tail);
        QFETCH(QString, names);
        QCOMPARE(m_bench.values(u"SELECT LastName FROM Contact "_s + tail, u"LastName"_s), names);
    }

    void aRecordLooksAsRecorded()
    {
        QCOMPARE(m_bench.records(
                     u"SELECT LastName, Account.Name, Id, CreatedDate, Account.AnnualRevenue, "
                     "HasOptedOutOfEmail, Birthdate, Owner.Name, MailingAddress FROM Contact "
                     "WHERE LastName = 'Okafor'"_s),
            QByteArray(
                R"([{"attributes":{"type":"Contact","url":"/services/data/v60.0/sobjects/Contact/003000000000001AAA"},)"
                R"("LastName":"Okafor","Account":{"attributes":{"type":"Account",)"
                R"("url":"/services/data/v60.0/sobjects/Account/001000000000001AAA"},"Name":"Acme",)"
                R"("AnnualRevenue":500000.0},"Id":"003000000000001AAA","CreatedDate":"2024-05-15T09:00:00.000+0000",)"
                R"("HasOptedOutOfEmail":true,"Birthdate":"1980-02-03","Owner":{"attributes":{"type":"User",)"
                R"("url":"/services/data/v60.0/sobjects/User/005000000000001AAA"},"Name":"Dana Whitfield"},)"
                R"("MailingAddress":{"city":"Lagos","country":null,"geocodeAccuracy":null,"latitude":null,)"
                R"("longitude":null,"postalCode":null,"state":null,"street":null}}])"));
        QCOMPARE(m_bench.records(
                     u"SELECT Account.Name, MailingAddress FROM Contact WHERE LastName = 'Zhou'"_s),
            QByteArray(
                R"([{"attributes":{"type":"Contact","url":"/services/data/v60.0/sobjects/Contact/003000000000004AAA"},)"
                R"("Account":null,"MailingAddress":null}])"));
    }

    void aPolymorphicParentIsOfItsOwnType()
    {
        QCOMPARE(m_bench.records(u"SELECT Who.Name, Who.Type FROM Task ORDER BY Id"_s),
            QByteArray(
                R"([{"attributes":{"type":"Task","url":"/services/data/v60.0/sobjects/Task/00T000000000001AAA"},)"
                R"("Who":{"attributes":{"type":"Contact","url":"/services/data/v60.0/sobjects/Contact/003000000000001AAA"},)"
                R"("Name":"Ngozi Okafor","Type":"Contact"}},)"
                R"({"attributes":{"type":"Task","url":"/services/data/v60.0/sobjects/Task/00T000000000002AAA"},)"
                R"("Who":{"attributes":{"type":"Lead","url":"/services/data/v60.0/sobjects/Lead/00Q000000000001AAA"},)"
                R"("Name":"Moreau","Type":"Lead"}}])"));
    }

    /// Object Reference, "Name": Alias, Email, IsActive, Phone, Title, Username "contain a value
    /// only if the related record is a user", FirstName and LastName if it is a user, contact or
    /// lead. SOQL guide, "SOQL SELECT Examples": `TYPEOF What WHEN … ELSE Name, Email END`. "No
    /// such column 'Industry' on entity 'Name'", to `What.Industry`: recorded by several published
    /// clients.
    void aPolymorphicParentHasTheFieldsOfName()
    {
        QCOMPARE(
            m_bench.values(u"SELECT Subject FROM Task WHERE Owner.Username = 'dana@example.org' "
                           "AND Owner.Profile.Name = null ORDER BY Owner.Email, Id"_s,
                u"Subject"_s),
            u"Call,Write"_s);
        QCOMPARE(withoutAttributes(u"SELECT Who.FirstName, Who.LastName, Who.Phone, Who.Email, "
                                   "Who.IsActive, What.Email FROM Task WHERE Subject = 'Call'"_s),
            QByteArray(R"([{"What":null,"Who":{"Email":null,"FirstName":"Ngozi","IsActive":null,)"
                       R"("LastName":"Okafor","Phone":null}}])"));
        m_bench.add("Event",
            {{"Id", "'00U000000000001AAA'"}, {"IsDeleted", "0"},
                {"WhatId", "'001000000000001AAA'"}});
        QCOMPARE(withoutAttributes(u"SELECT TYPEOF What WHEN Opportunity THEN Amount, CloseDate "
                                   "ELSE Name, Email END FROM Event"_s),
            QByteArray(R"([{"What":{"Email":null,"Name":"Acme"}}])"));
        QCOMPARE(withoutAttributes(u"SELECT What.Type FROM Event WHERE What.Type = 'Account'"_s),
            QByteArray(R"([{"What":{"Type":"Account"}}])"));
        for (const QString &path :
            {u"Who.AccountId"_s, u"What.Industry"_s, u"Owner.Department"_s}) {
            const QString said = m_bench.refusal(u"SELECT "_s + path + u" FROM Task"_s);
            QVERIFY2(said.contains(
                         u"No such column '%1' on entity 'Name'."_s.arg(path.section(u'.', 1))),
                qPrintable(said));
        }
        QVERIFY(m_bench.refusal(u"SELECT Owner.Manager.Name FROM Lead"_s)
                .contains("Didn't understand relationship 'Manager'"_L1));
    }

    /// PROTOCOL.md 3.2: only a null relationshipName cannot be traversed. A client may build its
    /// queries from describe.
    void everyRelationshipThatDescribeNamesCanBeQueried()
    {
        const practice::SchemaPointer schema = m_bench.schema.snapshot();
        for (const auto &object : schema->objects()) {
            for (const practice::Field &field : object->fields) {
                // A recorded describe has JigsawCompany, which refers to nothing that it names.
                if (field.relationshipName.isNull() || field.referenceTo.isEmpty())
                    continue;
                const QString soql = u"SELECT Id, %1.Id FROM %2 WHERE %1.Id = null LIMIT 1"_s.arg(
                    field.relationshipName, object->name);
                const QByteArray said = m_bench.records(soql);
                QVERIFY2(said.startsWith("["), said.constData());
            }
        }
    }

    void aParentThatTheOrgHasNoRecordsOfIsNull()
    {
        QCOMPARE(m_bench.records(u"SELECT RecordType.DeveloperName, OperatingHours.Name "
                                 "FROM Account WHERE Name = 'Acme'"_s),
            QByteArray(
                R"([{"attributes":{"type":"Account","url":"/services/data/v60.0/sobjects/Account/001000000000001AAA"},)"
                R"("RecordType":null,"OperatingHours":null}])"));
        QCOMPARE(m_bench.values(u"SELECT LastName, Owner.UserRole.ParentRole.Name FROM Contact "
                                "WHERE Owner.UserRole.Name = null AND Individual.ShouldForget = "
                                "false ORDER BY Individual.Name, LastName LIMIT 1"_s,
                     u"LastName"_s),
            u"Lindqvist"_s);
        const QString unknown = m_bench.refusal(u"SELECT RecordType.Foo FROM Account"_s);
        QVERIFY2(unknown.startsWith("INVALID_FIELD: "_L1)
                && unknown.contains("No such column 'Foo' on entity 'RecordType'"_L1),
            qPrintable(unknown));
        // It is a parent alone: the org has no such object (every real one has).
        QVERIFY(m_bench.refusal(u"SELECT Id FROM UserRole"_s).startsWith("INVALID_TYPE: "_L1));
    }

    void typeOfAsksOfEachObjectWhatItHas()
    {
        const auto who = [this](const QString &typeOf) {
            const QByteArray json =
                m_bench.records(u"SELECT Subject, "_s + typeOf + u" FROM Task ORDER BY Id"_s);
            QByteArrayList found;
            for (const QJsonValue &record : QJsonDocument::fromJson(json).array()) {
                QJsonObject parent = record[u"Who"_s].toObject();
                parent.insert(u"attributes"_s, parent[u"attributes"_s][u"type"_s]);
                found.append(QJsonDocument(parent).toJson(QJsonDocument::Compact));
            }
            return found.isEmpty() ? json : found.join(' ');
        };
        QCOMPARE(
            who(u"TYPEOF Who WHEN contact THEN Birthdate, Account.Name WHEN Lead THEN Company END"_s),
            QByteArray(R"({"Account":{"Name":"Acme","attributes":{"type":"Account",)"
                       R"("url":"/services/data/v60.0/sobjects/Account/001000000000001AAA"}},)"
                       R"("Birthdate":"1980-02-03","attributes":"Contact"} )"
                       R"({"Company":"Moulin","attributes":"Lead"})"));
        QCOMPARE(who(u"TYPEOF Who WHEN Lead THEN Company ELSE Name END"_s),
            QByteArray(R"({"Name":"Ngozi Okafor","attributes":"Contact"} )"
                       R"({"Company":"Moulin","attributes":"Lead"})"));
        QCOMPARE(who(u"TYPEOF Who WHEN Lead THEN Company END"_s),
            QByteArray(R"({"attributes":"Contact"} {"Company":"Moulin","attributes":"Lead"})"));
    }

    void childrenComeWithTheirParent()
    {
        QCOMPARE(m_bench.records(
                     u"SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1) "
                     "FROM Account WHERE Name = 'Acme'"_s),
            QByteArray(
                R"([{"attributes":{"type":"Account","url":"/services/data/v60.0/sobjects/Account/001000000000001AAA"},)"
                R"("Name":"Acme","Contacts":{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Contact",)"
                R"("url":"/services/data/v60.0/sobjects/Contact/003000000000003AAA"},"LastName":"O'Brien_x"}]}}])"));
        QCOMPARE(
            m_bench.records(
                u"SELECT (SELECT Id FROM Contacts WHERE LastName = 'x') FROM Account WHERE Name = 'Acme'"_s),
            QByteArray(
                R"([{"attributes":{"type":"Account","url":"/services/data/v60.0/sobjects/Account/001000000000001AAA"},)"
                R"("Contacts":null}])"));
    }

    void groupsAreCounted()
    {
        QCOMPARE(
            m_bench.records(
                u"SELECT Account.Name, COUNT(Id) c, MAX(CreatedDate), MIN(LastName) FROM Contact "
                "GROUP BY Account.Name HAVING COUNT(Id) > 1"_s),
            QByteArray(R"([{"attributes":{"type":"AggregateResult"},"Name":"Acme","c":2,)"
                       R"("expr0":"2024-05-15T09:00:00.000+0000","expr1":"O'Brien_x"}])"));
        QCOMPARE(m_bench.records(
                     u"SELECT COUNT(Id), COUNT_DISTINCT(AccountId), COUNT(Email) n FROM Contact"_s),
            QByteArray(R"([{"attributes":{"type":"AggregateResult"},"expr0":4,"expr1":2,"n":2}])"));
        QCOMPARE(m_bench.records(u"SELECT SUM(AnnualRevenue), AVG(AnnualRevenue) a FROM Account"_s),
            QByteArray(
                R"([{"attributes":{"type":"AggregateResult"},"expr0":500000.0,"a":500000.0}])"));
        QCOMPARE(m_bench.records(u"SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Contact "
                                 "GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY COUNT(Id) DESC"_s),
            QByteArray(R"([{"attributes":{"type":"AggregateResult"},"y":2024,"expr0":3},)"
                       R"({"attributes":{"type":"AggregateResult"},"y":2023,"expr0":1}])"));
    }

    void aliasesStandForObjects()
    {
        QCOMPARE(
            m_bench.values(
                u"SELECT c.LastName FROM Contact c, c.Account a WHERE a.Name = 'Acme' ORDER BY c.LastName"_s,
                u"LastName"_s),
            u"O'Brien_x,Okafor"_s);
    }

    /// SOQL guide, "SOQL SELECT Examples": `SELECT Account.Name, (SELECT Contact.LastName FROM
    /// Account.Contacts) FROM Account`; "SELECT": `(SELECT FIELDS(ALL) FROM Account.Contacts
    /// LIMIT 200)`; "COUNT()": `SELECT COUNT() FROM Contact, Contact.Account WHERE Account.Name =
    /// 'MyriadPubs'`.
    void relationshipsMayBeQualifiedByTheirObject()
    {
        const QByteArray children = "\"Contacts\":{\"totalSize\":2,\"done\":true";
        for (const QString &from : {u"Account.Contacts"_s, u"a . Contacts"_s}) {
            const QByteArray found =
                m_bench.records(u"SELECT Account.Name, (SELECT Contact.LastName FROM "_s + from
                    + u" ORDER BY Contact.LastName) FROM Account a WHERE Account.Name = 'Acme'"_s);
            QVERIFY2(found.contains(children), found.constData());
        }
        const QByteArray city = "\"MailingCity\":\"Lagos\"";
        const QByteArray all = m_bench.records(u"SELECT Account.Name, (SELECT FIELDS(ALL) FROM "
                                               "Account.Contacts LIMIT 200) FROM Account"_s);
        QVERIFY2(all.contains(city), all.constData());
        QCOMPARE(m_bench.values(u"SELECT LastName FROM Contact, Contact.Account WHERE "
                                "Account.Name = 'Acme' ORDER BY LastName"_s,
                     u"LastName"_s),
            u"O'Brien_x,Okafor"_s);
        QCOMPARE(m_bench.refusal(u"SELECT COUNT() FROM Contact, Contact.Account WHERE "
                                 "Account.Name = 'MyriadPubs'"_s),
            QString());
        QVERIFY(m_bench.refusal(u"SELECT (SELECT Id FROM Lead.Contacts) FROM Account"_s)
                .startsWith("INVALID_TYPE: "_L1));
        QVERIFY(m_bench.refusal(u"SELECT Id FROM Account.Contacts"_s)
                .contains("unexpected token: '.'"_L1));
    }

    void allFieldsAreThere()
    {
        const QJsonArray found =
            QJsonDocument::fromJson(m_bench.records(u"SELECT FIELDS(ALL) FROM Contact LIMIT 1"_s))
                .array();
        QCOMPARE(found.size(), 1);
        for (const practice::Field &field : m_bench.schema.snapshot()->object(u"Contact"_s)->fields)
            QVERIFY2(found[0].toObject().contains(field.name), qPrintable(field.name));
    }

    /// SOQL guide, "SELECT", with the first two refusals; the others' words stand in the code.
    void fieldsAreAskedForWithinBounds()
    {
        const QString id = u"'003000000000001AAA'"_s;
        QStringList many(200, id);
        const QString all = u"SELECT FIELDS(ALL) FROM Contact WHERE "_s;
        for (const QString &where : {QString(u"Id IN ("_s + many.join(u',') + u')'),
                 QString(u"Id = "_s + id + u" OR Contact.Id = "_s + id),
                 QString(u"LastName != 'x' AND Id = "_s + id)})
            QCOMPARE(m_bench.values(all + where, u"LastName"_s), u"Okafor"_s);
        const QString limit =
            u"MALFORMED_QUERY: The SOQL FIELDS function must have a LIMIT of at most 200"_s;
        many.append(id);
        for (const QString &where : {QString(u"Id IN ("_s + many.join(u',') + u')'),
                 QString(u"Id = "_s + id + u" OR LastName = 'x'"_s), QString(u"NOT Id = "_s + id),
                 QString(u"Account.Id = "_s + id)})
            QCOMPARE(m_bench.refusal(all + where), limit);

        QCOMPARE(m_bench.refusal(u"SELECT Id, FIELDS(ALL) FROM User LIMIT 200"_s),
            u"INVALID_FIELD: duplicate field selected: Id"_s);
        QVERIFY(m_bench
                .refusal(u"SELECT FIELDS(ALL), MIN(NumberOfEmployees) FROM Account GROUP BY Id "
                         "LIMIT 200"_s)
                .contains("Field must be grouped or aggregated: "_L1));
        QVERIFY(m_bench.refusal(u"SELECT FIELDS(CUSTOM) FROM Profile LIMIT 1"_s)
                .startsWith("MALFORMED_QUERY: "_L1));
        QCOMPARE(m_bench.refusal(u"SELECT Id, FIELDS(CUSTOM) FROM Profile LIMIT 1"_s), QString());
    }

    void filtersOnIndexedFieldsUseTheIndex()
    {
        const QString stamps = m_bench.way(
            u"SELECT Id FROM Contact WHERE SystemModstamp >= 2024-05-15T00:00:00Z ORDER BY SystemModstamp, Id"_s);
        QVERIFY2(stamps.startsWith(u"SEARCH"_s) && !stamps.contains(u"TEMP B-TREE"_s),
            qPrintable(stamps));
        const QString email =
            m_bench.way(u"SELECT Id FROM Contact WHERE Email = 'x@example.org'"_s);
        QVERIFY2(email.startsWith(u"SEARCH"_s) && email.contains(u"Email"_s), qPrintable(email));
        const QString id = m_bench.way(u"SELECT Id FROM Contact WHERE Id = '003000000000001'"_s);
        QVERIFY2(id.startsWith(u"SEARCH"_s), qPrintable(id));
    }

private:
    QByteArray withoutAttributes(const QString &soql)
    {
        const QByteArray said = m_bench.records(soql);
        QJsonArray records;
        for (const QJsonValue &each : QJsonDocument::fromJson(said).array()) {
            QJsonObject record = each.toObject();
            record.remove(u"attributes"_s);
            for (const QString &key : record.keys()) {
                QJsonObject parent = record[key].toObject();
                parent.remove(u"attributes"_s);
                if (record[key].isObject())
                    record[key] = parent;
            }
            records.append(record);
        }
        return records.isEmpty() ? said : QJsonDocument(records).toJson(QJsonDocument::Compact);
    }

    SoqlBench m_bench;
};

ORGMEND_TEST(TestSoql)
#include "tst_soql.moc"
