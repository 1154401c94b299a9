#pragma once

#include "base/clock.h"

#include <QString>

#include <memory>

namespace practice {

enum class Environment { Production, Sandbox };

struct Settings {
    int records = 1'000; ///< contacts; the other objects in proportion
    quint64 seed = 1;
    QString dataDir;          ///< empty: in a temporary folder that goes with the process
    bool autoApprove = false; ///< the authorize page consents by itself
    int latencyMs = 0;
    std::shared_ptr<const Clock> clock; ///< none: the system's. `POST clock` adds to it
};

} // namespace practice
