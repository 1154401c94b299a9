#pragma once

#include "httphost/message.h"

#include <QString>

namespace practice {

class Org;

/// The sign-in form with Allow and Deny. `form`: what the address said, carried through hidden
/// fields. `problem`: shown above the form when it is not empty.
void answerConsentPage(
    Org &org, http::ReplySink &reply, const QByteArray &form, const QString &problem);

/// The page for what must not reach the callback. As on Salesforce's page, `error` and
/// `error_description` stand in the browser's address (PROTOCOL.md 1.6).
void answerErrorPage(Org &org, http::ReplySink &reply, const QByteArray &error,
    const QByteArray &description, const QString &explanation);

} // namespace practice
