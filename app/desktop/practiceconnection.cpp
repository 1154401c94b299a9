#include "desktop/practiceconnection.h"

using namespace Qt::StringLiterals;

Result<std::vector<qint64>> connectToPractice(
    Engine &engine, const PracticeAnnouncement &announcement, const std::stop_token &stop)
{
    if (const Result<void> prepared = engine.prepare(); !prepared)
        return prepared.failure();
    const Result<std::vector<ConnectionStatus>> known = engine.connections().list();
    if (!known)
        return known.failure();

    ConnectRequest request;
    request.clientId = announcement.clientId;
    request.loginUrl = announcement.loginUrl;
    request.instanceUrl = announcement.instanceUrl;
    request.refreshToken = announcement.refreshToken;
    request.name = QStringLiteral("Practice org");
    // With a refresh token no page is opened.
    const auto noPage = [](const QUrl &) -> Result<void> { return {}; };
    if (known->empty()) {
        const Result<ConnectionStatus> made = engine.connections().connect(request, noPage, stop);
        if (!made)
            return made.failure();
    }
    std::vector<qint64> waiting;
    for (const ConnectionStatus &status : *known) {
        const Connection &connection = status.connection;
        if (status.state == ConnectionState::Offline)
            waiting.push_back(connection.id);
        const bool moved = connection.loginUrl != announcement.loginUrl
            || connection.instanceUrl != announcement.instanceUrl;
        const bool lost = status.state == ConnectionState::TokenExpired
            || status.state == ConnectionState::Incomplete;
        if (connection.environment != Environment::Production || !(moved || lost))
            continue;
        const Result<ConnectionStatus> followed =
            engine.connections().reconnect(connection.id, request, noPage, stop);
        if (!followed)
            return followed.failure();
    }
    return waiting;
}
