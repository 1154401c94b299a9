#pragma once

#include <QString>

/// The one redaction point. Everything that leaves the program or is kept (log, error, JSON,
/// bundle, stderr) passes it. Takes out access tokens (`00D…!…`), refresh tokens (`5Aep…`), Bearer
/// headers, session cookies, and the values of `access_token`, `refresh_token`, `code`,
/// `code_verifier`, `client_secret`, `token`, `assertion`, `password`, `sid` in forms, addresses
/// and JSON. What is taken out reads `<hidden>`.
[[nodiscard]] QString redact(const QString &text);
