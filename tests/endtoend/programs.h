#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <memory>

/// What a stranger has: the programs as they are built, and HTTP. Journeys use nothing else of
/// Orgmend's code.
namespace journey {

struct HttpResult {
    int status = 0;
    QByteArray body;
    QByteArray location;
    [[nodiscard]] QJsonObject object() const;
    [[nodiscard]] QJsonArray array() const;
};

/// A practice org as a program of its own. Ends with the object.
class PracticeProgram {
public:
    PracticeProgram() = default;
    ~PracticeProgram();
    /// Starts it and waits until it is ready. False when it was not ready in time.
    [[nodiscard]] bool start(int records, const QStringList &more = {});
    void stop();
    /// Starts it again on the same data and the same port.
    [[nodiscard]] bool restart();

    [[nodiscard]] QString loginUrl() const
    {
        return m_announcement[QStringLiteral("login_url")].toString();
    }
    [[nodiscard]] QString sandboxLoginUrl() const
    {
        return m_announcement[QStringLiteral("sandbox_login_url")].toString();
    }
    /// `production` or `sandbox`: instance_url, org_id, username, client_id, access_token,
    /// refresh_token.
    [[nodiscard]] QJsonObject org(const QString &environment = QStringLiteral("production")) const;

    /// A control of CONTRACT.md: `control("POST", "tokens/expire", {…})`.
    HttpResult control(const QByteArray &verb, const QString &path, const QJsonValue &body = {},
        const QString &environment = QStringLiteral("production"));
    /// A port for sign-ins that nobody uses, known to the org's app as its callback. Others may
    /// sign in at the same time.
    [[nodiscard]] QString callbackPort();
    /// Salesforce's own API, signed in as the connected user: `rest("GET",
    /// "sobjects/Contact/003…")`.
    HttpResult rest(const QByteArray &verb, const QString &path, const QJsonValue &body = {});
    /// Every record of a query, all its pages.
    QList<QJsonObject> query(const QString &soql, bool deletedToo = false);
    /// A form of a page, as a browser sends it; redirects are not followed.
    HttpResult submit(const QUrl &url, const QByteArray &form);
    /// Any address; redirects are not followed.
    HttpResult http(const QByteArray &verb, const QUrl &url, const QJsonValue &body = {},
        const QByteArray &token = {});

private:
    QByteArray freshToken();
    HttpResult send(const QNetworkRequest &request, const QByteArray &verb, const QByteArray &body);

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    QStringList m_arguments;
    QJsonObject m_announcement;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

struct CtlResult {
    int exit = -1;
    QByteArray out;
    QByteArray err;
    /// The one JSON document on stdout; an empty object when there is not exactly one.
    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QByteArray said() const { return err + out; }
    /// For the message of a check that failed.
    [[nodiscard]] QByteArray told() const { return QByteArray::number(exit) + ": " + said(); }
};

/// orgmendctl on a workspace of its own, with its secrets in a file beside it.
class Ctl {
public:
    Ctl();
    [[nodiscard]] QString workspace() const { return m_workspace; }
    [[nodiscard]] QString secrets() const { return m_secrets; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    void useWorkspace(const QString &path) { m_workspace = path; }
    void useSecrets(const QString &path) { m_secrets = path; }
    /// For the programs that are started from now on; empty: not set.
    void useVariable(const QString &name, const QString &value) { m_variables[name] = value; }
    void forgetVariables() { m_variables.clear(); }
    /// Runs in the new process before the program does.
    void useChildModifier(const std::function<void()> &modifier) { m_childModifier = modifier; }

    CtlResult run(
        const QStringList &arguments, const QByteArray &input = {}, int timeoutMs = 120'000);
    /// Starts it and does not wait.
    void begin(QProcess &process, const QStringList &arguments) const;
    std::unique_ptr<QProcess> begin(const QStringList &arguments) const;
    /// Signs in without a browser, with the refresh token that the practice org announced.
    CtlResult connect(const PracticeProgram &org,
        const QString &environment = QStringLiteral("production"), const QStringList &more = {});
    /// Runs a command that prints a sign-in address and plays the browser: opens the address (the
    /// practice org approves by itself) and follows it back to the listener.
    CtlResult signIn(PracticeProgram &org, const QStringList &arguments);

private:
    QTemporaryDir m_folder;
    QString m_workspace;
    QString m_secrets;
    QMap<QString, QString> m_variables;
    std::function<void()> m_childModifier;
};

[[nodiscard]] QString program(const QString &name); ///< the path of a built program
[[nodiscard]] quint16 freePort();                   ///< where nobody listens

} // namespace journey
