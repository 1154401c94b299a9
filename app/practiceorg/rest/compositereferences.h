// What a part of a composite request takes from the answers of earlier ones: `@{refAccount.id}`
// (REST API Developer Guide, Composite Subrequest).
#pragma once

#include <QHash>
#include <QJsonValue>
#include <QSet>
#include <QString>

#include <optional>

namespace practice {

/// Whether a part may be called so: letters, digits and underscores, a letter or a digit first.
[[nodiscard]] bool isReferenceId(const QString &name);
/// Salesforce's sentence about one that may not.
[[nodiscard]] QString illegalReferenceId(const QString &name);

/// Answers of earlier parts, by their referenceId. Case counts, in the names of fields too.
class References {
public:
    /// `version`: of the composite request. Its parts' own don't count.
    explicit References(int version) : m_version(version) { }

    /// `ofRecord`: the part read one record.
    void add(const QString &name, const QJsonValue &body, bool failed, bool ofRecord);
    /// Whether `value` takes something from a part that failed.
    [[nodiscard]] bool needsFailed(const QJsonValue &value) const;
    /// `value` with all that is referred to put in. Nothing where there is no such value: problem()
    /// has Salesforce's sentence then. A text that is one reference and nothing else becomes a
    /// value of the referenced one's own type.
    [[nodiscard]] std::optional<QJsonValue> resolved(const QJsonValue &value);
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    struct Answer {
        QJsonValue body;
        bool failed = false;
        bool ofRecord = false;
    };
    std::optional<QJsonValue> lookUp(const QString &name, const QString &whole);
    std::optional<QJsonValue> resolvedText(const QString &text);

    const int m_version;
    QHash<QString, Answer> m_answers;
    QString m_problem;
};

} // namespace practice
