#pragma once

#include "base/secretstore.h"

#include <memory>
#include <mutex>

/// The secret store of the window, which can change once somebody decides for a file instead of a
/// keychain that is not there. Any thread.
class SwitchableSecrets final : public SecretStore {
public:
    explicit SwitchableSecrets(std::shared_ptr<SecretStore> first) : m_store(std::move(first)) { }

    void switchTo(std::shared_ptr<SecretStore> other)
    {
        const std::scoped_lock lock(m_mutex);
        m_replaced = std::exchange(m_store, std::move(other));
    }
    Result<std::optional<Secret>> read(const QString &key) override { return now()->read(key); }
    Result<void> write(const QString &key, const Secret &value) override
    {
        return now()->write(key, value);
    }
    Result<void> remove(const QString &key) override { return now()->remove(key); }

private:
    [[nodiscard]] std::shared_ptr<SecretStore> now()
    {
        const std::scoped_lock lock(m_mutex);
        return m_store;
    }

    std::mutex m_mutex;
    std::shared_ptr<SecretStore> m_store;
    std::shared_ptr<SecretStore> m_replaced; ///< the keychain goes on the main thread, at the end
};
