#include "oracle.h"
#include "programs.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

/// An org that people work in: creates, edits, deletes, undeletes, merges, converts, from one seed.
class Life {
public:
    Life(PracticeProgram &org, quint32 seed) : m_org(org), m_random(seed)
    {
        for (const QString &object :
            {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s, u"Task"_s}) {
            const QList<QJsonObject> records = org.query(u"SELECT Id FROM "_s + object);
            for (const QJsonObject &record : records)
                m_ids[object].append(record["Id"_L1].toString());
        }
    }

    /// One change; false when the org refused it, which happens in life too.
    bool happen()
    {
        switch (m_random.bounded(12)) {
        case 0:
        case 1:
            return create(u"Contact"_s,
                {{u"LastName"_s, word()}, {u"Email"_s, email()},
                    {u"AccountId"_s, any(u"Account"_s)}});
        case 2:
            return create(u"Lead"_s,
                {{u"LastName"_s, word()}, {u"Company"_s, word()}, {u"Email"_s, email()}});
        case 3:
            return create(u"Task"_s,
                {{u"Subject"_s, word()},
                    {u"WhoId"_s, any(m_random.bounded(2) ? u"Contact"_s : u"Lead"_s)}});
        case 4:
            return create(u"Account"_s, {{u"Name"_s, word()}});
        case 5:
            return edit(u"Contact"_s, {{u"Email"_s, email()}, {u"Phone"_s, QJsonValue()}});
        case 6:
            return edit(u"Lead"_s, {{u"Email"_s, email()}, {u"Title"_s, word()}});
        case 7:
            return edit(u"Account"_s, {{u"Name"_s, word()}});
        case 8:
            return remove(m_random.bounded(3) ? u"Contact"_s : u"Opportunity"_s);
        case 9:
            return remove(u"Lead"_s);
        case 10:
            return m_random.bounded(2) ? merge() : undelete();
        default:
            return convert();
        }
    }

private:
    QString word()
    {
        return u"W%1 \"q\", ß\n%2"_s.arg(m_random.bounded(10'000)).arg(m_random.bounded(99));
    }
    QString email()
    {
        return m_random.bounded(8) ? u" Person%1@Example.org"_s.arg(m_random.bounded(120)).trimmed()
                                   : QString();
    }
    QString any(const QString &object)
    {
        return m_ids[object].at(m_random.bounded(m_ids[object].size()));
    }
    QString takeAny(const QString &object)
    {
        return m_ids[object].takeAt(m_random.bounded(m_ids[object].size()));
    }

    bool create(const QString &object, const QJsonObject &values)
    {
        QJsonObject given = values;
        for (const QString &key : values.keys()) {
            if (values[key].toString().isEmpty())
                given.remove(key);
        }
        const HttpResult made = m_org.rest("POST", u"sobjects/"_s + object, given);
        if (made.status == 201)
            m_ids[object].append(made.object()["id"_L1].toString());
        return made.status == 201;
    }
    bool edit(const QString &object, const QJsonObject &values)
    {
        QJsonObject given = values;
        if (values[u"Email"_s].toString().isEmpty() && values.contains(u"Email"_s))
            given[u"Email"_s] = QJsonValue();
        return m_org.rest("PATCH", u"sobjects/"_s + object + u'/' + any(object), given).status
            == 204;
    }
    bool remove(const QString &object)
    {
        if (m_ids[object].size() < 5)
            return false;
        const QString id = takeAny(object);
        m_deleted.append(id);
        return m_org.rest("DELETE", u"sobjects/"_s + object + u'/' + id).status == 204;
    }
    bool undelete()
    {
        if (m_deleted.isEmpty())
            return false;
        const QString id = m_deleted.takeAt(m_random.bounded(m_deleted.size()));
        if (m_org.control("POST", u"records/undelete"_s, QJsonObject{{u"ids"_s, QJsonArray{id}}})
                .status
            != 200)
            return false;
        m_ids[id.startsWith(u"003"_s)     ? u"Contact"_s
                : id.startsWith(u"00Q"_s) ? u"Lead"_s
                                          : u"Opportunity"_s]
            .append(id);
        return true;
    }
    bool merge()
    {
        const QString object = m_random.bounded(2) ? u"Contact"_s : u"Lead"_s;
        if (m_ids[object].size() < 5)
            return false;
        const QString loser = takeAny(object);
        return m_org
                   .control("POST", u"records/merge"_s,
                       QJsonObject{{u"object"_s, object}, {u"master"_s, any(object)},
                           {u"losers"_s, QJsonArray{loser}}})
                   .status
            == 200;
    }
    bool convert()
    {
        if (m_ids[u"Lead"_s].size() < 5)
            return false;
        QJsonObject request{{u"lead"_s, takeAny(u"Lead"_s)}};
        if (m_random.bounded(2)) {
            request[u"account"_s] = any(u"Account"_s);
            request[u"contact"_s] = any(u"Contact"_s);
        }
        return m_org.control("POST", u"records/convert"_s, request).status == 200;
    }

    PracticeProgram &m_org;
    QRandomGenerator m_random;
    QHash<QString, QStringList> m_ids;
    QStringList m_deleted;
};

} // namespace

class TestJourneyRandom : public QObject {
    Q_OBJECT

private slots:
    void afterAThousandRandomChangesBothSidesAgree_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::newRow("seed 1") << 1U;
        QTest::newRow("seed 2026") << 2026U;
    }
    void afterAThousandRandomChangesBothSidesAgree()
    {
        QFETCH(quint32, seed);
        PracticeProgram org;
        QVERIFY(org.start(150, {u"--seed"_s, QString::number(seed)}));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
        Life life(org, seed);
        int done = 0;
        int tried = 0;
        while (done < 1'000 && tried < 3'000) {
            done += life.happen() ? 1 : 0;
            if (++tried % 100 != 0)
                continue;
            const CtlResult sync = ctl.run({u"sync"_s});
            QVERIFY2(sync.exit == 0, sync.said().constData());
            if (const QStringList different = differences(org, ctl.workspace());
                !different.isEmpty())
                QFAIL(qPrintable(u"after %1 changes:\n"_s.arg(done) + different.join(u'\n')));
        }
        QCOMPARE(done, 1'000);
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
        QCOMPARE(differences(org, ctl.workspace()), QStringList());
        // A full sync finds nothing that the increments had missed.
        const CtlResult full = ctl.run({u"--json"_s, u"sync"_s, u"--full"_s});
        const QJsonArray objects = full.json()["objects"_L1].toArray();
        for (const QJsonValue &object : objects)
            QCOMPARE(object["records_imported"_L1].toInt() + object["records_updated"_L1].toInt()
                    + object["records_deleted"_L1].toInt(),
                0);
    }
};

QTEST_GUILESS_MAIN(TestJourneyRandom)
#include "tst_journey_random.moc"
