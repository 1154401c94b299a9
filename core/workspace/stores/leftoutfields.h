#pragma once

#include "workspace/workspace.h"

#include <QStringList>

/// Mapped fields that describe did not show when it was last asked.
class LeftOutFields {
public:
    [[nodiscard]] static QStringList of(qint64 mapping, Transaction &work);
    /// Keeps the new state; those that were still shown last time.
    static QStringList replace(qint64 mapping, const QStringList &fields, Transaction &work);
};
