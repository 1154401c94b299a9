// The rows of an org, object by object.
#pragma once

#include "app/practiceorg/records/records.h"
#include "app/practiceorg/seed/seedperson.h"

#include <QByteArray>

#include <functional>
#include <string>

namespace practice::seed {

struct Stamps {
    qint64 created;
    qint64 modified;
};

/// Makes the rows of one org.
class Maker {
public:
    using Pick = std::function<QByteArray(Dice &)>;

    Maker(Records &records, Store::Writer &writer, qint64 now);

    /// Stamped now, not spread over the years.
    void setFresh() { m_fresh = true; }
    Pick account;
    Pick contact;

    bool accounts(qint64 first, int count);
    bool contacts(qint64 first, int count);
    bool leads(qint64 first, int count, qint64 knownContacts);
    bool opportunities(qint64 first, int count);
    bool tasks(qint64 first, int count);
    bool events(qint64 first, int count);

private:
    Dice diceFor(const char *object, qint64 number) const
    {
        return Dice(m_seed * 31 + static_cast<quint64>(object[0]) * 131
            + static_cast<quint64>(object[1]) + static_cast<quint64>(number) * 104'729);
    }
    QByteArray next(const char *prefix) { return m_records.store().nextId(prefix); }
    Stamps stamps(Dice &dice, qint64 number) const;
    std::string note(Dice &dice, qint64 number) const;

    Records &m_records;
    Store::Writer &m_writer;
    quint64 m_seed;
    qint64 m_now;
    QByteArray m_user;
    std::string m_long;
    bool m_fresh = false;
};

} // namespace practice::seed
