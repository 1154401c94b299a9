#include "tests/practiceorg/mistakes.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace mistakes {

namespace {

Make create(const QByteArray &object, const QByteArray &body)
{
    return rest("POST", "sobjects/" + object, body);
}

/// A change of a new contact.
Make change(const QByteArray &body)
{
    return [body](DoorBench &bench) {
        const QByteArray id = created(bench, "Contact", R"({"LastName":"Changing"})");
        return restError(bench.ask("PATCH", bench.data + "sobjects/Contact/" + id, body));
    };
}

/// The same on a record that has been deleted.
Make onDeleted(const QByteArray &verb, const QByteArray &body = {})
{
    return [=](DoorBench &bench) {
        const QByteArray path =
            bench.data + "sobjects/Contact/" + created(bench, "Contact", R"({"LastName":"Gone"})");
        bench.ask("DELETE", path);
        return restError(bench.ask(verb, path, body));
    };
}

Said belowADeletedAccount(DoorBench &bench)
{
    const QByteArray account = created(bench, "Account", R"({"Name":"Gone"})");
    bench.ask("DELETE", bench.data + "sobjects/Account/" + account);
    return create("Contact", R"({"LastName":"X","AccountId":")" + account + "\"}")(bench);
}

Said convertedLead(DoorBench &bench)
{
    const QByteArray lead = created(bench, "Lead", R"({"LastName":"Done","Company":"X"})");
    bench.practice.control(
        "POST", "records/convert", QJsonObject{{u"lead"_s, QString::fromLatin1(lead)}});
    return restError(
        bench.ask("PATCH", bench.data + "sobjects/Lead/" + lead, R"({"Title":"Doctor"})"));
}

Said duplicate(DoorBench &bench)
{
    bench.practice.control("POST", "rules/duplicate",
        QJsonObject{{u"object"_s, u"Contact"_s}, {u"name"_s, u"One_Of_A_Kind"_s},
            {u"match"_s, QJsonArray{QJsonObject{{u"field"_s, u"LastName"_s}}}},
            {u"action_on_create"_s, u"allow"_s},
            {u"operations_on_create"_s, QJsonArray{u"alert"_s}}});
    created(bench, "Contact", R"({"LastName":"Onlyone"})");
    const Said said = create("Contact", R"({"LastName":"Onlyone"})")(bench);
    bench.practice.control("DELETE", "rules/One_Of_A_Kind");
    return said;
}

Said valueOfAnother(DoorBench &bench)
{
    const QString first =
        QString::fromLatin1(created(bench, "Contact", R"({"LastName":"X","Key__c":"taken"})"));
    Said said = create("Contact", R"({"LastName":"X","Key__c":"taken"})")(bench);
    said.message.replace(first.left(15), u"001Pg00000u6fCJ"_s);
    return said;
}

Said ownValidationRule(DoorBench &bench)
{
    bench.practice.control("POST", "rules/validation",
        QJsonObject{{u"object"_s, u"Account"_s}, {u"name"_s, u"Two_Pages"_s},
            {u"formula"_s, u"Name = \"Leaflet\""_s},
            {u"message"_s, u"Books must have two pages"_s}});
    const Said said = create("Account", R"({"Name":"Leaflet"})")(bench);
    bench.practice.control("DELETE", "rules/Two_Pages");
    return said;
}

/// Without that right on contacts.
Make without(const char *right, const QByteArray &verb, const QByteArray &body = {})
{
    return [=](DoorBench &bench) {
        const QByteArray id = created(bench, "Contact", R"({"LastName":"Kept"})");
        const auto allow = [&bench, right](bool may) {
            bench.practice.control("POST", "objects/security",
                QJsonObject{{u"object"_s, u"Contact"_s}, {QString::fromLatin1(right), may}});
        };
        allow(false);
        const Said said = restError(bench.ask(verb, bench.data + "sobjects/Contact/" + id, body));
        allow(true);
        return said;
    };
}

Said fieldThatIsReadOnly(DoorBench &bench)
{
    const auto allow = [&bench](bool may) {
        bench.practice.control("POST", "fields/security",
            QJsonObject{{u"object"_s, u"Contact"_s}, {u"field"_s, u"Phone"_s},
                {u"readable"_s, true}, {u"editable"_s, may}});
    };
    allow(false);
    const Said said = create("Contact", R"({"LastName":"X","Phone":"1"})")(bench);
    allow(true);
    return said;
}

Said startLongAgo(DoorBench &bench)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return restError(bench.get(bench.data
        + "sobjects/Contact/updated/?start=" + now.addDays(-40).toString(Qt::ISODate).toLatin1()
        + "&end=" + now.toString(Qt::ISODate).toLatin1()));
}

