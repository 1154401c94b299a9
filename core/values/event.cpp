#include "values/event.h"

using namespace Qt::StringLiterals;

Counts &Counts::operator+=(const Counts &other)
{
    imported += other.imported;
    updated += other.updated;
    deleted += other.deleted;
    failed += other.failed;
    held += other.held;
    return *this;
}

QString levelName(Level level)
{
    switch (level) {
    case Level::Debug:
        return u"debug"_s;
    case Level::Info:
        return u"info"_s;
    case Level::Warning:
        return u"warning"_s;
    case Level::Error:
        return u"error"_s;
    }
    return {};
}

std::optional<Level> levelFromName(const QString &name)
{
    for (const Level level : {Level::Debug, Level::Info, Level::Warning, Level::Error}) {
        if (levelName(level) == name)
            return level;
    }
    return std::nullopt;
}
