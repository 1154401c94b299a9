// Conditional request headers: If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since.
#pragma once

#include "app/practiceorg/http/endpoint.h"

#include <QDateTime>

#include <optional>

namespace practice {

struct Object;

/// The headers' dates: `EEE, dd MMM yyyy HH:mm:ss z` (REST API Guide, "sObject Rows"), so other
/// zones than GMT too: `Mon, 30 Nov 2020 08:34:54 MST`. The day of the week may be wrong, as in the
/// guide's own `Tue, 10 Aug 2015 00:00:00 GMT`. Invalid when it is no such date.
[[nodiscard]] QDateTime dateOfHeader(const QByteArray &text);

/// What the headers are held against.
struct Validators {
    QByteArray tag = {};     ///< with its quotes; empty: tags are not looked at
    QDateTime modified = {}; ///< invalid: dates are not looked at
};

/// The status that the headers ask for instead of the call: 304 or 412 ("Conditional Request
/// Headers"). As in HTTP, tags win over dates. What can't be read counts as absent here.
[[nodiscard]] std::optional<int> unmetCondition(const Call &call, const Validators &validators);

/// Validators of a record that is there, tags for Account alone as in Salesforce; none of one that
/// isn't.
[[nodiscard]] Validators validatorsOf(Call &call, const Object &object, const QByteArray &id);

/// False: a header of a writing call can't be read, and 400 has been answered.
[[nodiscard]] bool conditionsAreValid(Call &call, const Object &object);

/// Nothing, or the header ETag.
[[nodiscard]] http::Headers tagHeader(const Validators &validators);

} // namespace practice
