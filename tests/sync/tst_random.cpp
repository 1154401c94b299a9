#include "tests/sync/orgoracle.h"
#include "values/run.h"

#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// People work in the org, syncs run between, and every row is compared with the org each time.
class TestRandom : public QObject {
    Q_OBJECT

private slots:
    void bothSidesAgreeWhateverHappensInTheOrg_data();
    void bothSidesAgreeWhateverHappensInTheOrg();
};

namespace {

class Life {
public:
    Life(SyncBench &bench, quint32 seed) : m_bench(bench), m_random(seed) { }

    void happen()
    {
        switch (m_random.bounded(15)) {
        case 0:
            m_ids[u"Account"_s] << m_bench.create(u"Account"_s, {{u"Name"_s, word()}});
            return;
        case 1:
        case 2: {
            QJsonObject more;
            if (const QString account = any(u"Account"_s); !account.isEmpty())
                more.insert(u"AccountId"_s, account);
            m_ids[u"Contact"_s] << m_bench.contact(word(), email(), more);
            return;
        }
        case 3:
        case 4:
            m_ids[u"Lead"_s] << m_bench.lead(word(), email());
            return;
        case 5:
            if (const QString who = any(m_random.bounded(2) ? u"Contact"_s : u"Lead"_s);
                !who.isEmpty())
                m_ids[u"Task"_s] << m_bench.create(
                    u"Task"_s, {{u"Subject"_s, word()}, {u"WhoId"_s, who}});
            return;
        case 6:
            edit(u"Contact"_s, {{u"Email"_s, emailOrNull()}, {u"Title"_s, word()}});
            return;
        case 7:
            edit(u"Lead"_s, {{u"Email"_s, emailOrNull()}, {u"Title"_s, word()}});
            return;
        case 8:
            edit(u"Account"_s, {{u"Name"_s, word()}});
            return;
        case 9:
            remove(u"Contact"_s);
            return;
        case 10:
            remove(m_random.bounded(2) ? u"Lead"_s : u"Task"_s);
            return;
        case 11:
            merge();
            return;
        case 12:
            convert();
            return;
        case 13:
            if (m_random.bounded(4) == 0)
                remove(u"Account"_s);
            lookAround();
            return;
        default:
            if (!m_deleted.isEmpty()) {
                const QString id = m_deleted.takeAt(m_random.bounded(m_deleted.size()));
                m_bench.undelete(id);
                lookAround();
            }
        }
    }
    quint32 below(quint32 bound) { return m_random.bounded(bound); }

private:
    /// Records take others along when they go and when they come back.
    void lookAround()
    {
        for (const QString &object : {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Task"_s}) {
            const Result<QJsonDocument> found =
                m_bench.session.getJson(u"query?q=SELECT+Id+FROM+"_s + object);
            m_ids[object].clear();
            for (const QJsonValue &record : (*found)[u"records"_s].toArray())
                m_ids[object] << record[u"Id"_s].toString();
        }
    }
    QString word() { return u"W%1"_s.arg(m_random.bounded(100'000)); }
    QString email()
    {
        return m_random.bounded(6) ? u"Person%1@Example.org"_s.arg(m_random.bounded(25))
                                   : QString();
    }
    QJsonValue emailOrNull()
    {
        const QString some = email();
        return some.isEmpty() ? QJsonValue() : QJsonValue(some);
    }
    QString any(const QString &object)
    {
        const QStringList &ids = m_ids[object];
        return ids.isEmpty() ? QString() : ids.at(m_random.bounded(ids.size()));
    }
    void edit(const QString &object, const QJsonObject &values)
    {
        if (const QString id = any(object); !id.isEmpty())
            m_bench.edit(object, id, values); // a converted Lead refuses, as in life
    }
    void remove(const QString &object)
    {
        const QString id = any(object);
        if (id.isEmpty() || !m_bench.remove(object, id))
            return;
        m_ids[object].removeAll(id);
        m_deleted << id;
    }
    void merge()
    {
        const QString object =
            QStringList{u"Contact"_s, u"Lead"_s, u"Account"_s}[m_random.bounded(3)];
        const QString master = any(object);
        const QString loser = any(object);
        if (master == loser || m_converted.contains(master) || m_converted.contains(loser))
            return;
        m_bench.merge(object, master, loser);
        m_ids[object].removeAll(loser);
    }
    void convert()
    {
        const QString lead = any(u"Lead"_s);
        if (lead.isEmpty() || m_converted.contains(lead))
            return;
        m_converted << lead;
        const QString contact = m_random.bounded(2) ? any(u"Contact"_s) : QString();
        const QString account = any(u"Account"_s);
        if (!contact.isEmpty() && !account.isEmpty())
            m_bench.convert(lead, contact, account);
        else
            m_bench.convert(lead);
    }

    SyncBench &m_bench;
    QRandomGenerator m_random;
    QHash<QString, QStringList> m_ids;
    QStringList m_deleted;
    QStringList m_converted;
};

} // namespace

void TestRandom::bothSidesAgreeWhateverHappensInTheOrg_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("restLimit");
    QTest::newRow("page by page") << quint32(1) << 2'000;
    QTest::newRow("in bulk") << quint32(2) << 0;
    QTest::newRow("as it comes") << quint32(3) << 8;
    // As many more lives as somebody has time for: ORGMEND_TEST_SEEDS=200.
    const std::array restLimits{2'000, 0, 8};
    const quint32 more = qEnvironmentVariable("ORGMEND_TEST_SEEDS").toUInt();
    for (quint32 i = 0; i < more; ++i)
        QTest::addRow("seed %u", 1'000 + i) << 1'000 + i << restLimits[i % restLimits.size()];
}
void TestRandom::bothSidesAgreeWhateverHappensInTheOrg()
{
    QFETCH(quint32, seed);
    QFETCH(int, restLimit);
    SyncBench bench;
    bench.restLimit = restLimit;
    OrgOracle oracle(bench);
    Life life(bench, seed);
    for (int change = 1; change <= 350; ++change) {
        life.happen();
        bench.wait(std::chrono::seconds(life.below(90)));
        if (life.below(12) != 0 && change != 350)
            continue;
        const RunReport report = bench.sync();
        QVERIFY2(report.outcome == Outcome::Success,
            report.stoppedBy ? qPrintable(report.stoppedBy->code() + report.stoppedBy->raw) : "");
        const QStringList differences = oracle.differences();
        QVERIFY2(differences.isEmpty(),
            qPrintable(u"after %1 changes: "_s.arg(change) + differences.join(u'\n')));
    }
    // A full sync finds nothing that the others had missed.
    QCOMPARE(bench.syncFull().totals, Counts());
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_unmatched_record"_s), u"0"_s);
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
