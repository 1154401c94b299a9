#pragma once

#include "values/counts.h"
#include "values/enumwords.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

enum class Level { Debug, Info, Warning, Error };
template <>
struct EnumWords<Level> {
    static constexpr EnumWordList<Level, 4> all{{
        {Level::Debug, QLatin1StringView("debug")},
        {Level::Info, QLatin1StringView("info")},
        {Level::Warning, QLatin1StringView("warning")},
        {Level::Error, QLatin1StringView("error")},
    }};
};

/// One line of the sync log: a name programs compare and arguments from which core/wording makes
/// the sentence. values/eventmakers.h makes all of them and lists their arguments.
struct Event {
    qint64 id = 0;
    QDateTime at;
    qint64 connection = 0; ///< 0: the workspace's own
    qint64 run = 0;        ///< 0: outside a run
    QString name;
    Level level = Level::Info;
    QString object;
    QStringList arguments;
    QString raw; ///< redacted, otherwise word for word
    std::optional<Counts> counts;
    std::optional<qint64> apiCalls;
    std::optional<double> seconds;
};
