#pragma once

#include "workspace/database.h"
#include "workspace/workspace.h"

#include <thread>

class Workspace::Private {
public:
    std::unique_ptr<Database> database;
    const Clock *clock = nullptr;
    QString location;
    QUuid id;
    Transaction *open = nullptr; ///< one at a time
    std::thread::id thread = std::this_thread::get_id();
};
