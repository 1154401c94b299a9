#pragma once

#include "workspace/database.h"
#include "workspace/workspace.h"

class Transaction::Private {
public:
    Private(Database &on, Access how) : database(on), access(how) { }

    void control(const QString &sql);
    bool mayRun(sqlite3_stmt *statement);
    std::vector<Row> perform(
        const QString &sql, const std::vector<QVariant> &values, qint64 *changed);
    void fail() { spoil(database.failure()); }
    void spoil(const Failure &failure)
    {
        if (spoilt)
            return;
        spoilt = true;
        why = failure;
    }

    Database &database;
    Access access;
    bool begun = false;
    bool spoilt = false;
    Failure why;
    int parts = 0; ///< savepoints that are open
};
