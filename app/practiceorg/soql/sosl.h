#pragma once

#include "app/practiceorg/soql/soql.h"

#include <QStringList>

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

/// SOSL: what is to be found, where, and what is told about it. Facts: Salesforce's SOSL reference;
/// texts of refusals as clients have recorded them.
namespace practice::sosl {

/// The words between the braces, with their operators.
struct Term {
    enum class Kind { Words, And, Or, Not };
    Kind kind = Kind::Words;
    std::vector<Term> parts;
    QStringList words; ///< one after the other in one field; may hold wildcards
};

/// The fields that are looked at.
enum class Group { All, Name, Email, Phone, Sidebar };

struct Returning {
    QString object;
    qsizetype at = 0;
    soql::Query query; ///< fields, conditions, order and limits of that object
};

struct Search {
    Term term;
    Group group = Group::All;
    std::vector<Returning> returning; ///< none: every object, Ids alone
    std::optional<qint64> limit;
};

using Parsed = std::variant<Search, soql::Error>;
[[nodiscard]] Parsed parse(const QString &text);

/// What stands between the braces at `from` (behind the first) to `to`. Exposed for parse().
[[nodiscard]] std::variant<Term, soql::Error> parseTerm(
    const QString &text, qsizetype from, qsizetype to);

/// The words of a text as search takes them: lower case, cut at spaces, punctuation, between
/// letters and digits; each Chinese, Japanese or Korean character by itself. `keepWildcards`: `*`
/// and `?` are parts of words.
[[nodiscard]] QStringList wordsOf(QStringView text, bool keepWildcards = false);

/// Whether a record with these fields is meant; the fields as wordsOf() gives them.
[[nodiscard]] bool matches(const Term &term, const std::vector<QStringList> &fields);

/// False when no text with these bytes (UTF-8) can hold what is meant; quick, for most records are
/// not.
[[nodiscard]] bool mayMatch(const Term &term, std::string_view utf8);

/// A text that finds itself: reserved characters escaped, wildcards and quotes left as they are.
[[nodiscard]] QString escaped(const QString &term);

} // namespace practice::sosl
