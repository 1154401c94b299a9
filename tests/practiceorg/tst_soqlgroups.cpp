#include "soqlbench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;

namespace {

QByteArray utc(int year, int month, int day, int hour)
{
    return QByteArray::number(
        QDateTime(QDate(year, month, day), QTime(hour, 0), QTimeZone::utc()).toMSecsSinceEpoch());
}

/// Seven leads of two sources, as few as tell subtotals apart; one has no rating.
void fillGroups(SoqlBench &bench)
{
    bench.add("User",
        {{"Id", "'005000000000001AAA'"}, {"LastName", "'Whitfield'"},
            {"TimeZoneSidKey", "'America/New_York'"}});
    int number = 0;
    const auto lead = [&](const QByteArray &source, const QByteArray &rating,
                          const QByteArray &created) {
        bench.add("Lead",
            {{"Id", "'00Q00000000000" + QByteArray::number(++number) + "AAA'"},
                {"LastName", "'Lead" + QByteArray::number(number) + "'"}, {"IsDeleted", "0"},
                {"LeadSource", source}, {"Rating", rating}, {"CreatedDate", created},
                {"SystemModstamp", created}});
    };
    lead("'Phone'", "'Hot'", utc(2024, 1, 1, 3)); // still 2023 in New York
    lead("'Phone'", "'Hot'", utc(2024, 7, 1, 12));
    lead("'Phone'", "NULL", utc(2024, 11, 30, 12));
    lead("'Web'", "'Hot'", utc(2024, 2, 29, 12));
    lead("'Web'", "'Warm'", utc(2024, 2, 29, 12));
    lead("'Web'", "'Warm'", utc(2024, 2, 29, 12));
    lead("'Web'", "'Warm'", utc(2024, 2, 29, 12));
}

} // namespace

