#include "tests/practiceorg/mistakes.h"

#include "app/practiceorg/text/csv.h"

using namespace Qt::StringLiterals;

namespace mistakes {

namespace {

QByteArray jobOf(DoorBench &bench, const DoorBench::Answer &created, const char *kind)
{
    return bench.data + "jobs/" + kind + '/' + created.json()[u"id"].toString().toLatin1();
}

/// A finished job of that upload.
QByteArray ingested(
    DoorBench &bench, const QString &operation, const QByteArray &csv, const QJsonObject &more = {})
{
    QJsonObject wanted = more;
    if (!wanted.contains(u"object"_s))
        wanted.insert(u"object"_s, u"Contact"_s);
    wanted.insert(u"operation"_s, operation);
    const QByteArray job = jobOf(bench, bench.post(bench.data + "jobs/ingest", wanted), "ingest");
    bench.ask("PUT", job + "/batches", csv, {{"Content-Type", "text/csv"}});
    bench.ask("PATCH", job, R"({"state":"UploadComplete"})");
    bench.finished(job);
    return job;
}

/// `Kind : message` of a job that failed; the status is that of asking for it.
Make failedJob(const QByteArray &csv)
{
    return [csv](DoorBench &bench) {
        const DoorBench::Answer answer = bench.get(ingested(bench, u"insert"_s, csv));
        const QString text = answer.json()[u"errorMessage"].toString();
        return Said{answer.status, text.section(u" : "_s, 0, 0), text, {}};
    };
}

/// `CODE:message:fields --` of the first refused row.
Said refusedRow(DoorBench &bench, const QByteArray &job)
{
    const DoorBench::Answer answer = bench.get(job + "/failedResults/");
    practice::csv::Reader reader(
        {answer.body.constData(), static_cast<std::size_t>(answer.body.size())}, {});
    (void)reader.next();
    if (reader.next() != practice::csv::Reader::Outcome::Row)
        return {};
    const std::string_view cell = reader.cells()[1];
    const QString text = QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size()));
    const qsizetype first = text.indexOf(u':');
    const qsizetype last = text.lastIndexOf(u':');
    const QString fields = text.mid(last + 1).chopped(2).trimmed();
    return {answer.status, text.left(first), text.mid(first + 1, last - first - 1),
        fields.isEmpty() ? QStringList() : fields.split(u',')};
}

Make row(const QString &operation, const QByteArray &csv, const QJsonObject &more = {})
{
    return
        [=](DoorBench &bench) { return refusedRow(bench, ingested(bench, operation, csv, more)); };
}

Said deletedTwice(DoorBench &bench)
{
    const QByteArray id = created(bench, "Contact", R"({"LastName":"Gone"})");
    bench.ask("DELETE", bench.data + "sobjects/Contact/" + id);
    return refusedRow(bench, ingested(bench, u"delete"_s, "Id\n" + id + '\n'));
}

Said convertedLead(DoorBench &bench)
{
    const QByteArray lead = created(bench, "Lead", R"({"LastName":"Done","Company":"X"})");
    bench.practice.control(
        "POST", "records/convert", QJsonObject{{u"lead"_s, QString::fromLatin1(lead)}});
    return refusedRow(bench,
        ingested(bench, u"update"_s, "Id,Title\n" + lead + ",X\n", {{u"object"_s, u"Lead"_s}}));
}

Make createJob(const char *kind, const QJsonObject &wanted)
{
    return [=](DoorBench &bench) {
        return restError(bench.post(bench.data + "jobs/" + kind, wanted));
    };
}

Make queryJob(const QString &soql)
{
    return createJob("query", {{u"operation"_s, u"query"_s}, {u"query"_s, soql}});
}

QByteArray newQueryJob(DoorBench &bench)
{
    return jobOf(bench,
        bench.post(bench.data + "jobs/query",
            {{u"operation"_s, u"query"_s}, {u"query"_s, u"SELECT Id FROM Account"_s}}),
        "query");
}

