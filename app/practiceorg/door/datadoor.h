#pragma once

#include "app/practiceorg/http/endpoint.h"

namespace practice {

constexpr int oldestVersion = 31;
constexpr int newestVersion = 62;

/// Whether a path (leading slashes folded) is below `/services/data`.
[[nodiscard]] bool isDataPath(const QByteArray &path);
/// Whether it is `/services/data` itself, the list of versions: free, and open to everybody.
[[nodiscard]] bool isVersionList(const QByteArray &path);
/// `/services/data…`: versions, sign-in, permission, quota and counting, then the router.
void answerData(Org &org, const Router &router, const QByteArray &path, http::Request &request,
    http::ReplySink &reply);

/// Whether a path is below `/services/apexrest`.
[[nodiscard]] bool isApexRestPath(const QByteArray &path);
/// The org has no Apex: whoever is signed in hears that nothing is mapped there.
void answerApexRest(Org &org, const Router &router, http::Request &request, http::ReplySink &reply);

} // namespace practice
