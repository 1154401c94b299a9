#include "app/practiceorg/records/rules.h"

#include <QMutexLocker>

#include <algorithm>
#include <utility>
#include <vector>

namespace practice {

Rules::Rules() : m_current(std::make_shared<RuleSet>()) { }

std::shared_ptr<const RuleSet> Rules::current() const
{
    const QMutexLocker lock(&m_mutex);
    return m_current;
}

void Rules::replace(std::shared_ptr<const RuleSet> rules)
{
    const QMutexLocker lock(&m_mutex);
    m_current = std::move(rules);
}

namespace {

/// Letters and digits without case and accents.
QString bare(const QString &text)
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    return plain;
}

/// Insertions, deletions and replacements from one to the other.
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> previous(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < previous.size(); ++j)
        previous[j] = static_cast<qsizetype>(j);
    std::vector<qsizetype> current(previous.size());
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const qsizetype replaced = previous[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[at] = std::min({replaced, previous[at] + 1, current[at - 1] + 1});
        }
        std::swap(previous, current);
    }
    return previous.back();
}

} // namespace

bool fuzzyMatch(const QString &a, const QString &b)
{
    const QString left = bare(a);
    const QString right = bare(b);
    if (left.isEmpty() || right.isEmpty())
        return false;
    const qsizetype longer = std::max(left.size(), right.size());
    return distance(left, right) * 5 <= longer; // four fifths agree
}

} // namespace practice
