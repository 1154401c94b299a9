#pragma once

#include "values/enumwords.h"

#include <QDateTime>
#include <QString>

#include <optional>

/// What an org is, as Organization.IsSandbox says. Developer editions and trials are production.
enum class Environment { Production, Sandbox };
template <>
struct EnumWords<Environment> {
    static constexpr EnumWordList<Environment, 2> all{{
        {Environment::Production, QLatin1StringView("production")},
        {Environment::Sandbox, QLatin1StringView("sandbox")},
    }};
};

/// One sign-in to one org, as the workspace keeps it. No secret is in here.
struct Connection {
    qint64 id = 0;
    QString name;
    Environment environment = Environment::Production;
    QString loginUrl;
    QString clientId;
    QString callback;
    QString instanceUrl;
    QString orgId; ///< 18 characters
    QString orgName;
    QString userId;
    QString username;
    QString apiVersion;   ///< `62.0`
    QString templateName; ///< `people`, `mirror`, `empty`
    QString tablePrefix;
    bool complete = false; ///< sign-in went through to the end
    bool signedIn = false;
    bool tokenExpired = false;
    bool paused = false;
    bool offline = false; ///< the last call did not reach Salesforce
    QDateTime waitingForQuotaUntil;
    QDateTime tokenIssuedAt;
    QDateTime lastSync; ///< end of the last run with outcome success or partial
    QDateTime lastFullSync;
    QDateTime createdAt;
    std::optional<qint64> apiUsed;
    std::optional<qint64> apiMaximum;
    qint64 tokenGeneration = 0;
};
