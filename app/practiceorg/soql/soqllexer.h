#pragma once

#include "app/practiceorg/soql/soql.h"

#include <variant>

namespace practice::soql {

struct Token {
    enum class Kind { Name, Text, Number, Date, DateTime, Symbol, End };
    Kind kind = Kind::End;
    QString text;    ///< as it stands in the query; of a Text the value without quotes
    QString raw;     ///< as it stands in the query, always
    QString pattern; ///< of a Text: see Literal::pattern
    bool hasWildcardEscape = false; ///< of a Text: `\_` or `\%`, which mean something to LIKE alone
    qsizetype at = 0;

    [[nodiscard]] bool isSymbol(QLatin1StringView symbol) const
    {
        return kind == Kind::Symbol && text == symbol;
    }
    /// A word, without regard to case.
    [[nodiscard]] bool isWord(QLatin1StringView word) const
    {
        return kind == Kind::Name && text.compare(word, Qt::CaseInsensitive) == 0;
    }
};

/// The tokens of a query; the last one is End.
[[nodiscard]] std::variant<std::vector<Token>, Error> tokens(const QString &query);

} // namespace practice::soql
