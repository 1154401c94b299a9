// When and by whom custom fields, custom objects and rules were made and changed last.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

struct sqlite3;

namespace practice {

struct Touched {
    qint64 created = 0; ///< ms since 1970
    qint64 modified = 0;
    QByteArray createdBy; ///< user Ids
    QByteArray modifiedBy;
};

/// Read from the journal of changeSetup(). Keys are the Ids there: `00N…` and `01I…` of 15
/// characters, `03d…` of 18.
using SetupHistory = QHash<QString, Touched>;

/// `db`: a reader of the org's store; `userId`: who changed what names nobody.
[[nodiscard]] SetupHistory readSetupHistory(sqlite3 *db, const QByteArray &userId);

} // namespace practice
