#include "tests/practiceorg/orgbench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;

/// From a record to its parents and its children by address. What is expected here stands in the
/// REST API Guide: "Traverse Relationships with Friendly URLs" and sObject Relationships.
class RelationshipsTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_bench = std::make_unique<OrgBench>();
        m_account = made("Account", {{u"Name"_s, u"Harbour"_s}});
        m_contact = made("Contact", {{u"LastName"_s, u"Okafor"_s}, {u"AccountId"_s, m_account}});
    }

    void theParentIsARecordOfItsOwn()
    {
        const OrgBench::Answer answer = ask("GET", contact("/Account"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, ask("GET", "sobjects/Account/" + m_account.toLatin1()).body);
        QCOMPARE(ask("GET", contact("/account?fields=Name")).object().keys(),
            (QStringList{u"Id"_s, u"Name"_s, u"attributes"_s}));
        QCOMPARE(ask("GET", contact("/Owner")).object()[u"attributes"_s][u"type"_s].toString(),
            u"User"_s);
    }

    void parentsOfParentsAreReachedToo()
    {
        const QString holding = made("Account", {{u"Name"_s, u"Holding"_s}});
        change("Account/" + m_account.toLatin1(), {{u"ParentId"_s, holding}});
        const OrgBench::Answer answer = ask("GET", contact("/Account/Parent?fields=Name"));
        QCOMPARE(answer.object()[u"Name"_s].toString(), u"Holding"_s);
        QCOMPARE(ask("GET", contact("/Account/Parent/Owner")).status, 200);
        QCOMPARE(ask("GET", contact("/Account/Parent/Parent")).status, 404);
    }

    /// "…the GET call would return a 404 error response." Its words are in no source.
    void whatLeadsNowhereIsNoResource()
    {
        change("Contact/" + m_contact.toLatin1(), {{u"AccountId"_s, QJsonValue::Null}});
        for (const char *path : {"/Account", "/Nothing", "/LastName", "/Account/Owner"}) {
            const OrgBench::Answer answer = ask("GET", contact(path));
            QCOMPARE(answer.status, 404);
            QCOMPARE(answer.refusal(), u"NOT_FOUND: The requested resource does not exist"_s);
        }
        QCOMPARE(ask("GET", "sobjects/Account/0015g000000zzzzAAA/Contacts").status, 404);
    }

    void childrenComeAsFromAQuery()
    {
        const QString second =
            made("Contact", {{u"LastName"_s, u"Lindqvist"_s}, {u"AccountId"_s, m_account}});
        const OrgBench::Answer answer = ask("GET", account("/Contacts?fields=LastName"));
        QCOMPARE(answer.status, 200);
        const OrgBench::Answer query =
            m_bench->query(u"SELECT LastName FROM Contact WHERE AccountId = '%1'"_s.arg(m_account));
        QCOMPARE(answer.body, query.body);
        QCOMPARE(answer.object()[u"totalSize"_s].toInt(), 2);
        const QJsonObject whole =
            ask("GET", account("/Contacts")).object()[u"records"_s][0].toObject();
        QVERIFY(whole.contains(u"MailingAddress"_s) && whole.contains(u"SystemModstamp"_s));
        QCOMPARE(whole.keys(), ask("GET", "sobjects/Contact/" + second.toLatin1()).object().keys());
    }

    void manyChildrenComeInPages()
    {
        for (int i = 0; i < 220; ++i)
            made("Contact", {{u"LastName"_s, QString::number(i)}, {u"AccountId"_s, m_account}});
        const QJsonObject first = m_bench
                                      ->get(account("/Contacts?fields=LastName"),
                                          {{"Sforce-Query-Options", "batchSize=200"}})
                                      .object();
        QCOMPARE(first[u"totalSize"_s].toInt(), 221);
        const QByteArray next = first[u"nextRecordsUrl"_s].toString().toLatin1();
        const QJsonObject second =
            m_bench->get(next.mid(QByteArray("/services/data/v60.0/").size())).object();
        QCOMPARE(second[u"records"_s].toArray().size(), 21);
        QVERIFY(second[u"done"_s].toBool());
    }

    /// "If no related records are associated with the relationship name, the REST API call returns
    /// a 200 response with no record data."
    void noChildrenAreNoMistake()
    {
        const OrgBench::Answer answer = ask("GET", account("/Opportunities"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"totalSize":0,"done":true,"records":[]})"));
    }

    void theParentIsChangedAndDeleted()
    {
        QCOMPARE(m_bench->send("PATCH", contact("/Account"), {{u"Phone"_s, u"1"_s}}).status, 204);
        QCOMPARE(ask("GET", contact("/Account")).object()[u"Phone"_s].toString(), u"1"_s);
        QCOMPARE(ask("DELETE", contact("/Account")).status, 204);
        QCOMPARE(ask("GET", "sobjects/Account/" + m_account.toLatin1()).status, 404);
    }

    /// "For relationships that resolve to multiple records, only GET methods are supported."
    void childrenAreOnlyRead()
    {
        const OrgBench::Answer answer = ask("DELETE", account("/Contacts"));
        QCOMPARE(answer.refusal(),
            u"METHOD_NOT_ALLOWED: HTTP Method 'DELETE' not allowed. Allowed are HEAD,GET"_s);
        QCOMPARE(ask("GET", "sobjects/Contact/" + m_contact.toLatin1()).status, 200);
    }

    void hiddenFieldsAreRefused()
    {
        for (const QByteArray &path :
            {contact("/Account?fields=Nope"), account("/Contacts?fields=Nope")}) {
            const OrgBench::Answer answer = ask("GET", path);
            QCOMPARE(answer.status, 400);
            QVERIFY(answer.refusal().startsWith("INVALID_FIELD: No such column 'Nope'"_L1));
        }
    }

    /// "This resource is available in REST API version 36.0 and later."
    void earlierVersionsTakeTheIdForAField()
    {
        QVERIFY(m_bench->ask("GET", contact("/Account"), {}, {}, "35.0")
                .refusal()
                .contains(u"Provided external ID field does not exist"_s));
        QCOMPARE(m_bench->ask("GET", contact("/Account"), {}, {}, "36.0").status, 200);
    }

private:
    OrgBench::Answer ask(const QByteArray &method, const QByteArray &path)
    {
        return m_bench->ask(method, path);
    }
    QString made(const QByteArray &object, const QJsonObject &fields)
    {
        return m_bench->send("POST", "sobjects/" + object, fields).object()[u"id"_s].toString();
    }
    void change(const QByteArray &record, const QJsonObject &fields)
    {
        QCOMPARE(m_bench->send("PATCH", "sobjects/" + record, fields).status, 204);
    }
    [[nodiscard]] QByteArray account(const QByteArray &rest) const
    {
        return "sobjects/Account/" + m_account.toLatin1() + rest;
    }
    [[nodiscard]] QByteArray contact(const QByteArray &rest) const
    {
        return "sobjects/Contact/" + m_contact.toLatin1() + rest;
    }

    std::unique_ptr<OrgBench> m_bench;
    QString m_account;
    QString m_contact;
};

ORGMEND_TEST(RelationshipsTest)
#include "tst_relationships.moc"
