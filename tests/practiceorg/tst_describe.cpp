#include "app/practiceorg/rest/describe.h"
#include "app/practiceorg/schema/schema.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

namespace {

QString fixtures() { return QStringLiteral(ORGMEND_SHARED_DIR) + u"/salesforce/fixtures/"_s; }

QJsonObject readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

QJsonObject byName(const QJsonArray &list, const QString &name)
{
    for (const QJsonValue &each : list) {
        if (each[u"name"_s].toString() == name)
            return each.toObject();
    }
    return {};
}

} // namespace

/// The describe of our own schema files beside describes recorded from real orgs.
class DescribeTest : public QObject {
    Q_OBJECT

    Schema m_schema;
    SchemaPointer m_snapshot;

    [[nodiscard]] QJsonObject ours(const QString &object) const
    {
        return describeObject(*m_snapshot, *m_snapshot->object(object), "62.0",
            u"https://example.my.salesforce.com"_s);
    }

private slots:
    void initTestCase()
    {
        const Result<void> read = m_schema.reset(QDateTime::fromSecsSinceEpoch(1'700'000'000));
        QVERIFY2(read, qPrintable(read ? QString() : read.failure().raw));
        m_snapshot = m_schema.snapshot();
    }

    void recordedKeysAndFieldsAreThere_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("recording");
        QTest::addColumn<QStringList>("knownDifferences"); // field.key that an older recording has
        QTest::newRow("Account v53")
            << u"Account"_s << u"Account.v53.swiftly.json"_s << QStringList();
        // Picklists of free choice were 40 characters long until they became 255.
        QTest::newRow("Account v48")
            << u"Account"_s << u"Account.v48.cumulusci.json"_s
            << QStringList{u"Type.length"_s, u"Type.byteLength"_s, u"Industry.length"_s,
                   u"Industry.byteLength"_s, u"Ownership.length"_s, u"Ownership.byteLength"_s,
                   u"Rating.length"_s, u"Rating.byteLength"_s, u"AccountSource.length"_s,
                   u"AccountSource.byteLength"_s};
        QTest::newRow("Contact") << u"Contact"_s << u"Contact.vxx.cumulusci.json"_s
                                 << QStringList();
        QTest::newRow("Event") << u"Event"_s << u"Event.vxx.cumulusci.json"_s << QStringList();
        QTest::newRow("Lead v59") << u"Lead"_s << u"Lead.v59.cumulusci.json"_s << QStringList();
        QTest::newRow("Opportunity")
            << u"Opportunity"_s << u"Opportunity.vxx.cumulusci.json"_s << QStringList();
    }

    void recordedKeysAndFieldsAreThere()
    {
        QFETCH(QString, object);
        QFETCH(QString, recording);
        QFETCH(QStringList, knownDifferences);
        const QJsonObject recorded = readJson(fixtures() + u"describe/"_s + recording);
        if (recorded.isEmpty())
            QSKIP("the recorded describes are not here");
        const QJsonObject described = ours(object);

        for (auto key = recorded.begin(); key != recorded.end(); ++key) {
            QVERIFY2(described.contains(key.key()), qPrintable(key.key()));
            QVERIFY2(described[key.key()].type() == key.value().type(), qPrintable(key.key()));
            if (key.value().isBool() || key.key() == "keyPrefix"_L1 || key.key() == "label"_L1)
                QVERIFY2(described[key.key()] == key.value(), qPrintable(key.key()));
        }
        const QJsonObject theirUrls = recorded[u"urls"_s].toObject();
        for (auto url = theirUrls.begin(); url != theirUrls.end(); ++url) {
            QVERIFY2(described[u"urls"_s].toObject().contains(url.key())
                    || url.key() == "defaultValues"_L1, // v48 alone
                qPrintable(url.key()));
        }

        QSet<QString> differences;
        int compared = 0;
        for (const QJsonValue &value : recorded[u"fields"_s].toArray()) {
            const QJsonObject theirs = value.toObject();
            const QString name = theirs[u"name"_s].toString();
            if (name.contains("__"_L1))
                continue;
            const QJsonObject field = byName(described[u"fields"_s].toArray(), name);
            QVERIFY2(!field.isEmpty(), qPrintable(name));
            ++compared;
            for (auto key = theirs.begin(); key != theirs.end(); ++key) {
                const QString place = name + u'.' + key.key();
                QVERIFY2(field.contains(key.key()), qPrintable(place));
                QVERIFY2(field[key.key()].type() == key.value().type(), qPrintable(place));
                if (key.key() == "label"_L1 || key.key() == "picklistValues"_L1)
                    continue; // the org's own, not the protocol's
                if (field[key.key()] != key.value())
                    differences.insert(place);
            }
        }
        QVERIFY(compared >= 35);
        QStringList found(differences.begin(), differences.end());
        found.sort();
        knownDifferences.sort();
        QCOMPARE(found.join(u' '), knownDifferences.join(u' '));
    }

    void recordedPicklistValuesOfStandardFieldsAreOurs()
    {
        const QJsonObject recorded =
            readJson(fixtures() + u"describe/Opportunity.vxx.cumulusci.json"_s);
        if (recorded.isEmpty())
            QSKIP("the recorded describes are not here");
        const QJsonObject theirs = byName(recorded[u"fields"_s].toArray(), u"StageName"_s);
        const QJsonObject field =
            byName(ours(u"Opportunity"_s)[u"fields"_s].toArray(), u"StageName"_s);
        QCOMPARE(field[u"picklistValues"_s], theirs[u"picklistValues"_s]);
    }

    void globalDescribeHasTheRecordedKeys()
    {
        const QJsonObject recorded =
            readJson(fixtures() + u"describe-global/sobjects.cumulusci.json"_s);
        if (recorded.isEmpty())
            QSKIP("the recorded describes are not here");
        const QJsonObject described = describeGlobal(*m_snapshot, "52.0");
        QCOMPARE(described[u"encoding"_s], recorded[u"encoding"_s]);
        QCOMPARE(described[u"maxBatchSize"_s], recorded[u"maxBatchSize"_s]);
        // Event and Lead were added to the recording by hand and contradict their own describes.
        for (const QString &name :
            {u"Account"_s, u"Contact"_s, u"Opportunity"_s, u"Organization"_s, u"User"_s}) {
            const QJsonObject theirs = byName(recorded[u"sobjects"_s].toArray(), name);
            const QJsonObject entry = byName(described[u"sobjects"_s].toArray(), name);
            QVERIFY2(!theirs.isEmpty() && !entry.isEmpty(), qPrintable(name));
            for (auto key = theirs.begin(); key != theirs.end(); ++key) {
                const QString place = name + u'.' + key.key();
                QVERIFY2(entry.contains(key.key()), qPrintable(place));
                if (key.key() != "urls"_L1)
                    QVERIFY2(entry[key.key()] == key.value(), qPrintable(place));
            }
        }
    }

    void everyUndocumentedFieldNamesItsSource_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *name : {"task", "user", "organization"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void everyUndocumentedFieldNamesItsSource()
    {
        QFETCH(QString, file);
        QFile schema(u":/practiceorg/schema/"_s + file + u".txt"_s);
        QVERIFY(schema.open(QIODevice::ReadOnly));
        int fields = 0;
        bool body = false;
        for (const QByteArray &line : schema.readAll().split('\n')) {
            if (line.isEmpty())
                body = true;
            if (!body || line.isEmpty() || line.startsWith('#') || line.startsWith(' ')
                || line.startsWith('!'))
                continue;
            ++fields;
            QVERIFY2(line.contains(" from="), line.constData());
        }
        QVERIFY(fields > 25);
    }

    void whatTheUserMayNotReadIsAbsent()
    {
        Schema schema;
        QVERIFY(schema.reset(QDateTime::fromSecsSinceEpoch(1'700'000'000)));
        Object contact = *schema.snapshot()->object(u"Contact"_s);
        const int title = contact.byName.value(u"title"_s);
        const int phone = contact.byName.value(u"phone"_s);
        const int lastName = contact.byName.value(u"lastname"_s);
        contact.fields[static_cast<std::size_t>(title)].readable = false;
        contact.fields[static_cast<std::size_t>(phone)].editable = false;
        contact.fields[static_cast<std::size_t>(lastName)].readable = false;
        schema.replace(contact);
        const SchemaPointer snapshot = schema.snapshot();
        const QJsonArray fields = describeObject(*snapshot, *snapshot->object(u"contact"_s), "62.0",
            u"https://example.my.salesforce.com"_s)[u"fields"_s]
                                      .toArray();
        QVERIFY(byName(fields, u"Title"_s).isEmpty());
        QCOMPARE(byName(fields, u"Phone"_s)[u"createable"_s], QJsonValue(false));
        QCOMPARE(byName(fields, u"Phone"_s)[u"updateable"_s], QJsonValue(false));
        // Not permissionable: always there.
        QVERIFY(!byName(fields, u"LastName"_s).isEmpty());
        QCOMPARE(snapshot->object(u"Contact"_s)->visibleField(u"title"_s), nullptr);
        QVERIFY(snapshot->object(u"Contact"_s)->field(u"TITLE"_s) != nullptr);

        Object lead = *snapshot->object(u"Lead"_s);
        lead.mayRead = false;
        schema.replace(lead);
        QVERIFY(
            byName(describeGlobal(*schema.snapshot(), "62.0")[u"sobjects"_s].toArray(), u"Lead"_s)
                .isEmpty());
        QCOMPARE(schema.snapshot()->visibleObject(u"Lead"_s), nullptr);
    }
};

ORGMEND_TEST(DescribeTest)
#include "tst_describe.moc"
