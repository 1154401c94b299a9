#pragma once

#include "values/connection.h"
#include "workspace/workspace.h"

/// The rows of orgmend_connection.
class Connections {
public:
    static qint64 add(const Connection &connection, Transaction &work);
    static void update(const Connection &connection, Transaction &work);
    /// One whose sign-in never ended; a complete one stays.
    static void removeIncomplete(qint64 id, Transaction &work);
    [[nodiscard]] static std::vector<Connection> all(Transaction &work);
    [[nodiscard]] static std::optional<Connection> find(qint64 id, Transaction &work);
};
