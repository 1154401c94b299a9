#pragma once

#include <QByteArray>

/// A token, key or code. It prints nothing, converts to nothing and wipes its own copy of the bytes
/// when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    /// The bytes themselves: for a request header, a form body or a secret store, and for nothing
    /// else.
    [[nodiscard]] QByteArray reveal() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    friend bool operator==(const Secret &a, const Secret &b) { return a.m_bytes == b.m_bytes; }

private:
    void wipe();
    QByteArray m_bytes;
};
