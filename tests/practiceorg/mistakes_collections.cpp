#include "tests/practiceorg/mistakes.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace mistakes {

namespace {

QByteArray contacts(const QByteArrayList &records, const QByteArray &more = {})
{
    QByteArrayList each;
    for (const QByteArray &record : records)
        each.append(R"({"attributes":{"type":"Contact"})" + record + '}');
    return '{' + more + "\"records\":[" + each.join(',') + "]}";
}

/// The error of a row of the answer.
Make row(const QByteArray &verb, const QByteArray &path, const QByteArray &body, int which)
{
    return [=](DoorBench &bench) {
        const DoorBench::Answer answer = bench.ask(verb, bench.data + path, body);
        return errorIn(answer.status, answer.json()[which][u"errors"]);
    };
}

/// The error of a part of a composite answer; the status is the part's.
Make part(const QByteArray &body, int which)
{
    return [=](DoorBench &bench) {
        const QJsonValue answer = bench.ask("POST", bench.data + "composite", body).json();
        const QJsonValue failed = answer[u"compositeResponse"][which];
        return errorIn(failed[u"httpStatusCode"].toInt(), failed[u"body"]);
    };
}

QByteArray parts(const QByteArrayList &each, const QByteArray &more = {})
{
    return '{' + more + "\"compositeRequest\":[" + each.join(',') + "]}";
}

QByteArray partOf(
    const char *name, const char *method, const char *path, const char *body = nullptr)
{
    QByteArray text = "{\"method\":\"" + QByteArray(method) + "\",\"url\":\"/services/data/v60.0/"
        + path + "\",\"referenceId\":\"" + name + '"';
    if (body != nullptr)
        text += QByteArray(",\"body\":") + body;
    return text + '}';
}

Said haltedBatch(DoorBench &bench)
{
    const QJsonValue answer =
        bench
            .ask("POST", bench.data + "composite/batch",
                R"({"haltOnError":true,"batchRequests":[{"method":"GET","url":"v60.0/nothing"},{"method":"GET","url":"v60.0/limits"}]})")
            .json();
    const QJsonValue second = answer[u"results"][1];
    return errorIn(second[u"statusCode"].toInt(), second[u"result"]);
}

Make tree(const QByteArray &record)
{
    return [record](DoorBench &bench) {
        const DoorBench::Answer answer = bench.ask(
            "POST", bench.data + "composite/tree/Contact", "{\"records\":[" + record + "]}");
        return errorIn(answer.status, answer.json()[u"results"][0][u"errors"]);
    };
}

Said duplicateInARow(DoorBench &bench)
{
    bench.practice.control("POST", "rules/duplicate",
        QJsonObject{{u"object"_s, u"Contact"_s}, {u"name"_s, u"One_Of_A_Kind"_s},
            {u"match"_s, QJsonArray{QJsonObject{{u"field"_s, u"LastName"_s}}}},
            {u"action_on_create"_s, u"allow"_s},
            {u"operations_on_create"_s, QJsonArray{u"alert"_s}}});
    created(bench, "Contact", R"({"LastName":"Rowonly"})");
    const Said said =
        row("POST", "composite/sobjects", contacts({",\"LastName\":\"Rowonly\""}), 0)(bench);
    bench.practice.control("DELETE", "rules/One_Of_A_Kind");
    return said;
}

/// Two records with one key: the key is not unique.
Said twoOfOneKey(DoorBench &bench)
{
    const QString first =
        QString::fromLatin1(created(bench, "Contact", R"({"LastName":"X","Loose__c":"both"})"));
    const QString second =
        QString::fromLatin1(created(bench, "Contact", R"({"LastName":"Y","Loose__c":"both"})"));
    Said said = row("PATCH", "composite/sobjects/Contact/Loose__c",
        contacts({",\"Loose__c\":\"both\",\"LastName\":\"Z\""}), 0)(bench);
    said.message.replace(first, u"ONE"_s).replace(second, u"TWO"_s);
    return said;
}

Mistakes inRows()
{
    QByteArrayList many;
    for (int i = 0; i < 201; ++i)
        many.append(",\"LastName\":\"X\"");
    return {
        {"no records", "4.7", rest("POST", "composite/sobjects", R"({"records":[]})"), 400,
            "REQUIRED_FIELD_MISSING", "At least 1 record is required"},
        {"201 records", "sfe-0412", rest("POST", "composite/sobjects", contacts(many)), 400,
            "EXCEEDED_ID_LIMIT",
            "record limit reached. cannot submit more than 200 records into this call"},
        {"a row without a required field", "collections/create.allOrNone-rolled-back.json",
            row("POST", "composite/sobjects", contacts({"", ",\"LastName\":\"B\""}), 0), 200,
            "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]", {u"LastName"_s}},
        {"a row beside a wrong one", "collections/create.allOrNone-rolled-back.json",
            row("POST", "composite/sobjects",
                contacts({"", ",\"LastName\":\"B\""}, "\"allOrNone\":true,"), 1),
            200, "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using "
            "AllOrNone header"},
        {"a row without its Id", "collections/update.missing-ids.json",
            row("PATCH", "composite/sobjects", contacts({",\"LastName\":\"B\""}), 0), 200,
            "MISSING_ARGUMENT", "Id not specified in an update call"},
        {"a row with a field that is not there", "4.7",
            row("POST", "composite/sobjects", contacts({",\"LastName\":\"B\",\"X\":1"}), 0), 200,
            "INVALID_FIELD", "No such column 'X' on sobject of type Contact"},
        {"one key in two rows", "4.7",
            row("PATCH", "composite/sobjects/Contact/Key__c",
                contacts({",\"Key__c\":\"X\",\"LastName\":\"A\"",
                    ",\"Key__c\":\"X\",\"LastName\":\"B\""}),
                1),
            200, "DUPLICATE_VALUE", "Duplicate external id specified: X"},
        {"a row without its key", "sfe-0098",
            row("PATCH", "composite/sobjects/Contact/Key__c", contacts({",\"LastName\":\"A\""}), 0),
            200, "MISSING_ARGUMENT", "«Key__c» not specified"},
        {"a key of two records", "7.2", twoOfOneKey, 200, "DUPLICATE_EXTERNAL_ID",
            "«Loose»: more than one record found for external id field: [«ONE, TWO»]"},
        {"a row like another record", "7.2", duplicateInARow, 200, "DUPLICATES_DETECTED",
            "Use one of these records?"},
        {"an Id that is none", "7.2", row("DELETE", "composite/sobjects?ids=001RM", {}, 0), 200,
            "MALFORMED_ID", "malformed id 001RM"},
    };
}

} // namespace

