#pragma once

#include "base/secret.h"
#include "values/connection.h"

#include <QString>

/// What an admin answers when a connection is made or signed in to again.
struct ConnectRequest {
    QString clientId;
    QString environment = wordOf(Environment::Production); ///< or `sandbox`, or `https://HOST`
    QString loginUrl;                                      ///< overrides the host of `environment`
    QString name;                                          ///< empty: the org's name
    quint16 callbackPort = 1717;
    /// Somebody else opens the page, maybe on another machine and later: nothing is asked of the
    /// login host before. Otherwise a login host that doesn't answer is told at once instead of
    /// after the wait for the browser.
    bool pageOpensElsewhere = false;
    QString templateName = QStringLiteral("people");
    QString tablePrefix; ///< empty: as CONTRACT.md, "Prefix", says
    /// Without a browser: a refresh token and the instance it belongs to.
    Secret refreshToken;
    QString instanceUrl;
    /// The admin said production and Salesforce says sandbox (or the other way round), and that is
    /// fine.
    bool acceptOtherEnvironment = false;
    /// Reconnect signed in as somebody else, and that is fine.
    bool acceptOtherUser = false;
};
