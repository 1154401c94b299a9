#pragma once

#include <QString>

/// The 18 character form of a Salesforce Id: three letters more, which say of the first 15 which
/// are capitals, so that Ids compare without regard to case. An Id that has 18 already, and
/// anything that is no Id, comes back as it is.
[[nodiscard]] QString salesforceId18(const QString &id);
/// 15 or 18 letters and digits; says nothing about whether such a record exists.
[[nodiscard]] bool isSalesforceId(const QString &text);
