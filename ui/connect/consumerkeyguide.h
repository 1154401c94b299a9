#pragma once

#include <QString>

enum class AppKind { ExternalClientApp, ConnectedApp };

/// The steps in Salesforce's Setup that lead to a consumer key, as rich text with numbers.
[[nodiscard]] QString consumerKeySteps(AppKind kind);
