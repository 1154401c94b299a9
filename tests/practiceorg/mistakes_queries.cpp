#include "tests/practiceorg/mistakes.h"

using namespace Qt::StringLiterals;

namespace mistakes {

namespace {

QJsonObject rights(const char *object, bool read)
{
    return {{u"object"_s, QString::fromLatin1(object)}, {u"read"_s, read}};
}

/// As somebody who may not see the field.
Make withoutField(const char *object, const char *field, const Make &make)
{
    return [=](DoorBench &bench) {
        const auto show = [&](bool readable) {
            bench.practice.control("POST", "fields/security",
                QJsonObject{{u"object"_s, QString::fromLatin1(object)},
                    {u"field"_s, QString::fromLatin1(field)}, {u"readable"_s, readable},
                    {u"editable"_s, readable}});
        };
        show(false);
        Said said = make(bench);
        show(true);
        return said;
    };
}

Make withoutObject(const char *object, const Make &make)
{
    return [=](DoorBench &bench) {
        bench.practice.control("POST", "objects/security", rights(object, false));
        Said said = make(bench);
        bench.practice.control("POST", "objects/security",
            QJsonObject{{u"object"_s, QString::fromLatin1(object)}, {u"read"_s, true},
                {u"create"_s, true}, {u"edit"_s, true}, {u"delete"_s, true}});
        return said;
    };
}

Said expiredLocator(DoorBench &bench)
{
    const DoorBench::Headers small{{"Sforce-Query-Options", "batchSize=200"}};
    const QByteArray next =
        bench.ask("GET", bench.data + "query?q=SELECT+Id+FROM+Contact", {}, small)
            .json()[u"nextRecordsUrl"]
            .toString()
            .toLatin1();
    bench.practice.control("POST", "locators/expire");
    return restError(bench.get(next));
}

Mistakes aboutFields()
{
#define NO_SUCH_COLUMN                                                                             \
    " If you are attempting to use a custom field, be sure to append the '__c' after the custom "  \
    "field name. Please reference your WSDL or the describe call for the appropriate names."
    return {
        {"a field that is not there", "4.1", query("SELECT Foo__c FROM Account"), 400,
            "INVALID_FIELD",
            "\nSELECT Foo__c FROM Account\n       ^\nERROR at Row:1:Column:8\n"
            "No such column 'Foo__c' on entity 'Account'." NO_SUCH_COLUMN},
        {"a hidden field, far to the right", "sfe-0004",
            withoutField("Account", "CleanStatus",
                query("SELECT LastReferencedDate, Jigsaw, JigsawCompanyId, CleanStatus, "
                      "AccountSource, DunsNumber FROM Account")),
            400, "INVALID_FIELD",
            "\nLastReferencedDate, Jigsaw, JigsawCompanyId, CleanStatus, AccountSource, "
            "DunsNumber\n                                             ^\n"
            "ERROR at Row:1:Column:«53»\nNo such column 'CleanStatus' on entity "
            "'Account'." NO_SUCH_COLUMN},
        {"in a condition on the third row", "4.1", query("SELECT Id\nFROM Account\nWHERE Foo = 1"),
            400, "INVALID_FIELD",
            "\n«SELECT Id\nFROM Account\nWHERE Foo = 1\n      »^\nERROR at Row:«3»:Column:«7»\nNo "
            "such column '«Foo»' on entity 'Account'." NO_SUCH_COLUMN},
        {"to sort by", "4.1", query("SELECT Id FROM Account ORDER BY Foo"), 400, "INVALID_FIELD",
            "\n«SELECT Id FROM Account ORDER BY Foo\n                                »^\nERROR at "
            "Row:1:Column:«33»\nNo such column '«Foo»' on entity 'Account'." NO_SUCH_COLUMN},
        {"to group by", "4.1", query("SELECT COUNT(Id) FROM Account GROUP BY Foo"), 400,
            "INVALID_FIELD",
            "\n«COUNT(Id) FROM Account GROUP BY Foo\n                                »^\nERROR at "
            "Row:1:Column:«40»\nNo such column '«Foo»' on entity 'Account'." NO_SUCH_COLUMN},
        {"of a parent", "4.1", query("SELECT Account.Foo FROM Contact"), 400, "INVALID_FIELD",
            "\n«SELECT Account.Foo FROM Contact\n       »^\nERROR at Row:1:Column:8\nNo such column "
            "'«Foo»' on entity 'Account'." NO_SUCH_COLUMN},
        {"of children", "4.1", query("SELECT (SELECT Foo FROM Contacts) FROM Account"), 400,
            "INVALID_FIELD",
            "\n«SELECT (SELECT Foo FROM Contacts) FROM Account\n               »^\nERROR at "
            "Row:1:Column:«16»\nNo such column '«Foo»' on entity '«Contact»'." NO_SUCH_COLUMN},
        {"within a semi-join", "4.1",
            query("SELECT Id FROM Account WHERE Id IN (SELECT Foo FROM Contact)"), 400,
            "INVALID_FIELD",
            "\n«FROM Account WHERE Id IN (SELECT Foo FROM Contact)\n                                 »^\nERROR "
            "at Row:1:Column:«44»\nNo such column '«Foo»' on entity '«Contact»'." NO_SUCH_COLUMN},
        {"a field that is hidden", "4.1",
            withoutField("Contact", "Title", query("SELECT Title FROM Contact")), 400,
            "INVALID_FIELD",
            "\n«SELECT Title FROM Contact\n       »^\nERROR at Row:1:Column:8\nNo such column "
            "'«Title»' on entity '«Contact»'." NO_SUCH_COLUMN},
        {"a long text in a condition", "sfe-0100",
            query("SELECT Id FROM Contact WHERE Description = 'x'"), 400, "INVALID_FIELD",
            "«\nSELECT Id FROM Contact »WHERE «Description = 'x'\n                             »^"
            "\nERROR at Row:«1»:Column:«30»\nfield '«Description»' can not be filtered in a query "
            "call"},
    };
#undef NO_SUCH_COLUMN
}

Mistakes aboutObjects()
{
#define NO_SUCH_OBJECT                                                                             \
    " If you are attempting to use a custom object, be sure to append the '__c' after the entity " \
    "name. Please reference your WSDL or the describe call for the appropriate names."
    const char *recording = "errors/INVALID_TYPE.soql.400.json";
    return {
        {"an object that is not there", recording,
            query("SELECT Id,Name,BillingCity,IsDeleted FROM Accout"), 400, "INVALID_TYPE",
            "\nName,BillingCity,IsDeleted FROM Accout\n                                ^\nERROR at "
            "Row:1:Column:43\nsObject type 'Accout' is not supported." NO_SUCH_OBJECT},
        {"an object that is hidden", "sfe-0192",
            withoutObject("Lead", query("SELECT Id FROM Lead WHERE Name = 'x'")), 400,
            "INVALID_TYPE",
            "«\nSELECT Id» FROM «Lead» WHERE «Name = 'x'\n               »^\nERROR at "
            "Row:1:Column:«16»\nsObject type '«Lead»' is not supported." NO_SUCH_OBJECT},
        {"an object within a semi-join", recording,
            query("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contacct)"), 400,
            "INVALID_TYPE",
            "«\nWHERE Id IN (SELECT AccountId FROM Contacct)\n                                   »^"
            "\nERROR at Row:1:Column:«59»\nsObject type '«Contacct»' is not supported." NO_SUCH_OBJECT},
    };
#undef NO_SUCH_OBJECT
}

Mistakes aboutWords()
{
    const auto unexpected = [](const char *name, const char *soql, const char *message) {
        return Mistake{name, "7.2", query(soql), 400, "MALFORMED_QUERY", message};
    };
    return {
        unexpected("no fields", "SELECT FROM Account",
            "«\nSELECT FROM Account\n       ^\nERROR at Row:1:Column:8\n»unexpected token: '«FROM»'"),
        unexpected("no end", "SELECT Id FROM Account WHERE",
            "«\nSELECT Id FROM Account WHERE\n                            ^\nERROR at "
            "Row:1:Column:29\n»unexpected token: '«<EOF>»'"),
        {"and beside or", "sfe-0440",
            query("SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'"), 400,
            "MALFORMED_QUERY",
            "«\nWHERE Name = 'a' AND Name = 'b' OR Name = 'c'\n                                ^\n"
            "ERROR at Row:1:Column:56\n»unexpected token: «'»OR«'»"},
        unexpected("text without quotes", "SELECT Id FROM Account WHERE Name = June",
            "«\nSELECT Id FROM Account WHERE Name = June\n                                    ^\n"
            "ERROR at Row:1:Column:37\n»unexpected token: '«June»'"),
        unexpected("two commas", "SELECT Id,, Name FROM Account",
            "«\nSELECT Id,, Name FROM Account\n          ^\nERROR at Row:1:Column:11\n»unexpected "
            "token: '«,»'"),
        unexpected("a misspelt word", "SELECT Id FROM Account WEHRE Name = 'x' LIMIT 1",
            "«\nSELECT Id FROM Account WEHRE Name = 'x' LIMIT 1\n                             ^\n"
            "ERROR at Row:1:Column:30\n»unexpected token: '«Name»'"),
        unexpected("a parenthesis too much", "SELECT Id FROM Account WHERE (Name = 'x'))",
            "«\nFROM Account WHERE (Name = 'x'))\n                               "
            "^\nERROR at Row:1:Column:42\n»unexpected token: '«)»'"),
        unexpected("the parameter's name twice", "q=SELECT Id FROM Account",
            "«\nq=SELECT Id FROM Account\n^\nERROR at Row:1:Column:1\n»unexpected token: '«q»'"),
        {"an open query that never was", "sfe-0227", rest("GET", "query/0r8xx5R2yF2gs3VASQ-2000"),
            400, "INVALID_QUERY_LOCATOR", "invalid query locator"},
        {"an open query that is gone", "4.1", expiredLocator, 400, "INVALID_QUERY_LOCATOR",
            "invalid query locator"},
    };
}

} // namespace

Mistakes inQueries()
{
    Mistakes all = aboutFields();
    for (const Mistakes &more : {aboutObjects(), aboutWords()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace mistakes
