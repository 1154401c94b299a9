#include "app/practiceorg/setup/setuphistory.h"

#include "app/practiceorg/schema/schemafield.h"
#include "app/practiceorg/store/store.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString text(const QJsonObject &change, const QString &key) { return change[key].toString(); }

/// Follows the journal: which Id a name stands for changes on the way.
class Reader {
public:
    Reader(sqlite3 *db, const QByteArray &userId)
        : m_users(db, "SELECT Id FROM User WHERE Username = ?1 OR Name = ?1 ORDER BY Id LIMIT 1")
        , m_userId(userId)
    {
    }

    void read(const QJsonObject &change)
    {
        const QString kind = text(change, u"kind"_s);
        const QString object = text(change, u"object"_s);
        if (kind == "addField"_L1) {
            const QString id = text(change, u"durableId"_s);
            m_fields[key(object, text(change, u"field"_s))] = id;
            made(id, change);
        } else if (kind == "addObject"_L1) {
            m_objects[customName(object).toLower()] = text(change, u"durableId"_s);
            made(text(change, u"durableId"_s), change);
        } else if (kind == "addValidation"_L1) {
            made(text(change, u"id"_s), change);
        } else if (kind == "renameField"_L1) {
            const QString id = m_fields.take(key(object, text(change, u"from"_s)));
            m_fields[key(object, text(change, u"to"_s))] = id;
            changed(id, change);
        } else if (kind == "objectSecurity"_L1) {
            changed(m_objects.value(customName(object).toLower()), change);
        } else {
            changed(m_fields.value(key(object, text(change, u"field"_s))), change);
        }
    }

    SetupHistory history;

private:
    static QString key(const QString &object, const QString &field)
    {
        return QString(object + u'.' + customName(field)).toLower();
    }

    QByteArray userOf(const QJsonObject &change)
    {
        const QString name = text(change, u"by"_s);
        if (name.isEmpty())
            return m_userId;
        m_users.reset();
        m_users.bind(1, name);
        return m_users.step() ? m_users.string(0).toLatin1() : m_userId;
    }

    void made(const QString &id, const QJsonObject &change)
    {
        const qint64 at = change[u"at"_s].toInteger();
        const QByteArray user = userOf(change);
        history.insert(id, {at, at, user, user});
    }

    void changed(const QString &id, const QJsonObject &change)
    {
        const auto touched = history.find(id);
        if (touched == history.end())
            return; // a standard field
        touched->modified = change[u"at"_s].toInteger();
        touched->modifiedBy = userOf(change);
    }

    Statement m_users;
    QByteArray m_userId;
    QHash<QString, QString> m_fields; ///< `contact.region__c` to `00N…`
    QHash<QString, QString> m_objects;
};

} // namespace

SetupHistory readSetupHistory(sqlite3 *db, const QByteArray &userId)
{
    Reader reader(db, userId);
    Statement journal(db, "SELECT change FROM practice_change ORDER BY n");
    while (journal.step())
        reader.read(QJsonDocument::fromJson(journal.string(0).toUtf8()).object());
    return std::move(reader.history);
}

} // namespace practice