Mistakes inCollections()
{
    Mistakes all = inRows();
    const QByteArray good = partOf("good", "POST", "sobjects/Contact", R"({"LastName":"X"})");
    const QByteArray bad = partOf("bad", "POST", "sobjects/Contact", "{}");
    const char *halted =
        "The transaction was rolled back since another operation in the same transaction failed.";
    const Mistakes more{
        {"a part that is not there", "composite/composite.not-found.cumulusci.json",
            part(parts({partOf("a", "GET", "sobjects/Nothing")}), 0), 404, "NOT_FOUND",
            "The requested resource does not exist"},
        {"a part that asks for no object",
            "composite/composite.count-ok-and-invalid-type.cumulusci.json",
            part(parts({partOf("a", "GET", "query/?q=select+count()+from+XYZZY")}), 0), 400,
            "INVALID_TYPE",
            "\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\nsObject "
            "type 'XYZZY' is not supported. If you are attempting to use a custom object, be sure "
            "to append the '__c' after the entity name. Please reference your WSDL or the describe "
            "call for the appropriate names."},
        {"a part before a wrong one", "4.3", part(parts({good, bad}, "\"allOrNone\":true,"), 0),
            400, "PROCESSING_HALTED", halted},
        {"a part that needs a wrong one", "4.3",
            part(parts({bad,
                     partOf("next", "PATCH", "sobjects/Contact/@{bad.id}", R"({"Title":"X"})")}),
                1),
            400, "PROCESSING_HALTED", halted},
        {"a batch that stops", "7.2", haltedBatch, 412, "BATCH_PROCESSING_HALTED",
            "Batch processing halted per request"},
        {"a wrong address in a tree", "4.5",
            tree(
                R"({"attributes":{"type":"Contact","referenceId":"r2"},"LastName":"X","Email":"123"})"),
            400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address: 123", {u"Email"_s}},
        {"a text too long in a tree", "sfe-0418",
            tree(
                R"({"attributes":{"type":"Contact","referenceId":"r2"},"LastName":"X","Toto__c":"AzertyAzerty"})"),
            400, "STRING_TOO_LONG", "«Toto»: data value too large: AzertyAzerty (max length=5)",
            {u"Toto__c"_s}},
    };
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace mistakes
