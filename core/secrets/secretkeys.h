#pragma once

#include <QString>
#include <QUuid>

/// Where a connection's secrets stand in a SecretStore: `<workspace UUID>/<connection id>/<kind>`,
/// because connection 1 exists in every workspace.
namespace secretkeys {

[[nodiscard]] inline QString keyOf(
    const QUuid &workspace, qint64 connection, QLatin1StringView kind)
{
    return workspace.toString(QUuid::WithoutBraces) % QLatin1Char('/') % QString::number(connection)
        % QLatin1Char('/') % kind;
}
[[nodiscard]] inline QString accessToken(const QUuid &workspace, qint64 connection)
{
    return keyOf(workspace, connection, QLatin1StringView("access_token"));
}
[[nodiscard]] inline QString refreshToken(const QUuid &workspace, qint64 connection)
{
    return keyOf(workspace, connection, QLatin1StringView("refresh_token"));
}

} // namespace secretkeys