Said inactiveOwner(DoorBench &bench)
{
    const QByteArray user = created(bench, "User",
        R"({"LastName":"Left","Username":"left@example.org","Email":"left@example.org","Alias":"left","CommunityNickname":"left","TimeZoneSidKey":"GMT","LocaleSidKey":"en_US","EmailEncodingKey":"UTF-8","LanguageLocaleKey":"en_US","IsActive":false,"ProfileId":")"
            + bench.value("SELECT Id FROM Profile LIMIT 1").toLatin1() + "\"}");
    Said said = create("Contact", R"({"LastName":"X","OwnerId":")" + user + "\"}")(bench);
    said.message.replace(QString::fromLatin1(user.left(15)), u"USER"_s);
    return said;
}

#define READ_ONLY                                                                                  \
    " Please check the security settings of this field and verify that it is read/write for your " \
    "profile or permission set."

Mistakes inValues()
{
    return {
        {"nothing but a record", "7.2", create("Contact", "{}"), 400, "REQUIRED_FIELD_MISSING",
            "Required fields are missing: [LastName]", {u"LastName"_s}},
        {"several fields missing", "7.2", create("Opportunity", R"({"Name":"X"})"), 400,
            "REQUIRED_FIELD_MISSING", "Required fields are missing: [«StageName, CloseDate»]",
            {u"StageName"_s, u"CloseDate"_s}},
        {"a required field emptied", "7.2", change(R"({"LastName":null})"), 400,
            "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]", {u"LastName"_s}},
        {"a text too long", "sfe-0380",
            create("Account",
                R"({"Name":"X","BillingCity":"Giugliano in Campania, Metropolitan City of Naples"})"),
            400, "STRING_TOO_LONG",
            "Billing City: data value too large: Giugliano in Campania, Metropolitan City of "
            "Naples (max length=40)",
            {u"BillingCity"_s}},
        {"a text too long in a change", "7.2",
            change(R"({"FirstName":"01234567890123456789012345678901234567890"})"), 400,
            "STRING_TOO_LONG",
            "«First Name»: data value too large: «01234567890123456789012345678901234567890» (max "
            "length=«40»)",
            {u"FirstName"_s}},
        {"a value that a picklist has not", "7.2",
            create("Contact", R"({"LastName":"X","Donor_Level__c":"X"})"), 400,
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "«Donor Level»: bad value for restricted picklist field: X", {u"Donor_Level__c"_s}},
        {"an address that is none", "7.2", create("Contact", R"({"LastName":"X","Email":"123"})"),
            400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address: 123", {u"Email"_s}},
        {"a number too large", "7.2",
            create("Account", R"({"Name":"X","NumberOfEmployees":1431655766})"), 400,
            "NUMBER_OUTSIDE_VALID_RANGE",
            "Employees: value outside of valid range on numeric field: 1431655766",
            {u"NumberOfEmployees"_s}},
        {"a day that is none", "4.2",
            create("Contact", R"({"LastName":"X", "Department":"Y","Birthdate":"2003-04-99"})"),
            400, "JSON_PARSER_ERROR",
            "Cannot deserialize instance of date from VALUE_STRING value 2003-04-99 or request may "
            "be missing a required field at [line:1, column:«59»]"},
        {"text for a number", "sfe-0037",
            create("Account", R"({"Name":"X","AnnualRevenue":"N010000000"})"), 400,
            "JSON_PARSER_ERROR",
            "Cannot deserialize instance of «currency» from VALUE_STRING value N010000000 or "
            "request may be missing a required field at [line:1, column:«41»]"},
        {"a moment with a blank in it", "sfe-0282",
            create("Task", R"({"Subject":"X","ReminderDateTime":"2017-10-17 00:00:00"})"), 400,
            "JSON_PARSER_ERROR",
            "Cannot deserialize instance of datetime from VALUE_STRING value 2017-10-17 00:00:00 "
            "or request may be missing a required field at [line:1, column:«56»]"},
        {"a moment with the name of its zone", "sfe-0226",
            create("Task", R"({"Subject":"X","ReminderDateTime":"2024-07-30 20:54:16 UTC"})"), 400,
            "JSON_PARSER_ERROR",
            "Cannot deserialize instance of datetime from VALUE_STRING value 2024-07-30 20:54:16 "
            "UTC or request may be missing a required field at [line:1, column:«60»]"},
        {"against a validation rule", "sfe-0137", ownValidationRule, 400,
            "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Books must have two pages"},
        {"like another record", "7.2", duplicate, 400, "DUPLICATES_DETECTED",
            "Use one of these records?"},
        {"the key of another record", "sfe-0292", valueOfAnother, 400, "DUPLICATE_VALUE",
            "duplicate value found: «Key__c» duplicates value on record with id: 001Pg00000u6fCJ"},
    };
}

Mistakes inFields()
{
    return {
        {"a field that is not there", "errors/INVALID_FIELD.dml.400.json",
            create("Account", R"({"Name":"A","AccountNumer":"1"})"), 400, "INVALID_FIELD",
            "No such column 'AccountNumer' on sobject of type Account"},
        {"a field that is not there in a change", "sfe-0092", change(R"({"RecordTypeIdd":"x"})"),
            400, "INVALID_FIELD", "No such column «'RecordTypeIdd'» on sobject of type Contact"},
        {"a field that nobody writes", "errors/INVALID_FIELD_FOR_INSERT_UPDATE.400.json",
            create("Account", R"({"Name":"A","MasterRecordId":"x"})"), 400,
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "Unable to create/update fields: MasterRecordId." READ_ONLY, {u"MasterRecordId"_s}},
        {"several such fields", "sfe-0187",
            change(R"({"CreatedDate":null,"IsDeleted":false,"SystemModstamp":null})"), 400,
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "Unable to create/update fields: «CreatedDate, IsDeleted, SystemModstamp»." READ_ONLY,
            {u"CreatedDate"_s, u"IsDeleted"_s, u"SystemModstamp"_s}},
        {"a field that is read-only for the user", "7.2", fieldThatIsReadOnly, 400,
            "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: «Phone»." READ_ONLY,
            {u"Phone"_s}},
        {"the Id in the body", "4.2", change(R"({"Id":"003xx"})"), 400, "INVALID_FIELD",
            "The Id field should not be specified in the sobject data."},
        {"the key in the body", "4.2",
            rest("PATCH", "sobjects/Contact/Key__c/1", R"({"LastName":"X","Key__c":"1"})"), 400,
            "INVALID_FIELD", "The «Key__c» field should not be specified in the sobject data."},
        {"a key that is not there", "restforce/sobject.upsert_error_response.json",
            rest("PATCH", "sobjects/Contact/Namez/x", "{}"), 404, "NOT_FOUND",
            "Provided external ID field does not exist or is not accessible: Namez"},
    };
}

Mistakes inReferences()
{
    return {
        {"a record that never was", "7.2",
            create("Contact", R"({"LastName":"X","AccountId":"0015g000000zzzzAAA"})"), 400,
            "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"},
        {"a record that is deleted", "7.2", belowADeletedAccount, 400, "ENTITY_IS_DELETED",
            "entity is deleted"},
        {"the Id of another kind", "7.2",
            create("Contact", R"({"LastName":"X","AccountId":"0035g000000zzzzAAA"})"), 400,
            "MALFORMED_ID", "Account ID: id value of incorrect type: «0035g000000zzzzAAA»",
            {u"AccountId"_s}},
        {"a parent whose key nobody has", "5.4",
            create("Contact", R"({"LastName":"X","Account":{"Ext__c":"A-9"}})"), 400,
            "INVALID_FIELD",
            "Foreign key external ID: A-9 not found for field Ext__c in entity Account"},
        {"a parent of no kind", "4.2",
            create("Task", R"({"Subject":"X","Who":{"Email":"x@example.org"}})"), 400,
            "JSON_PARSER_ERROR",
            "Nested object for polymorphic foreign key must have an attributes field before any "
            "other fields."},
        {"an owner who has left", "7.2", inactiveOwner, 400, "INACTIVE_OWNER_OR_USER",
            "operation performed with inactive user [«USER»] as owner of contact"},
    };
}

Mistakes inPaths()
{
    return {
        {"deleted twice", "4.2", onDeleted("DELETE"), 404, "ENTITY_IS_DELETED",
            "entity is deleted"},
        {"changed after its end", "7.2", onDeleted("PATCH", R"({"Title":"X"})"), 404,
            "ENTITY_IS_DELETED", "entity is deleted"},
        {"no Id", "restforce/sobject.delete_error_response.json",
            rest("DELETE", "sobjects/Contact/rid"), 404, "NOT_FOUND",
            "Provided external ID field does not exist or is not accessible: rid"},
        {"no object", "3.2", rest("GET", "sobjects/Nothing/describe"), 404, "NOT_FOUND",
            "The requested resource does not exist"},
        {"no resource", "7.2", rest("GET", "nothing"), 404, "NOT_FOUND",
            "The requested resource does not exist"},
        {"no record to update only", "7.2",
            rest("PATCH", "sobjects/Contact/Key__c/none?updateOnly=true", R"({"LastName":"X"})"),
            404, "NOT_FOUND", "The requested resource does not exist"},
        {"a verb that is not allowed", "7.2", rest("PUT", "limits", "{}"), 405,
            "METHOD_NOT_ALLOWED", "HTTP Method 'PUT' not allowed. Allowed are «HEAD,GET»"},
        {"a converted lead", "sfe-0385", convertedLead, 400, "CANNOT_UPDATE_CONVERTED_LEAD",
            "cannot reference converted lead"},
        {"a change without the right", "7.2", without("edit", "PATCH", R"({"Title":"X"})"), 403,
            "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id"},
        {"a deletion without the right", "7.2", without("delete", "DELETE"), 403,
            "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id"},
        {"changes of long ago", "4.8", startLongAgo, 400, "INVALID_REPLICATION_DATE",
            "startDate before org replication enabled date"},
    };
}

} // namespace

Mistakes inRecords()
{
    Mistakes all = inValues();
    for (const Mistakes &more : {inFields(), inReferences(), inPaths()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace mistakes
