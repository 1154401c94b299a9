#pragma once

#include <QtGlobal>

/// Daily calls of the whole org, from `Sforce-Limit-Info` or /limits.
struct ApiUsage {
    qint64 used = 0;
    qint64 maximum = 0;
};
