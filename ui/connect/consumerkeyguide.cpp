#include "connect/consumerkeyguide.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

struct Guide {
    Q_DECLARE_TR_FUNCTIONS(ConsumerKeyGuide)
};

QStringList begin(AppKind kind)
{
    if (kind == AppKind::ExternalClientApp) {
        return {
            Guide::tr("In Salesforce open <b>Setup</b>, search for <b>External Client App "
                      "Manager</b> and choose <b>New External Client App</b>."),
            Guide::tr("Give it a name and your e-mail address; leave the distribution state at "
                      "<b>Local</b>."),
            Guide::tr("Open <b>API (Enable OAuth Settings)</b>, tick <b>Enable OAuth</b> and paste "
                      "the callback URL from below."),
        };
    }
    return {
        Guide::tr("In Salesforce open <b>Setup</b>, search for <b>App Manager</b> and choose "
                  "<b>New Connected App</b>."),
        Guide::tr("Give it a name and your e-mail address, and tick <b>Enable OAuth "
                  "Settings</b>."),
        Guide::tr("Paste the callback URL from below."),
    };
}

QString end(AppKind kind)
{
    return kind == AppKind::ExternalClientApp
        ? Guide::tr("Create it. Under <b>Settings → OAuth Settings → Consumer Key and Secret</b> "
                    "copy the consumer key. The secret is not needed.")
        : Guide::tr("Save it. Under <b>Manage Consumer Details</b> copy the consumer key. The "
                    "secret is not needed.");
}

} // namespace

QString consumerKeySteps(AppKind kind)
{
    QStringList steps = begin(kind);
    steps << Guide::tr("Add two scopes: <b>Manage user data via APIs (api)</b> and <b>Perform "
                       "requests at any time (refresh_token, offline_access)</b>.")
          << Guide::tr("Tick <b>Require Proof Key for Code Exchange (PKCE)</b>. Untick <b>Require "
                       "secret for Web Server Flow</b> and <b>Require secret for Refresh Token "
                       "Flow</b>.")
          << end(kind);
    QString text = u"<ol style=\"margin-left:-18px\">"_s;
    for (const QString &step : std::as_const(steps))
        text += u"<li style=\"margin-bottom:6px\">"_s + step + u"</li>"_s;
    text += u"</ol><p>"_s
        + Guide::tr("It can take ten minutes until Salesforce knows a new app. If it says that "
                    "the client is unknown, wait and try again.")
        + u"</p>"_s;
    return text;
}
