#include "httphost/router.h"

namespace http {

namespace {

QByteArrayList split(const QByteArray &path)
{
    return path.isEmpty() ? QByteArrayList() : path.split('/');
}

bool isVariable(const QByteArray &segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}

bool isRest(const QByteArray &segment) { return segment.endsWith("...}"); }

QByteArray variableName(const QByteArray &segment)
{
    return isRest(segment) ? segment.mid(1, segment.size() - 5)
                           : segment.mid(1, segment.size() - 2);
}

} // namespace

PathPattern::PathPattern(const QByteArray &pattern)
{
    for (const QByteArray &segment : split(pattern)) {
        m_segments.push_back(segment);
        m_vagueness += isRest(segment) ? 'c' : isVariable(segment) ? 'b' : 'a';
    }
}

std::optional<PathArguments> PathPattern::match(const QByteArray &path) const
{
    const QByteArrayList segments = split(path);
    PathArguments found;
    qsizetype at = 0;
    for (const QByteArray &wanted : m_segments) {
        if (at >= segments.size())
            return std::nullopt;
        if (isRest(wanted)) {
            found[variableName(wanted)] =
                QByteArray::fromPercentEncoding(segments.mid(at).join('/'));
            return found;
        }
        if (isVariable(wanted))
            found[variableName(wanted)] = QByteArray::fromPercentEncoding(segments[at]);
        else if (wanted != segments[at])
            return std::nullopt;
        ++at;
    }
    return at == segments.size() ? std::optional(found) : std::nullopt;
}

} // namespace http
