#include "httphost/message.h"

#include <QList>

#include <algorithm>
#include <array>
#include <cctype>

namespace http {

namespace {

bool sameName(const QByteArray &name, std::string_view other)
{
    return std::ranges::equal(name, other, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a))
            == std::tolower(static_cast<unsigned char>(b));
    });
}

QByteArray decoded(QByteArray text)
{
    text.replace('+', ' ');
    return QByteArray::fromPercentEncoding(text);
}

} // namespace

QByteArray Headers::value(std::string_view name) const
{
    for (const auto &[key, value] : m_fields) {
        if (sameName(key, name))
            return value;
    }
    return {};
}

bool Headers::contains(std::string_view name) const
{
    return std::ranges::any_of(
        m_fields, [name](const auto &field) { return sameName(field.first, name); });
}

void Headers::set(const QByteArray &name, const QByteArray &value)
{
    const std::string_view wanted(name.constData(), static_cast<std::size_t>(name.size()));
    std::erase_if(m_fields, [wanted](const auto &field) { return sameName(field.first, wanted); });
    m_fields.emplace_back(name, value);
}

QByteArray BodyReader::readAll(qint64 limit, bool *ok)
{
    QByteArray whole;
    std::array<char, 16 * 1024> piece; // NOLINT(cppcoreguidelines-pro-type-member-init): read into
    qint64 count = 0;
    while ((count = read(piece)) > 0 && whole.size() + count <= limit)
        whole.append(piece.data(), count);
    if (ok)
        *ok = count == 0;
    return count == 0 ? whole : QByteArray();
}

QByteArray Request::path() const
{
    return target.left(target.contains('?') ? target.indexOf('?') : target.size());
}

QByteArray Request::query() const
{
    return target.contains('?') ? target.mid(target.indexOf('?') + 1) : QByteArray();
}

QByteArray Request::parameter(std::string_view name) const { return formValue(query(), name); }

void ReplySink::answer(
    int status, const QByteArray &contentType, const QByteArray &body, Headers headers)
{
    if (!contentType.isEmpty())
        headers.set("Content-Type", contentType);
    headers.set("Content-Length", QByteArray::number(body.size()));
    begin(status, headers);
    if (!body.isEmpty())
        write({body.constData(), static_cast<std::size_t>(body.size())});
}

std::vector<std::pair<QByteArray, QByteArray>> formValues(const QByteArray &encoded)
{
    std::vector<std::pair<QByteArray, QByteArray>> values;
    for (const QByteArray &pair : encoded.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0)
            values.emplace_back(decoded(pair), QByteArray(""));
        else
            values.emplace_back(decoded(pair.left(equals)), decoded(pair.mid(equals + 1)));
    }
    return values;
}

QByteArray formValue(const QByteArray &encoded, std::string_view name)
{
    for (const auto &[key, value] : formValues(encoded)) {
        if (key == QByteArrayView(name.data(), static_cast<qsizetype>(name.size())))
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

} // namespace http
