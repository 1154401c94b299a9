#include "secrets/secretstores.h"

#include "secrets/keychain.h"
#include "secrets/secretfile.h"

using namespace Qt::StringLiterals;

std::shared_ptr<SecretStore> makeSecretStore(const QString &choice)
{
    if (choice == u"keychain")
        return std::make_shared<KeychainSecretStore>();
    if (choice.startsWith(u"file:") && choice.size() > 5)
        return std::make_shared<FileSecretStore>(choice.mid(5));
    return nullptr;
}
