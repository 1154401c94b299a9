#include "app/practiceorg/rest/compositereferences.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// `@{refContact.records[0].Id}`: all of it between the braces, and the part's name before the
/// first character that can't belong to one.
const QRegularExpression &pattern()
{
    static const QRegularExpression reference(u"@\\{((\\w+)[^}]*)\\}"_s);
    return reference;
}

/// The value of `.id`, `.records[0].Id`, … in what an earlier part answered; undefined where there
/// is none.
QJsonValue valueAt(QJsonValue value, const QString &path)
{
    static const QRegularExpression whole(u"^(\\.[^.\\[\\]]+|\\[\\d+\\])+$"_s);
    static const QRegularExpression step(u"\\.([^.\\[\\]]+)|\\[(\\d+)\\]"_s);
    if (!whole.match(path).hasMatch())
        return QJsonValue::Undefined;
    QRegularExpressionMatchIterator each = step.globalMatch(path);
    while (each.hasNext()) {
        const QRegularExpressionMatch match = each.next();
        value = match.captured(2).isEmpty() ? value.toObject().value(match.captured(1))
                                            : value.toArray().at(match.captured(2).toInt());
    }
    return value;
}

template <typename Each>
bool anyText(const QJsonValue &value, const Each &holds)
{
    if (value.isString())
        return holds(value.toString());
    const auto inside = [&holds](const QJsonValue &part) { return anyText(part, holds); };
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), inside);
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), inside);
}

} // namespace

bool isReferenceId(const QString &name)
{
    static const QRegularExpression legal(u"^[A-Za-z0-9][A-Za-z0-9_]*$"_s);
    return legal.match(name).hasMatch();
}

QString illegalReferenceId(const QString &name)
{
    return u"Provided referenceId ('%1') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."_s
        .arg(name);
}

void References::add(const QString &name, const QJsonValue &body, bool failed, bool ofRecord)
{
    m_answers.insert(name, {body, failed, ofRecord});
}

bool References::needsFailed(const QJsonValue &value) const
{
    return anyText(value, [this](const QString &text) {
        QRegularExpressionMatchIterator each = pattern().globalMatch(text);
        while (each.hasNext()) {
            const auto found = m_answers.constFind(each.next().captured(2));
            if (found != m_answers.cend() && found->failed)
                return true;
        }
        return false;
    });
}

/// A null is a value from version 52.0 on, and only of a record that was read for itself (the
/// guide's "Behavior for References to Null Fields").
std::optional<QJsonValue> References::lookUp(const QString &name, const QString &whole)
{
    const auto found = m_answers.constFind(name);
    const QJsonValue value = found == m_answers.cend()
        ? QJsonValue::Undefined
        : valueAt(found->body, whole.mid(name.size()));
    const bool there = value.isNull()
        ? m_version >= 52 && found->ofRecord
        : !value.isUndefined() && !value.isObject() && !value.isArray();
    if (there)
        return value;
    m_problem = u"Invalid reference specified. No value for %1 found in %2. "_s.arg(whole, name)
        + illegalReferenceId(whole);
    return std::nullopt;
}

std::optional<QJsonValue> References::resolvedText(const QString &text)
{
    const QRegularExpressionMatch first = pattern().match(text);
    if (!first.hasMatch())
        return text;
    if (first.capturedLength() == text.size())
        return lookUp(first.captured(2), first.captured(1));
    QString result;
    qsizetype plain = 0;
    QRegularExpressionMatchIterator each = pattern().globalMatch(text);
    while (each.hasNext()) {
        const QRegularExpressionMatch match = each.next();
        const std::optional<QJsonValue> value = lookUp(match.captured(2), match.captured(1));
        if (!value)
            return std::nullopt;
        result += text.mid(plain, match.capturedStart() - plain) + value->toVariant().toString();
        plain = match.capturedEnd();
    }
    return QString(result + text.mid(plain));
}

std::optional<QJsonValue> References::resolved(const QJsonValue &value)
{
    if (value.isString())
        return resolvedText(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &each : value.toArray()) {
            const std::optional<QJsonValue> part = resolved(each);
            if (!part)
                return std::nullopt;
            array.append(*part);
        }
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each) {
            const std::optional<QJsonValue> part = resolved(each.value());
            if (!part)
                return std::nullopt;
            each.value() = *part;
        }
        return object;
    }
    return value;
}

} // namespace practice