/// Groups with subtotals, and the functions of dates that make groups.
class TestSoqlGroups : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { fillGroups(m_bench); }

    /// SOQL guide, "GROUP BY ROLLUP": subtotals "aggregating from right to left through the list of
    /// grouping columns", and one grand total.
    void rollUpAddsSubtotalsFromTheRight()
    {
        QCOMPARE(rows(u"SELECT LeadSource, Rating, COUNT(Id) n FROM Lead "
                      "GROUP BY ROLLUP(LeadSource, Rating)"_s),
            u"Phone/-/1 Phone/Hot/2 Phone/-/3 Web/Hot/1 Web/Warm/3 Web/-/4 -/-/7"_s);
        QCOMPARE(rows(u"SELECT LeadSource, COUNT(Id) n FROM Lead GROUP BY ROLLUP(LeadSource)"_s),
            u"Phone/3 Web/4 -/7"_s);
    }

    void sumsHaveThePlacesOfTheirField()
    {
        SoqlBench bench;
        for (const QByteArray number : {"1", "2", "3"})
            bench.add("Opportunity",
                {{"Id", "'00600000000000" + number + "AAA'"}, {"Name", "'Gift'"},
                    {"IsDeleted", "0"}, {"Amount", "0.1"}});
        QCOMPARE(bench.records(u"SELECT SUM(Amount) sum FROM Opportunity"_s),
            QByteArray(R"([{"attributes":{"type":"AggregateResult"},"sum":0.3}])"));
    }

    /// SOQL guide, "GROUP BY CUBE": "every possible combination".
    void cubeAddsSubtotalsOfEveryCombination()
    {
        QCOMPARE(rows(u"SELECT LeadSource, Rating, COUNT(Id) n FROM Lead "
                      "GROUP BY CUBE(LeadSource, Rating) ORDER BY GROUPING(LeadSource), "
                      "LeadSource, GROUPING(Rating), Rating NULLS LAST"_s),
            u"Web/Hot/1 Web/Warm/3 Web/-/4 Phone/Hot/2 Phone/-/1 Phone/-/3 -/Hot/3 -/Warm/3 -/-/1 -/-/7"_s);
    }

    /// SOQL guide, "GROUPING(fieldName)": 1 for a subtotal of the field, in SELECT, HAVING and
    /// ORDER BY.
    void groupingTellsSubtotalsFromNulls()
    {
        QCOMPARE(rows(u"SELECT LeadSource, Rating, GROUPING(LeadSource) s, GROUPING(Rating) r, "
                      "COUNT(Id) n FROM Lead GROUP BY ROLLUP(LeadSource, Rating) "
                      "HAVING GROUPING(Rating) = 1 OR Rating = null "
                      "ORDER BY COUNT(Id) DESC, GROUPING(Rating)"_s),
            u"-/-/1/1/7 Web/-/0/1/4 Phone/-/0/1/3 Phone/-/0/0/1"_s);
        QCOMPARE(rows(u"SELECT LeadSource, COUNT(Id) n FROM Lead GROUP BY ROLLUP(LeadSource) "
                      "HAVING LeadSource != 'Web' LIMIT 5"_s),
            u"Phone/3 -/7"_s);
    }

    void subtotalsAreRefused_data()
    {
        QTest::addColumn<QString>("soql");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("more keys outside") << u"SELECT COUNT(Id) FROM Lead GROUP BY "
                                              "ROLLUP(LeadSource), Rating"_s
                                           << u"unexpected token: ','"_s;
        QTest::newRow("four keys") << u"SELECT COUNT(Id) FROM Lead GROUP BY "
                                      "CUBE(LeadSource, Rating, Status, Industry)"_s
                                   << u"take up to three fields"_s;
        QTest::newRow("not grouped") << u"SELECT LeadSource, COUNT(Id) FROM Lead "
                                        "GROUP BY ROLLUP(Rating)"_s
                                     << u"Field must be grouped or aggregated: LeadSource"_s;
        QTest::newRow("grouping without subtotals")
            << u"SELECT GROUPING(Rating) FROM Lead GROUP BY Rating"_s
            << u"field Rating does not support aggregate operator GROUPING"_s;
        QTest::newRow("grouping of records") << u"SELECT GROUPING(Rating) FROM Lead"_s
                                             << u"Field must be grouped or aggregated: Rating"_s;
    }
    void subtotalsAreRefused()
    {
        QFETCH(const QString, soql);
        QFETCH(const QString, refusal);
        const QString said = m_bench.refusal(soql);
        QVERIFY2(
            said.startsWith("MALFORMED_QUERY: "_L1) && said.contains(refusal), qPrintable(said));
    }

    /// SOQL guide, "Date Functions": they differ from the calendar's where the fiscal year does;
    /// that of this org begins in January (Organization.FiscalYearStartMonth).
    void theFiscalYearIsTheCalendars()
    {
        QCOMPARE(rows(u"SELECT FISCAL_YEAR(CreatedDate) y, FISCAL_QUARTER(CreatedDate) q, "
                      "FISCAL_MONTH(CreatedDate) m, COUNT(Id) n FROM Lead GROUP BY "
                      "FISCAL_YEAR(CreatedDate), FISCAL_QUARTER(CreatedDate), "
                      "FISCAL_MONTH(CreatedDate) ORDER BY FISCAL_MONTH(CreatedDate)"_s),
            u"2024/1/1/1 2024/1/2/4 2024/3/7/1 2024/4/11/1"_s);
        QCOMPARE(
            rows(u"SELECT LastName FROM Lead WHERE FISCAL_QUARTER(CreatedDate) = 3"_s), u"Lead2"_s);
    }

    /// SOQL guide, "Convert Time Zones in Date Functions": the user's time zone, within a date
    /// function alone. Summer time counts.
    void convertTimezoneTellsTheUsersTime()
    {
        QCOMPARE(rows(u"SELECT LastName FROM Lead WHERE "
                      "CALENDAR_YEAR(convertTimezone(CreatedDate)) = 2023"_s),
            u"Lead1"_s);
        QCOMPARE(rows(u"SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)) h, COUNT(Id) n FROM Lead "
                      "GROUP BY HOUR_IN_DAY(convertTimezone(CreatedDate)) "
                      "ORDER BY HOUR_IN_DAY(convertTimezone(CreatedDate))"_s),
            u"7/5 8/1 22/1"_s);
        QCOMPARE(rows(u"SELECT DAY_ONLY(convertTimezone(CreatedDate)) d FROM Lead WHERE "
                      "DAY_ONLY(convertTimezone(CreatedDate)) = 2023-12-31 "
                      "GROUP BY DAY_ONLY(convertTimezone(CreatedDate))"_s),
            u"2023-12-31"_s);
        QVERIFY(m_bench.refusal(u"SELECT convertTimezone(CreatedDate) FROM Lead"_s)
                .contains("unexpected token: '('"_L1));
        QVERIFY(m_bench
                .refusal(u"SELECT Id FROM Contact WHERE "
                         "CALENDAR_YEAR(convertTimezone(Birthdate)) = 2000"_s)
                .startsWith("MALFORMED_QUERY: "_L1));
    }

    /// SOQL guide, "FORMAT()": `12/28/2015`, `4/10/2025, 3:31 PM` (in the user's time),
    /// `$44,000.00`.
    void formatWritesAsTheUsersLocaleDoes()
    {
        QCOMPARE(rows(u"SELECT FORMAT(CreatedDate) FROM Lead WHERE LastName = 'Lead1'"_s),
            u"12/31/2023, 10:00 PM"_s);
        QCOMPARE(
            rows(u"SELECT CreatedDate, FORMAT(CreatedDate) text, FORMAT(LastName) name FROM Lead "
                 "WHERE LastName = 'Lead2'"_s),
            u"2024-07-01T12:00:00.000+0000/7/1/2024, 8:00 AM/Lead2"_s);
        m_bench.add("Opportunity",
            {{"Id", "'006000000000001AAA'"}, {"Name", "'Roof'"}, {"IsDeleted", "0"},
                {"Amount", "44000"}, {"CloseDate", "'2015-12-28'"},
                {"TotalOpportunityQuantity", "1234.5"}});
        QCOMPARE(
            rows(u"SELECT FORMAT(Amount), FORMAT(CloseDate), FORMAT(TotalOpportunityQuantity), "
                 "FORMAT(Probability) FROM Opportunity"_s),
            u"$44,000.00/12/28/2015/1,234.50/-"_s);
    }

    /// SOQL guide, "ORDER BY": "picklist sorting is defined by the picklist sort determined during
    /// setup"; "Aggregate Functions": MIN and MAX use "the sort order of the picklist values
    /// instead of alphabetical order". Where values stand that are in no list: no source found,
    /// here last.
    void picklistsAreSortedAsSetupHasThem()
    {
        SoqlBench bench;
        int number = 0;
        for (const QByteArray stage : {"'Closed Won'", "'Prospecting'", "'Bygone'", "NULL",
                 "'Ancient'", "'closed lost'", "'Qualification'"})
            bench.add("Opportunity",
                {{"Id", "'00600000000000" + QByteArray::number(++number) + "AAA'"},
                    {"Name", "'Gift'"}, {"IsDeleted", "0"}, {"StageName", stage}});
        QCOMPARE(
            bench.values(u"SELECT StageName FROM Opportunity ORDER BY StageName"_s, u"StageName"_s),
            u"-,Prospecting,Qualification,Closed Won,closed lost,Ancient,Bygone"_s);
        QCOMPARE(bench.values(u"SELECT StageName FROM Opportunity ORDER BY StageName DESC NULLS "
                              "LAST LIMIT 3"_s,
                     u"StageName"_s),
            u"Bygone,Ancient,closed lost"_s);
        QCOMPARE(bench.values(u"SELECT StageName, COUNT(Id) FROM Opportunity WHERE StageName != "
                              "null GROUP BY StageName ORDER BY StageName LIMIT 2"_s,
                     u"StageName"_s),
            u"Prospecting,Qualification"_s);
        QCOMPARE(bench.records(u"SELECT MIN(StageName) least, MAX(StageName) most FROM Opportunity "
                               "WHERE StageName LIKE '%os%'"_s),
            QByteArray(R"([{"attributes":{"type":"AggregateResult"},"least":"Prospecting",)"
                       R"("most":"closed lost"}])"));
        QCOMPARE(bench.values(u"SELECT Name, MAX(StageName) s FROM Opportunity GROUP BY Name "
                              "ORDER BY MAX(StageName)"_s,
                     u"s"_s),
            u"Bygone"_s);
    }

    /// SOQL guide, "Date Functions": "You can use the date field instead of the date function in
    /// the GROUP BY clause. This doesn't work for dateTime fields."
    void aDateThatIsGroupedByTellsItsYear()
    {
        SoqlBench bench;
        bench.add("Opportunity",
            {{"Id", "'006000000000001AAA'"}, {"Name", "'Roof'"}, {"IsDeleted", "0"},
                {"CloseDate", "'2015-12-28'"}});
        QCOMPARE(bench.values(u"SELECT CALENDAR_YEAR(CloseDate) y FROM Opportunity "
                              "GROUP BY ROLLUP(CloseDate)"_s,
                     u"y"_s),
            u"2015,-"_s);
        QVERIFY(bench
                .refusal(u"SELECT CALENDAR_YEAR(CreatedDate) FROM Opportunity "
                         "GROUP BY CreatedDate"_s)
                .startsWith("MALFORMED_QUERY: "_L1));
    }

    /// Its words: no source found.
    void nothingIsGroupedByHowManyThereAre()
    {
        QVERIFY(m_bench.refusal(u"SELECT LastName FROM Lead GROUP BY COUNT()"_s)
                .contains("unexpected token: 'COUNT'"_L1));
    }

    /// SOQL guide, "FOR VIEW", "FOR REFERENCE", "FOR UPDATE"; Apex guide, "Locking Statements": no
    /// ORDER BY with a lock. What Salesforce says to it: no source found.
    void whatIsLockedOrLookedAtComesAllTheSame()
    {
        for (const QString &end : {u"FOR VIEW"_s, u"FOR REFERENCE"_s, u"FOR UPDATE"_s})
            QCOMPARE(rows(u"SELECT LastName FROM Lead LIMIT 1 "_s + end), u"Lead1"_s);
        QVERIFY(m_bench.refusal(u"SELECT Id FROM Lead ORDER BY Id FOR UPDATE"_s)
                .contains("unexpected token: 'FOR'"_L1));
        QCOMPARE(m_bench.refusal(u"SELECT Id FROM Lead ORDER BY Id FOR VIEW"_s), QString());
    }

private:
    /// `Phone/Hot/2 Phone/-/1`: the values of each record in the order of SELECT.
    QString rows(const QString &soql)
    {
        const practice::soql::Planned planned = m_bench.plan(soql);
        if (const auto *error = std::get_if<practice::soql::Error>(&planned))
            return error->message;
        const QByteArray answer = m_bench.records(soql);
        QStringList all;
        for (const QJsonValue &record : QJsonDocument::fromJson(answer).array()) {
            QStringList values;
            for (const auto &leaf : std::get<practice::soql::Plan>(planned).leaves) {
                const QJsonValue value = record[QString::fromUtf8(leaf.name)];
                values.append(value.isNull() ? u"-"_s : value.toVariant().toString());
            }
            all.append(values.join(u'/'));
        }
        return all.isEmpty() ? QString::fromUtf8(answer) : all.join(u' ');
    }

    SoqlBench m_bench;
};

ORGMEND_TEST(TestSoqlGroups)
#include "tst_soqlgroups.moc"
