#pragma once

#include <QByteArray>
#include <QMap>
#include <QSet>
#include <QThread>
#include <QUrl>

#include <future>
#include <mutex>

namespace journey {

/// Stands between a program and the login host and notes what the program says.
class Overheard : public QThread {
public:
    explicit Overheard(const QUrl &host);
    ~Overheard() override;

    [[nodiscard]] QString address();
    /// The values of each field of every form and address that went by: `code`, `code_verifier` ...
    [[nodiscard]] QMap<QByteArray, QSet<QByteArray>> fields() const;

protected:
    void run() override;

private:
    const QUrl m_host;
    std::promise<quint16> m_port;
    mutable std::mutex m_mutex;
    QByteArray m_said;
};

} // namespace journey
