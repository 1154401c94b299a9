#include "connect/domainhost.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

struct Hosts {
    Q_DECLARE_TR_FUNCTIONS(DomainHost)
};

bool isOnThisMachine(const QString &host)
{
    return host == "localhost"_L1 || host == "127.0.0.1"_L1 || host == "::1"_L1;
}

} // namespace

DomainHost domainHostFrom(const QString &typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return {};
    const QUrl url(text.contains("://"_L1) ? text : QString(u"https://"_s + text));
    const QString host = url.host().toLower();
    if (!url.isValid() || host.isEmpty())
        return {.environment = {}, .problem = Hosts::tr("This is not a host name."), .sandbox = {}};

    if (isOnThisMachine(host)) {
        const QString scheme = text.contains("://"_L1) ? url.scheme() : u"http"_s;
        return {.environment = u"%1://%2"_s.arg(scheme, url.authority()),
            .problem = {},
            .sandbox = false};
    }
    if (url.scheme() != "https"_L1) {
        return {.environment = {},
            .problem =
                Hosts::tr("Only https is safe here: leave out the beginning of the address."),
            .sandbox = {}};
    }

    static const QRegularExpression page(
        u"^([a-z0-9-]+(\\.[a-z]+)*?)\\.(lightning\\.force\\.com|my\\.salesforce-setup\\.com)$"_s);
    if (const QRegularExpressionMatch match = page.match(host); match.hasMatch()) {
        return {.environment = {},
            .problem = Hosts::tr("This is the host of Salesforce's pages. Sign-in goes to %1.")
                .arg(match.captured(1) + ".my.salesforce.com"_L1),
            .sandbox = {}};
    }

    static const QRegularExpression domain(
        u"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]+)?\\.my\\.salesforce\\.(com|mil)$"_s);
    if (!domain.match(host).hasMatch()) {
        return {.environment = {},
            .problem = Hosts::tr("The full host is needed, for example "
                                 "yourdomain.my.salesforce.com or, for a sandbox, "
                                 "yourdomain--name.sandbox.my.salesforce.com."),
            .sandbox = {}};
    }
    static const QRegularExpression sandbox(u"\\.sandbox\\.|--[a-z0-9]+\\.(cs[0-9]+\\.)?my\\."_s);
    return {.environment = QString(u"https://"_s + host),
        .problem = {},
        .sandbox = sandbox.match(host).hasMatch()};
}
