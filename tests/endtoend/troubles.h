#pragma once

#include "programs.h"

#include <QList>

#include <functional>
#include <memory>

namespace journey {

/// A practice org, orgmendctl, and everything that can come between them.
class Bench {
public:
    ~Bench();
    [[nodiscard]] bool start(int records);

    PracticeProgram org;
    Ctl ctl;
    QString key;                ///< the consumer key that is given to connect
    QString host;               ///< the host that is given to connect; empty: the org's own
    QStringList how;            ///< more words for connect
    QByteArray press = "allow"; ///< the button on the consent page: `allow` or `deny`
    QString skipped;            ///< why a trouble can't be made on this machine

    void giveTheRightAnswers();
    [[nodiscard]] QByteArray refreshToken() const;
    /// `connect` or `reconnect` through the browser, where somebody presses `press`.
    CtlResult signIn(const QStringList &global, const QStringList &command);

    // Hosts
    [[nodiscard]] static QString deadAddress();
    [[nodiscard]] QString selfSignedAddress();
    // The org
    void control(const QString &path, const QJsonValue &body);
    void hideField(const QString &object, const QString &field);
    void changeTheOrg();
    void touchEveryContact();
    // The disk
    void makeReadOnly(const QString &folder);
    void makeWritable(const QString &folder);
    void keepSecretsInAReadOnlyFolder();
    /// From now on files here grow by so many bytes and no more; -1: as they like.
    void leaveRoom(int bytes);
    void lockWorkspace();
    void unlockWorkspace();
    void useNoKeychain(bool none);

    /// Rows of the tables, then records of the org.
    [[nodiscard]] QList<qsizetype> counts();
    /// Every token that is known to the org's announcement or kept in the sign-in file.
    [[nodiscard]] QList<QByteArray> tokens() const;

private:
    QString m_callbackPort;
    std::unique_ptr<QProcess> m_tlsServer;
};

using Change = std::function<void(Bench &)>;

[[nodiscard]] Change appIs(const QString &state);
[[nodiscard]] Change faulty(const QString &path, const QJsonObject &what);
[[nodiscard]] Change quotaIs(int maximum, int remaining);
void soundAgain(Bench &bench);

} // namespace journey
