#pragma once

#include "base/secretstore.h"

#include <QObject>

#include <functional>
#include <memory>

/// Secrets in the system's keychain, service `Orgmend`, through QtKeychain, which works on the main
/// thread alone (HTTP_FACTS.md, 3): requests from other threads are queued there and waited for, 15
/// seconds at most; an answer that comes later is dropped. So the main thread must run its event
/// loop meanwhile, and must not ask itself.
///
/// Make and destroy it on the main thread. KeychainMissing, KeychainLocked, KeychainFailed.
class KeychainSecretStore final : public SecretStore {
public:
    KeychainSecretStore();

    Result<std::optional<Secret>> read(const QString &key) override;
    Result<void> write(const QString &key, const Secret &value) override;
    Result<void> remove(const QString &key) override;

private:
    struct Answer;
    using Start = std::function<void(const std::shared_ptr<Answer> &)>;
    [[nodiscard]] Result<QByteArray> ask(const Start &start);

    QObject m_onMainThread;
};
