#pragma once

#include "engine/engine.h"

#include <QJsonObject>

/// The JSON shapes of CONTRACT.md. Times are ISO 8601 in UTC, ids are strings of 18 characters
/// (Salesforce) or numbers (ours), what is not known is null.
namespace json {

[[nodiscard]] QJsonObject connection(const ConnectionStatus &status);
[[nodiscard]] QJsonObject status(const ConnectionStatus &status);
/// `refused`: the log's `object_failed` of this run; each stands as `error` with its object.
[[nodiscard]] QJsonObject run(const RunReport &report, const std::vector<Event> &refused);
[[nodiscard]] QJsonObject event(const Event &event);
/// `{"code","message","raw"}`
[[nodiscard]] QJsonObject error(const Failure &failure);

} // namespace json
