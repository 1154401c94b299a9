// Validation rules and duplicate rules: what an admin of the org has set up against bad data.
#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QMutex>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

struct sqlite3;

namespace practice {

class Formula;
struct Value;
/// The values of a row by Field::index.
using Row = std::vector<Value>;

struct ValidationRule {
    QString id; ///< `03d…`
    QString object;
    QString name;
    QString formula; ///< true means refused
    QString message;
    QString field; ///< where the message is shown; empty: Top of Page
    bool active = true;
    std::shared_ptr<const Formula> compiled;
};

struct DuplicateMatch {
    QString field;
    bool fuzzy = false; ///< else exact, without regard to case
};

struct DuplicateRule {
    QString object;
    QString name; ///< DeveloperName
    QString matchingRule;
    QString message;
    std::vector<DuplicateMatch> match; ///< all of them have to match
    bool block = false; ///< Block: the header cannot save it. Otherwise Allow with an alert
    bool alert = true;  ///< Allow without an alert: saved, nobody is told
    bool active = true;
};

/// The rules of one org; changed by the controls while writes go on. A set of rules never changes:
/// it is replaced.
struct RuleSet {
    std::vector<ValidationRule> validation;
    std::vector<DuplicateRule> duplicates;
};

/// Whether a fuzzy matching rule takes two values for the same: without case, accents and
/// punctuation they differ in a fifth of their letters at most. Salesforce's own methods are
/// richer (nicknames, phonetics); blank never matches.
[[nodiscard]] bool fuzzyMatch(const QString &a, const QString &b);

class Rules {
public:
    Rules();
    [[nodiscard]] std::shared_ptr<const RuleSet> current() const;
    void replace(std::shared_ptr<const RuleSet> rules);

private:
    mutable QMutex m_mutex;
    std::shared_ptr<const RuleSet> m_current;
};

/// A formula of the subset that the practice org understands: field names, text, numbers, TRUE,
/// FALSE, NULL, = <> != < <= > >= && || ! + - * / &, AND OR NOT IF ISBLANK ISNULL ISPICKVAL
/// ISNEW ISCHANGED PRIORVALUE LEN CONTAINS INCLUDES BEGINS TRIM UPPER LOWER TEXT VALUE REGEX TODAY
/// NOW.
class Formula {
public:
    ~Formula();
    /// Fails with the sentence that setup would show.
    [[nodiscard]] static Result<std::shared_ptr<const Formula>> compile(
        const QString &text, const std::shared_ptr<const Object> &object);
    /// `before`: the row as it was; null when it is new.
    [[nodiscard]] bool holds(const Row &row, const Row *before, const QDateTime &now) const;

    struct Node;

private:
    Formula();
    std::shared_ptr<const Object> m_object; ///< whose fields the formula names
    std::unique_ptr<Node> m_root;
};

} // namespace practice
