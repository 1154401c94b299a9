// What Salesforce itself fills in when a record is saved.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace practice {

/// Values that follow from others: an opportunity's probability from its stage, an event's end from
/// its duration, an activity's account. `before`: null for a new row. `given`: by Field::index,
/// whether the client set the field. Values of generated columns are put into the row too, for the
/// rules to see.
void derive(const Object &object, Row &row, const Row *before, const std::vector<bool> &given,
    Store::Writer &writer, qint64 now);
/// Fields that are only required together: an event needs a time.
[[nodiscard]] QStringList missingTogether(const Object &object, const Row &row);
/// A change that the object's own logic refuses: of a converted lead.
[[nodiscard]] std::optional<RowError> refusedChange(
    const Object &object, const Row &row, const Row &before);
/// `Prospecting` to its probability in percent and its ForecastCategoryName.
struct Stage {
    const char *name;
    int probability;
    const char *category;
};
[[nodiscard]] const std::vector<Stage> &stages();

/// A member of a JSON object without regard to the case of its name.
[[nodiscard]] QJsonValue valueWithoutCase(const QJsonObject &body, const QString &name);

/// The activities of a contact or opportunity follow it to its account. Nobody changed them:
/// SystemModstamp moves, LastModifiedDate does not. False when SQLite refused.
[[nodiscard]] bool moveActivities(Store::Writer &writer, const QByteArray &id, qint64 now);

} // namespace practice
