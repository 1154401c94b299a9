#include "connect/signinquestion.h"

#include "values/connection.h"
#include "wording/wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SignInQuestion)
};

SignInQuestion aboutTheEnvironment(const Failure &failure)
{
    const bool sandbox = fromWord<Environment>(failure.arguments.value(1)) == Environment::Sandbox;
    return {.allows = SignInQuestion::Allows::OtherEnvironment,
        .title = Words::tr("This org is %1")
            .arg(sandbox ? Words::tr("a sandbox") : Words::tr("a production org")),
        .text = wording::sentence(failure),
        .accept = sandbox ? Words::tr("&Connect it as a sandbox")
                          : Words::tr("&Connect it as production"),
        .raw = failure.raw};
}

SignInQuestion aboutTheUser(const Failure &failure)
{
    return {.allows = SignInQuestion::Allows::OtherUser,
        .title = Words::tr("Signed in as somebody else"),
        .text = wording::sentence(failure),
        .accept = Words::tr("&Go on as %1").arg(failure.arguments.value(1)),
        .raw = failure.raw};
}

SignInQuestion aboutTheSecretFile(const Failure &failure, const QString &file)
{
    return {.allows = SignInQuestion::Allows::SecretFile,
        .title = Words::tr("Where shall the sign-in be kept?"),
        .text = Words::tr("%1\n\nOrgmend can keep it in a file instead: %2. Only your user can "
                          "read that file (mode 0600), but it is not encrypted.")
            .arg(wording::sentence(failure), file),
        .accept = Words::tr("&Keep it in the file"),
        .raw = failure.raw};
}

} // namespace

ConnectRequest SignInQuestion::accepted(ConnectRequest request) const
{
    switch (allows) {
    case Allows::OtherEnvironment:
        request.acceptOtherEnvironment = true;
        break;
    case Allows::OtherUser:
        request.acceptOtherUser = true;
        break;
    case Allows::SecretFile:
        break;
    }
    return request;
}

std::optional<SignInQuestion> questionAfter(
    const Failure &failure, const std::optional<QString> &secretFile)
{
    switch (failure.problem) {
    case Failure::Problem::EnvironmentMismatch:
        return aboutTheEnvironment(failure);
    case Failure::Problem::OtherUser:
        return aboutTheUser(failure);
    case Failure::Problem::KeychainMissing:
    case Failure::Problem::KeychainLocked:
    case Failure::Problem::KeychainFailed:
        if (secretFile)
            return aboutTheSecretFile(failure, *secretFile);
        return std::nullopt;
    default:
        return std::nullopt;
    }
}
