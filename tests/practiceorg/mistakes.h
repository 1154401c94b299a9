// Mistakes that a client makes, and what Salesforce says to each.
#pragma once

#include "tests/practiceorg/doorbench.h"

#include <functional>

namespace mistakes {

/// What an answer says about the mistake.
struct Said {
    int status = 0;
    QString code;
    QString message;
    QStringList fields;
};

struct Mistake {
    const char *name;
    /// Where the words stand: a section of PROTOCOL.md ("7.2"), a message of the error corpus
    /// ("sfe-0038"), or a recorded file ("errors/…").
    const char *source;
    std::function<Said(DoorBench &)> make;
    int status;
    const char *code;
    /// `«…»` around what belongs to this request; the rest stands so in the source.
    const char *message;
    QStringList fields = {};
};

using Mistakes = std::vector<Mistake>;
[[nodiscard]] Mistakes inQueries();
[[nodiscard]] Mistakes inRecords();
[[nodiscard]] Mistakes inCollections(); ///< composite, batch and tree too
[[nodiscard]] Mistakes inBulkJobs();
[[nodiscard]] Mistakes inSignIn(); ///< sessions, rights and limits too
[[nodiscard]] Mistakes inLanguages();

// How to make one, and where its answer has the words.

using Make = std::function<Said(DoorBench &)>;
/// `[{"message","errorCode","fields"}]`
[[nodiscard]] Said restError(const DoorBench::Answer &answer);
/// `{"statusCode","message","fields"}` of a row, or `{"errorCode",…}` of a part.
[[nodiscard]] Said errorIn(int status, const QJsonValue &errors);
/// A path below `/services/data/v60.0/`.
[[nodiscard]] Make rest(const QByteArray &verb, const QByteArray &path, const QByteArray &body = {},
    const DoorBench::Headers &headers = {});
[[nodiscard]] Make query(const QByteArray &soql);
/// The Id of a new record.
QByteArray created(DoorBench &bench, const QByteArray &object, const QByteArray &body);

} // namespace mistakes
