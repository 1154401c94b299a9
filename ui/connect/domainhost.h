#pragma once

#include <QString>

/// What an admin typed as the host of a My Domain, looked at.
struct DomainHost {
    QString environment;  ///< `https://HOST` for ConnectRequest; empty while it can't be one
    QString problem;      ///< why not, and what to type instead; empty when fine or nothing typed
    bool sandbox = false; ///< the host has the form of a sandbox
};

/// Accepts the full host of a My Domain, with or without `https://`, and its sandbox forms
/// (`yourdomain--name.sandbox.my.salesforce.com`, the older `yourdomain--name.cs12.my.…`). Hosts of
/// pages, such as `yourdomain.lightning.force.com`, are recognised and the right one is named. A
/// server on this machine is accepted for practice.
[[nodiscard]] DomainHost domainHostFrom(const QString &typed);