Said abortAfterTheEnd(DoorBench &bench)
{
    const QByteArray job = newQueryJob(bench);
    bench.finished(job);
    return restError(bench.ask("PATCH", job, R"({"state":"Aborted"})"));
}

Said deleteBeforeTheEnd(DoorBench &bench)
{
    bench.practice.control("POST", "bulk", QJsonObject{{u"queued_seconds"_s, 3'600}});
    const Said said = restError(bench.ask("DELETE", newQueryJob(bench)));
    bench.practice.control("POST", "bulk", QJsonObject{{u"queued_seconds"_s, 0}});
    return said;
}

Said askAfterDeletion(DoorBench &bench)
{
    const QByteArray job = newQueryJob(bench);
    bench.finished(job);
    bench.ask("DELETE", job);
    return restError(bench.get(job));
}

Said noJobsLeft(DoorBench &bench)
{
    const auto left = [&bench](int remaining) {
        bench.practice.control("POST", "limits",
            QJsonObject{{u"DailyBulkV2QueryJobs"_s,
                QJsonObject{{u"max"_s, 10'000}, {u"remaining"_s, remaining}}}});
    };
    left(0);
    const Said said = queryJob(u"SELECT Id FROM Account"_s)(bench);
    left(10'000);
    return said;
}

Mistakes inUploads()
{
    const char *quote = "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with "
                        "quote should be within a quote";
    const char *lineEnd = "ClientInputError : LineEnding is invalid on user data. Current "
                          "LineEnding setting is LF";
    return {
        {"a column that is not there", "bulk/ingest.5-failed-field-not-found.v60.json",
            failedJob("LastName,StageName_invalid_field_on_purpose\nx,y\n"), 200, "InvalidBatch",
            "InvalidBatch : Field name not found : StageName_invalid_field_on_purpose"},
        {"a parent by a field that is no key", "bulk/ingest.5-failed-field-not-found.v60.json",
            failedJob("LastName,Account.Name\nx,y\n"), 200, "InvalidBatch",
            "InvalidBatch : Field name not found : «Account.Name»"},
        {"a type where there is one alone", "bulk/ingest.5-failed-field-not-found.v60.json",
            failedJob("LastName,User:Owner.Username\nx,y\n"), 200, "InvalidBatch",
            "InvalidBatch : Field name not found : «User:Owner.Username»"},
        {"another delimiter", "sfe-0252", failedJob("LastName;Email\nx;y\n"), 200, "InvalidBatch",
            "InvalidBatch : Field name not found : «LastName;Email»"},
        {"a byte order mark", "5.4", failedJob("\xEF\xBB\xBFLastName\nx\n"), 200, "InvalidBatch",
            quote},
        {"a quote within a value", "sfe-0358", failedJob("LastName\nx\"y\n"), 200, "InvalidBatch",
            quote},
        {"lines of Windows", "5.4", failedJob("LastName\r\nx\r\n"), 200, "ClientInputError",
            lineEnd},
        {"a line of Windows within a value", "5.4", failedJob("LastName\n\"x\r\ny\"\n"), 200,
            "ClientInputError", lineEnd},
        {"no rows", "5.5", failedJob("LastName\n"), 200, "InvalidBatch",
            "InvalidBatch : Records not found"},
    };
}

Mistakes inUploadedRows()
{
    const QJsonObject account{{u"object"_s, u"Account"_s}};
    return {
        {"a day that is none", "bulk/failedResults.v60.csv",
            row(u"insert"_s,
                "Name,StageName,AccountId,CloseDate\nX,Prospecting,,2003-04-987654321987654321\n",
                {{u"object"_s, u"Opportunity"_s}}),
            200, "INVALID_FIELD",
            "Failed to deserialize field at col 3. Due to, '2003-04-987654321987654321' is not a "
            "valid value for the type xsd:date",
            {u"CloseDate"_s}},
        {"a row without a required field", "5.3", row(u"insert"_s, "Name,Phone\n,1\n", account),
            200, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]", {u"Name"_s}},
        {"a row below a record that never was", "5.3",
            row(u"insert"_s, "LastName,AccountId\nX,0015g000000zzzzAAA\n"), 200,
            "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"},
        {"a row below a parent whose key nobody has", "5.4",
            row(u"insert"_s, "LastName,Account.Ext__c\nX,A-9\n"), 200, "INVALID_FIELD",
            "Foreign key external ID: A-9 not found for field Ext__c in entity Account"},
        {"a row with a value that a picklist has not", "sfe-0045",
            row(u"insert"_s, "LastName,Donor_Level__c\nX,Industry\n"), 200,
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "«Donor Level»: bad value for restricted picklist field: Industry",
            {u"Donor_Level__c"_s}},
        {"one key in two rows of a file", "4.7",
            row(u"upsert"_s, "Key__c,LastName\nX,A\nX,B\n",
                {{u"externalIdFieldName"_s, u"Key__c"_s}}),
            200, "DUPLICATE_VALUE", "Duplicate external id specified: X"},
        {"a row without its Id", "sfe-0034", row(u"update"_s, "Id,Title\n,X\n"), 200,
            "MISSING_ARGUMENT", "Id not specified in an update call"},
        {"a row that is deleted already", "7.2", deletedTwice, 200, "ENTITY_IS_DELETED",
            "entity is deleted"},
        {"a row of a converted lead", "sfe-0386", convertedLead, 200,
            "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead"},
        {"a row with a text too long", "sfe-0418",
            row(u"insert"_s, "LastName,Toto__c\nX,AzertyAzerty\n"), 200, "STRING_TOO_LONG",
            "«Toto»: data value too large: AzertyAzerty (max length=5)", {u"Toto__c"_s}},
        {"a row with fields that nobody writes", "sfe-0392",
            row(u"insert"_s, "LastName,CreatedDate,IsDeleted\nX,2020-01-01T00:00:00Z,false\n"), 200,
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "Unable to create/update fields: «CreatedDate, IsDeleted. Please check the security "
            "settings of this field and verify that it is read/write for your profile or "
            "permission set.»",
            {u"CreatedDate"_s, u"IsDeleted"_s}},
    };
}

} // namespace

Mistakes inBulkJobs()
{
    Mistakes all = inUploads();
    const Mistakes rows = inUploadedRows();
    all.insert(all.end(), rows.begin(), rows.end());
    const Mistakes jobs{
        {"a job of no object", "5.5",
            createJob("ingest", {{u"object"_s, u"X"_s}, {u"operation"_s, u"insert"_s}}), 400,
            "INVALIDENTITY", "Entity 'X' is not supported by the Bulk API."},
        {"a query of an address", "5.5", queryJob(u"SELECT Id, MailingAddress FROM Contact"_s), 400,
            "API_ERROR", "Selecting compound data not supported in Bulk Query"},
        {"a query job with a field that is not there", "4.1",
            queryJob(u"SELECT Foo__c FROM Account"_s), 400, "INVALID_FIELD",
            "\nSELECT Foo__c FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column "
            "'Foo__c' on entity 'Account'. If you are attempting to use a custom field, be sure to "
            "append the '__c' after the custom field name. Please reference your WSDL or the "
            "describe call for the appropriate names."},
        {"aborted after its end", "5.1", abortAfterTheEnd, 400, "INVALIDJOBSTATE",
            "Aborting already Completed Job not allowed"},
        {"deleted before its end", "5.1", deleteBeforeTheEnd, 400, "API_ERROR",
            "Error encountered when deleting the job because the job is not terminated"},
        {"a deleted job", "7.2", askAfterDeletion, 404, "NOT_FOUND",
            "The requested resource does not exist"},
        {"one job too many", "sfe-0090", noJobsLeft, 400, "EXCEEDEDQUOTA",
            "Max bulk v2 query jobs (10000) per 24 hrs has been reached («10000»)"},
    };
    all.insert(all.end(), jobs.begin(), jobs.end());
    return all;
}

} // namespace mistakes
