#include "app/practiceorg/query/querycursors.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstring>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 lifetimeMs = qint64(2) * 24 * 3'600 * 1'000; // PROTOCOL.md 4.1
constexpr int sweepEvery = 64;

QByteArray base62(const QByteArray &bytes, int length)
{
    static constexpr char digits[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += digits[static_cast<unsigned char>(bytes[i]) % 62];
    return text;
}

bool looksLikeLocator(const QByteArray &locator)
{
    return locator.size() == 18 && locator.startsWith("0r8")
        && std::all_of(locator.begin(), locator.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

QStringList cursorFiles(const QString &folder)
{
    return QDir(folder).entryList({u"0r8*"_s}, QDir::Files);
}

} // namespace

std::unique_ptr<Part> makeQueries(Org &org) { return std::make_unique<Queries>(org); }

Queries::Queries(Org &org) : m_org(org), m_folder(org.folder() + u"/queries") { }

Result<void> Queries::open()
{
    if (!QDir().mkpath(m_folder))
        return failure(Failure::Problem::Internal, {m_folder}, u"cannot make the folder"_s);
    sweep();
    return {};
}

Result<void> Queries::reset()
{
    expireAll();
    return {};
}

QJsonObject Queries::state() const
{
    return {{u"locators"_s, QDir(m_folder).entryList({u"0r8*.json"_s}, QDir::Files).size()}};
}

QString Queries::file(const QByteArray &locator, const QString &ending) const
{
    return m_folder + u'/' + QString::fromLatin1(locator) + ending;
}

Queries::Writer::Writer(const QString &folder, QByteArray locator)
    : m_folder(folder)
    , m_locator(std::move(locator))
    , m_ids(std::make_unique<QSaveFile>(m_folder + u'/' + QString::fromLatin1(m_locator) + u".ids"))
{
    m_ok = m_ids->open(QIODevice::WriteOnly);
}

Queries::Writer::Writer(Writer &&) noexcept = default;

Queries::Writer::~Writer() = default;

void Queries::Writer::add(qint64 rowId)
{
    m_ok =
        m_ok && m_ids->write(reinterpret_cast<const char *>(&rowId), sizeof rowId) == sizeof rowId;
}

bool Queries::Writer::finish(const QueryCursor &cursor)
{
    if (!m_ok || !m_ids->commit())
        return false;
    QSaveFile file(m_folder + u'/' + QString::fromLatin1(m_locator) + u".json");
    const QJsonObject head{{u"soql"_s, cursor.soql}, {u"all"_s, cursor.all},
        {u"total"_s, cursor.total}, {u"batchSize"_s, cursor.batchSize},
        {u"created"_s, cursor.createdMs}};
    return file.open(QIODevice::WriteOnly)
        && file.write(QJsonDocument(head).toJson(QJsonDocument::Compact)) > 0 && file.commit();
}

Queries::Writer Queries::begin()
{
    const std::scoped_lock lock(m_mutex);
    if (++m_made % sweepEvery == 0)
        sweep();
    QByteArray locator;
    do {
        const QByteArray material = QByteArray::number(m_org.seed()) + ':'
            + QByteArray::number(m_made++) + ':'
            + QByteArray::number(m_org.now().toMSecsSinceEpoch());
        locator =
            "0r8xx" + base62(QCryptographicHash::hash(material, QCryptographicHash::Sha256), 13);
    } while (QFile::exists(file(locator, u".json"_s)));
    return {m_folder, locator};
}

std::optional<QueryCursor> Queries::find(const QByteArray &locator)
{
    // It becomes a file name: anything but a locator is none.
    if (!looksLikeLocator(locator))
        return std::nullopt;
    QFile head(file(locator, u".json"_s));
    if (!head.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(head.readAll()).object();
    QueryCursor cursor;
    cursor.locator = locator;
    cursor.soql = json.value(u"soql").toString();
    cursor.all = json.value(u"all").toBool();
    cursor.total = json.value(u"total").toInteger();
    cursor.batchSize = json.value(u"batchSize").toInt();
    cursor.createdMs = json.value(u"created").toInteger();
    if (m_org.now().toMSecsSinceEpoch() - cursor.createdMs >= lifetimeMs)
        return std::nullopt;
    return cursor;
}

std::vector<qint64> Queries::rows(const QueryCursor &cursor, qint64 offset, int count) const
{
    QFile ids(file(cursor.locator, u".ids"_s));
    if (!ids.open(QIODevice::ReadOnly) || !ids.seek(offset * static_cast<qint64>(sizeof(qint64))))
        return {};
    const QByteArray bytes = ids.read(count * static_cast<qint64>(sizeof(qint64)));
    std::vector<qint64> found(static_cast<std::size_t>(bytes.size()) / sizeof(qint64));
    std::memcpy(found.data(), bytes.constData(), found.size() * sizeof(qint64));
    return found;
}

int Queries::expireAll()
{
    const std::scoped_lock lock(m_mutex);
    int ended = 0;
    for (const QString &name : cursorFiles(m_folder)) {
        if (QFile::remove(m_folder + u'/' + name) && name.endsWith(u".json"))
            ++ended;
    }
    return ended;
}

/// Takes away what nobody may ask for any more.
void Queries::sweep()
{
    for (const QString &name : cursorFiles(m_folder)) {
        if (!name.endsWith(u".json"))
            continue;
        const QByteArray locator = name.chopped(5).toLatin1();
        if (!find(locator)) {
            QFile::remove(file(locator, u".json"_s));
            QFile::remove(file(locator, u".ids"_s));
        }
    }
}

} // namespace practice
