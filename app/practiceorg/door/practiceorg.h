#pragma once

#include "app/practiceorg/org/settings.h"
#include "base/result.h"
#include "httphost/message.h"

#include <QJsonObject>
#include <QString>

#include <memory>

/// The practice org: a stand-in for Salesforce with one production and one sandbox org, for trying
/// Orgmend out and for tests. It speaks the protocol of Salesforce's public documentation and is
/// held to answers recorded from real orgs. It shares nothing with the engine but `base` and
/// `httphost`.
namespace practice {

/// What stands behind an address. Login and Instance both serve `/services/oauth2`; Instance alone
/// `/services/data`; Control alone `/practice/v1`.
enum class Door { Login, Instance, Control };

struct Addresses {
    QString productionLogin; ///< `http://127.0.0.1:PORT`, no slash at the end
    QString sandboxLogin;
    QString productionInstance;
    QString sandboxInstance;
    QString control;
};

/// Safe to call from any number of threads at once.
class PracticeOrg {
public:
    explicit PracticeOrg(const Settings &settings);
    ~PracticeOrg();

    /// Opens the data (or seeds it the first time).
    [[nodiscard]] Result<void> open();
    void setAddresses(const Addresses &addresses);
    void answer(Door door, Environment environment, http::Request &request, http::ReplySink &reply);
    /// Answers that wait on purpose (latency, `delay_ms`) end at once from now on. Call it before
    /// stopping the server in front.
    void stop();
    /// The line that the program prints once ready (CONTRACT.md).
    [[nodiscard]] QJsonObject announcement() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace practice
