#include "base/secret.h"

#include <cstring>
#include <utility>

Secret::Secret(const QByteArray &bytes)
    : m_bytes(bytes.constData(),
          bytes.size()) // a copy of our own, so that wiping it wipes nobody else's
{
}

Secret::Secret(const Secret &other) : m_bytes(other.m_bytes.constData(), other.m_bytes.size()) { }

Secret::Secret(Secret &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) { }

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = QByteArray(other.m_bytes.constData(), other.m_bytes.size());
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe()
{
    if (m_bytes.isEmpty() || !m_bytes.isDetached())
        return;
    explicit_bzero(m_bytes.data(), static_cast<std::size_t>(m_bytes.size()));
}
