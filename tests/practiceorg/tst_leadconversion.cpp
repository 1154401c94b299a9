#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

/// Leads that become contacts (CONTRACT.md, records/convert).
class LeadConversionTest : public QObject {
    Q_OBJECT

    RecordsBench m_bench;

    QByteArray lead(const QByteArray &fields)
    {
        const Answer made = m_bench.call("POST", "sobjects/Lead", fields);
        return made.object()[u"id"_s].toString().toLatin1();
    }

    QJsonObject record(const QString &object, const QJsonValue &id)
    {
        const QString path = u"sobjects/%1/%2"_s.arg(object, id.toString());
        return m_bench.call("GET", path.toLatin1()).object();
    }

private slots:
    void initTestCase()
    {
        const Result<void> opened = m_bench.open();
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.failure().raw));
    }

    void aLeadIsConvertedAndThenFixed()
    {
        const QByteArray id =
            lead(R"({"LastName":"New","Company":"Acme","Email":"n@example.org"})");
        const ControlAnswer done =
            m_bench.control("records/convert", "{\"lead\":\"" + id + "\",\"opportunity\":true}");
        QCOMPARE(done.status, 200);
        QCOMPARE(record(u"Contact"_s, done.body[u"contact"_s])[u"Email"_s], u"n@example.org"_s);
        QVERIFY(done.body[u"opportunity"_s].toString().startsWith(u"006"_s));
        const QJsonObject converted = record(u"Lead"_s, QString::fromLatin1(id));
        QCOMPARE(converted[u"IsConverted"_s], true);
        QCOMPARE(converted[u"ConvertedContactId"_s], done.body[u"contact"_s]);
        QCOMPARE(m_bench.call("PATCH", "sobjects/Lead/" + id, R"({"Title":"X"})").code(),
            u"CANNOT_UPDATE_CONVERTED_LEAD"_s);
    }

    /// Salesforce Help, "Lead Conversion Field Mapping".
    void itsFieldsGoWhereSalesforcePutsThem()
    {
        const QByteArray id = lead(
            R"({"LastName":"Full","FirstName":"Ann","Company":"Acme","Fax":"1","Rating":"Hot",)"
            R"("AnnualRevenue":1250000,"NumberOfEmployees":42,"Description":"Met in May",)"
            R"("DoNotCall":true,"HasOptedOutOfFax":true,"City":"Ulm"})");
        const ControlAnswer done =
            m_bench.control("records/convert", "{\"lead\":\"" + id + "\",\"opportunity\":true}");
        QCOMPARE(done.status, 200);

        const QJsonObject account = record(u"Account"_s, done.body[u"account"_s]);
        QCOMPARE(account[u"Name"_s], u"Acme"_s);
        QCOMPARE(account[u"Fax"_s], u"1"_s);
        QCOMPARE(account[u"Rating"_s], u"Hot"_s);
        QCOMPARE(account[u"AnnualRevenue"_s].toDouble(), 1'250'000.0);
        QCOMPARE(account[u"NumberOfEmployees"_s].toInt(), 42);
        QCOMPARE(account[u"BillingCity"_s], u"Ulm"_s);
        const QJsonObject contact = record(u"Contact"_s, done.body[u"contact"_s]);
        QCOMPARE(contact[u"Name"_s], u"Ann Full"_s);
        QCOMPARE(contact[u"Fax"_s], u"1"_s);
        QCOMPARE(contact[u"Description"_s], u"Met in May"_s);
        QCOMPARE(contact[u"DoNotCall"_s], true);
        QCOMPARE(contact[u"HasOptedOutOfFax"_s], true);
        QCOMPARE(contact[u"MailingCity"_s], u"Ulm"_s);
        const QJsonObject opportunity = record(u"Opportunity"_s, done.body[u"opportunity"_s]);
        QCOMPARE(opportunity[u"Name"_s], u"Acme-"_s);
        QCOMPARE(opportunity[u"AccountId"_s], done.body[u"account"_s]);
        QCOMPARE(opportunity[u"CloseDate"_s], u"2026-06-30"_s); // the quarter's last day
    }
};

ORGMEND_TEST(LeadConversionTest)
#include "tst_leadconversion.moc"
