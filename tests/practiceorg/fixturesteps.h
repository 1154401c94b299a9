// What the requests of the fixture table need besides their address.
#pragma once

#include "tests/practiceorg/doorbench.h"

#include <functional>
#include <map>

namespace fixtures {

struct Bench : DoorBench {
    using DoorBench::DoorBench;

    /// What `{name}` stands for in a path: a value that a step has set, or the Id of the first
    /// record of that object.
    std::map<QByteArray, QByteArray> values;
    [[nodiscard]] QByteArray filled(QByteArray path);
};

/// The body of a request, and what has to be so while it is made.
struct Step {
    QByteArray body = {};
    DoorBench::Headers headers = {};
    std::function<void(Bench &)> before = {};
    std::function<void(Bench &)> after = {};
};
[[nodiscard]] const std::map<QString, Step> &steps();

/// A recorded file that is the input of a job: what job, and which of its column headings are
/// called otherwise here. Data Loader has a mapping for that.
struct Upload {
    QString object;
    QString operation;
    QString externalId = {};
    QString delimiter = QStringLiteral("COMMA");
    std::vector<std::pair<QByteArray, QByteArray>> headings = {};
    QByteArray givenIds = {}; ///< an object whose Ids stand in for those of the file
};
[[nodiscard]] const std::map<QString, Upload> &uploads();

/// What the table needs of the org: the custom fields of the files.
void prepare(Bench &bench);

} // namespace fixtures
