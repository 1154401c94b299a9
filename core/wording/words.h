#pragma once

#include "base/timestamp.h"

#include <QCoreApplication>
#include <QLocale>
#include <QString>
#include <QStringList>

/// What the sentences of this folder share: the translation context and the small parts they are
/// filled with. Not for others: they ask wording.h.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Wording)

public:
    /// The argument at `position`, or an empty text where the caller had none.
    [[nodiscard]] static QString at(const QStringList &arguments, qsizetype position)
    {
        return arguments.value(position);
    }
    /// A count as this country writes it; what is no count stays as it is.
    [[nodiscard]] static QString count(const QString &digits)
    {
        bool isNumber = false;
        const qint64 number = digits.toLongLong(&isNumber);
        return isNumber ? QLocale().toString(number) : digits;
    }
    /// The day of a time, here and as this country writes it; what is no time stays as it is.
    [[nodiscard]] static QString day(const QString &iso)
    {
        const QDateTime time = fromIso(iso);
        return time.isValid() ? QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat)
                              : iso;
    }
    /// The plural form to choose for a count that may be larger than an int.
    [[nodiscard]] static int plural(qint64 count)
    {
        return count > 1'000'000 ? 1'000'000 + static_cast<int>(count % 100)
                                 : static_cast<int>(count);
    }
};
