#include "tests/practiceorg/mistakes.h"

using namespace Qt::StringLiterals;

namespace mistakes {

namespace {

/// As a user who reads another language.
Make in(const QByteArray &language, const Make &make)
{
    return [=](DoorBench &bench) {
        const auto speak = [&bench](const QByteArray &wanted) {
            bench.ask("PATCH", bench.data + "sobjects/User/" + bench.who().userId.toLatin1(),
                "{\"LanguageLocaleKey\":\"" + wanted + "\"}");
        };
        speak(language);
        const Said said = make(bench);
        speak("en_US");
        return said;
    };
}

Said deletedTwiceInPortuguese(DoorBench &bench)
{
    const QByteArray path =
        bench.data + "sobjects/Contact/" + created(bench, "Contact", R"({"LastName":"Gone"})");
    bench.ask("DELETE", path);
    return restError(bench.ask("DELETE", path));
}

Said rowWithoutField(DoorBench &bench)
{
    const DoorBench::Answer answer = bench.ask("POST", bench.data + "composite/sobjects",
        R"({"records":[{"attributes":{"type":"Contact"}}]})");
    return errorIn(answer.status, answer.json()[0][u"errors"]);
}

} // namespace

Mistakes inLanguages()
{
    return {
        {"in German: a session that is none", "sfe-0425",
            in("de", rest("GET", "limits", {}, {{"Authorization", "Bearer nonsense"}})), 401,
            "INVALID_SESSION_ID", "Sitzung abgelaufen oder ungültig"},
        {"in German: nothing but a record", "sfe-0233",
            in("de", rest("POST", "sobjects/Contact", "{}")), 400, "REQUIRED_FIELD_MISSING",
            "Erforderliche Felder fehlen: [«LastName»]", {u"LastName"_s}},
        {"in German: a row of nothing", "sfe-0233", in("de", rowWithoutField), 200,
            "REQUIRED_FIELD_MISSING", "Erforderliche Felder fehlen: [«LastName»]", {u"LastName"_s}},
        {"in German: a field that nobody writes", "sfe-0243",
            in("de", rest("POST", "sobjects/Account", R"({"Name":"A","MasterRecordId":"x"})")), 400,
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "Felder können nicht erstellt/aktualisiert werden: «MasterRecordId». Bitte überprüfen "
            "Sie die Sicherheitseinstellungen dieses Feldes.",
            {u"MasterRecordId"_s}},
        {"in Portuguese: a value that a picklist has not", "5.3",
            in("pt_BR",
                rest("POST", "sobjects/Contact",
                    R"({"LastName":"X","Donor_Level__c":"MODERADOL"})")),
            400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "«Donor Level»: valor incorreto para campo de lista de opções restrita: MODERADOL",
            {u"Donor_Level__c"_s}},
        {"in Portuguese: deleted twice", "sfe-0388", in("pt_BR", deletedTwiceInPortuguese), 404,
            "ENTITY_IS_DELETED", "a entidade foi excluída"},
        {"in German: what is known in English alone", "7.2", in("de", rest("GET", "nothing")), 404,
            "NOT_FOUND", "The requested resource does not exist"},
    };
}

} // namespace mistakes
