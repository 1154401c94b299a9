#pragma once

#include "connect/connectrequest.h"
#include "connect/engineparts.h"
#include "connect/signin.h"
#include "values/connection.h"
#include "values/eventmakers.h"
#include "workspace/stores/leases.h"

#include <mutex>

/// Connect, reconnect and disconnect: from a sign-in to a connection that the workspace knows, with
/// its secrets in the store and its mappings made. A connection is kept as incomplete before its
/// secrets are written, because their names need its id; a crash in between leaves it so, and the
/// next connect to the same org (or reconnect) completes it.
///
/// Thread-safe; remembers one sign-in that ended with a question (another environment, another
/// user), so that saying yes needs no second trip to the browser.
class ConnectFlow {
public:
    explicit ConnectFlow(const EngineParts &parts) : m_parts(parts) { }

    /// The id of the new connection.
    [[nodiscard]] Result<qint64> connect(
        const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop);
    [[nodiscard]] Result<void> reconnect(qint64 connection, const ConnectRequest &request,
        const OpenPage &open, const std::stop_token &stop);
    [[nodiscard]] Result<void> disconnect(qint64 connection, const std::stop_token &stop);

private:
    struct Question {
        SignIn signIn;
        QUrl loginUrl;
        QDateTime askedAt;
    };

    [[nodiscard]] Result<void> checkBeforeSignIn(
        Workspace &workspace, const ConnectRequest &request) const;
    [[nodiscard]] Result<SignIn> signIn(const ConnectRequest &request, const QUrl &loginUrl,
        quint16 port, const OpenPage &open, const std::stop_token &stop);
    void remember(const SignIn &signIn, const QUrl &loginUrl);
    [[nodiscard]] std::optional<SignIn> remembered(const QString &clientId, const QUrl &loginUrl);
    [[nodiscard]] Result<Connection> reserve(
        Workspace &workspace, const ConnectRequest &request, const SignIn &signIn) const;
    [[nodiscard]] Result<void> settle(Workspace &workspace, const Connection &connection,
        const SignIn &signIn, events::MakeUserEvent makeEvent, const std::stop_token &stop) const;
    void forget(Workspace &workspace, qint64 connection) const;
    [[nodiscard]] Result<void> checkSameOwner(
        const Connection &connection, const SignIn &signIn, bool acceptOtherUser) const;
    [[nodiscard]] Result<void> waitForRunToEnd(
        Workspace &workspace, qint64 connection, const std::stop_token &stop) const;
    [[nodiscard]] Result<void> revokeAndRemove(Workspace &workspace, const Connection &connection,
        const Lease &lease, const std::stop_token &stop) const;

    const EngineParts &m_parts;
    std::mutex m_mutex;
    std::optional<Question> m_question;
};
