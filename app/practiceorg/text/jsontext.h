// The text of a JSON body: what Salesforce's parser says when it is none, and where things stand.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace practice {

/// What is wrong with a text that is no JSON, as Salesforce says it: `Unexpected character ('n'
/// (code 110)): was expecting double-quote to start field name at [line:1, column:3]`. The words
/// are those of Jackson 1.9 (ReaderBasedParser, Utf8StreamParser), which Salesforce hands on with a
/// place of its own: that one is asserted by a public REST test suite, `expected a valid value
/// (number, String, array, object, 'true', 'false' or 'null')` stands in
/// salesforce.stackexchange.com/questions/137599, `was expecting comma to separate OBJECT entries`
/// in public error logs. For the rest Jackson's source is the only one. Jackson also names the
/// address of its own object, `(from [Source: java.io…])`, where brackets are left open: no source
/// has what Salesforce makes of it, and it is left out.
[[nodiscard]] std::optional<QString> jsonProblem(const QByteArray &text);

/// A member of an object, at any depth, and how far the parser has read when it looks at the value:
/// behind it, or behind the bracket that opens it.
struct JsonMember {
    QString name;
    qsizetype at = 0;
};
/// In the order of the text, which QJsonObject forgets. Of a text that is JSON.
[[nodiscard]] std::vector<JsonMember> jsonMembers(const QByteArray &text);

/// ` at [line:1, column:55]`: where a parser stands that has read so many bytes.
[[nodiscard]] QString jsonPlace(const QByteArray &text, qsizetype at);

} // namespace practice
