#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace practice {

/// A connected app: what clients sign in with, and its policies.
struct ConnectedApp {
    enum class State { Installed, NotInstalled, Blocked, NotApproved };

    QByteArray clientId;
    QByteArray clientSecret; ///< never needed; checked when a client sends one (PROTOCOL.md 1.3)
    QStringList callbacks;
    State state = State::Installed;
    bool rotation = false;
    bool pkceRequired = false;
    /// The org's "Allow OAuth Username-Password Flows", off as in every org made since 2023.
    bool passwordFlow = false;
    int sessionSeconds = 7'200;
    int maxApprovals = 5;

    [[nodiscard]] bool accepts(const QByteArray &callback) const;
};

/// The app that every practice org knows from the start and that `POST app` changes.
[[nodiscard]] ConnectedApp practiceApp();
/// The app of Salesforce's own command line, which every org has. It knows one port: for another
/// the command line asks for an app of one's own (its message when port 1717 is taken).
[[nodiscard]] ConnectedApp platformCli();

/// `installed`, `not_installed`, `blocked`, `not_approved`; none for another word.
[[nodiscard]] std::optional<ConnectedApp::State> appStateFrom(const QString &name);
[[nodiscard]] QString appStateName(ConnectedApp::State state);

} // namespace practice
