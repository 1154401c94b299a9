#pragma once

#include "base/secretstore.h"

#include <QByteArray>
#include <QMap>

/// Secrets in a file of mode 0600, for machines without a keychain (`--secrets file:PATH`). JSON,
/// values in base64, replaced as a whole and flushed to the disk, so that a power cut leaves the
/// old file or the new one. A lock file beside it (`PATH.lock`) keeps programs from overwriting
/// each other's changes. A file that is not 0600, not a plain file or not ours is refused
/// (SecretFileUnsafe); one that can't be read, parsed or written is SecretFileUnusable. The folder
/// must exist.
class FileSecretStore final : public SecretStore {
public:
    explicit FileSecretStore(const QString &path);

    Result<std::optional<Secret>> read(const QString &key) override;
    Result<void> write(const QString &key, const Secret &value) override;
    Result<void> remove(const QString &key) override;

private:
    using Values = QMap<QString, QByteArray>;
    [[nodiscard]] Result<Values> load() const;
    [[nodiscard]] Result<void> store(const Values &values) const;
    [[nodiscard]] Failure unusable(const QString &why) const;

    QString m_path;
};
