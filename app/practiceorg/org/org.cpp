#include "app/practiceorg/org/org.h"

#include "app/practiceorg/org/faults.h"
#include "app/practiceorg/org/quota.h"
#include "app/practiceorg/org/tokens.h"
#include "app/practiceorg/store/store.h"
#include "base/timestamp.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr quint64 golden = 0x9E3779B97F4A7C15; ///< spreads neighbouring seeds apart

int contactsOf(Environment environment, int records)
{
    // A sandbox holds a sample, as a partial copy does, and is never empty.
    return environment == Environment::Production ? records
                                                  : std::max(records / 10, std::min(records, 100));
}

/// An Id of 15 characters whose end tells orgs of different seeds apart.
QByteArray idOf(const QByteArray &prefix, quint64 seed)
{
    constexpr std::string_view digits =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QByteArray id = prefix + "000000"; // instance part, then six zeros as in young orgs
    quint64 rest = seed * golden;
    while (id.size() < 15) {
        id += digits[rest % digits.size()];
        rest /= digits.size();
    }
    return id18(id);
}

} // namespace

Org::Org(Environment environment, const Settings &settings, const QString &folder)
    : m_environment(environment)
    , m_folder(folder)
    , m_seed(environment == Environment::Production ? settings.seed : settings.seed ^ golden)
    , m_contacts(contactsOf(environment, settings.records))
    , m_clock(settings.clock ? settings.clock : std::make_shared<const SystemClock>())
    , m_faults(std::make_unique<Faults>(m_seed))
    , m_tokens(
          std::make_unique<Tokens>(orgId(), folder + u"/tokens.json"_s, [this] { return now(); }))
    , m_quota(std::make_unique<Quota>())
    , m_parts{makeRecords(*this), makeQueries(*this), makeJobs(*this)}
{
}

Org::~Org()
{
    // Jobs read records until they are gone.
    m_parts[Part::Jobs].reset();
    m_parts[Part::Queries].reset();
    m_parts[Part::Records].reset();
    save();
}

Result<void> Org::open()
{
    if (Result<void> loaded = load(); !loaded)
        return loaded;
    if (Result<void> opened = m_tokens->open(); !opened)
        return opened;
    for (const std::unique_ptr<Part> &part : m_parts) {
        if (Result<void> opened = part->open(); !opened)
            return opened;
    }
    return {};
}

Result<void> Org::reset()
{
    m_faults->clear();
    m_tokens->reset();
    m_offset = 0;
    {
        const std::scoped_lock lock(m_mutex);
        m_permissions.clear();
        m_calls.clear();
        m_callsInAll = 0;
    }
    m_quota->reset();
    for (const Part::Kind kind : {Part::Jobs, Part::Queries, Part::Records}) {
        if (Result<void> done = part(kind).reset(); !done)
            return done;
    }
    save();
    return {};
}

QByteArray Org::orgId() const { return idOf(isSandbox() ? "00DSb" : "00DPr", m_seed); }

QByteArray Org::userId() const { return idOf(isSandbox() ? "005Sb" : "005Pr", m_seed); }

QString Org::username() const
{
    const QString name = u"dana.whitfield@harborlight.example"_s;
    return isSandbox() ? name + u".uat" : name;
}

QString Org::userFullName() const { return u"Dana Whitfield"_s; }

QString Org::orgName() const { return u"Harborlight Foundation"_s; }

QString Org::instanceUrl() const
{
    const std::scoped_lock lock(m_mutex);
    return m_instanceUrl;
}

QString Org::loginUrl() const
{
    const std::scoped_lock lock(m_mutex);
    return m_loginUrl;
}

QString Org::identityUrl() const
{
    return loginUrl() + u"/id/" + QString::fromLatin1(orgId()) + u'/'
        + QString::fromLatin1(userId());
}

void Org::setUrls(const QString &login, const QString &instance)
{
    const std::scoped_lock lock(m_mutex);
    m_loginUrl = login;
    m_instanceUrl = instance;
}

QDateTime Org::now() const { return m_clock->now().addMSecs(m_offset); }

void Org::advance(qint64 seconds)
{
    m_offset += seconds * 1'000;
    save();
}

void Org::wait(int ms)
{
    std::unique_lock lock(m_mutex);
    m_stopping.wait_for(lock, std::chrono::milliseconds(ms), [this] { return m_stopped; });
}

void Org::stopWaiting()
{
    const std::scoped_lock lock(m_mutex);
    m_stopped = true;
    m_stopping.notify_all();
}

bool Org::permission(const QString &name) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_permissions.find(name);
    return found == m_permissions.end() || found->second;
}

void Org::setPermission(const QString &name, bool granted)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_permissions[name] = granted;
    }
    save();
}

void Org::countApiCalls(int calls, const QByteArray &endpoint)
{
    m_quota->use(u"DailyApiRequests"_s, calls, now());
    const std::scoped_lock lock(m_mutex);
    m_calls[endpoint] += calls;
    m_callsInAll += calls;
}

bool Org::hasApiCallsLeft() const { return apiCallsUsed() < apiCallsMaximum(); }

int Org::apiCallsUsed() const { return m_quota->used(u"DailyApiRequests"_s, now()); }

int Org::apiCallsMaximum() const { return m_quota->maximum(u"DailyApiRequests"_s); }

void Org::setLimit(const QString &name, int maximum, int remaining)
{
    m_quota->set(name, maximum, remaining, now());
    save();
}

void Org::useLimit(const QString &name, int by) { m_quota->use(name, by, now()); }

QJsonObject Org::limits() const { return m_quota->toJson(now()); }

QJsonObject Org::state()
{
    QJsonObject endpoints;
    int total = 0;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[endpoint, calls] : m_calls)
            endpoints.insert(QString::fromLatin1(endpoint), calls);
        total = m_callsInAll;
    }
    QJsonObject state{{u"environment"_s, isSandbox() ? u"sandbox"_s : u"production"_s},
        {u"now"_s, isoUtc(now())},
        {u"api_calls"_s, QJsonObject{{u"total"_s, total}, {u"endpoints"_s, endpoints}}},
        {u"limits"_s,
            QJsonObject{{u"DailyApiRequests"_s,
                QJsonObject{{u"max"_s, apiCallsMaximum()},
                    {u"remaining"_s, std::max(0, apiCallsMaximum() - apiCallsUsed())}}}}},
        {u"tokens"_s, m_tokens->state()}, {u"faults"_s, m_faults->state()}};
    for (const std::unique_ptr<Part> &part : m_parts) {
        const QJsonObject own = part->state();
        for (auto entry = own.begin(); entry != own.end(); ++entry)
            state.insert(entry.key(), entry.value());
    }
    return state;
}

Result<void> Org::load()
{
    QFile file(m_folder + u"/org.json"_s);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            Failure::Problem::WorkspaceUnopenable, {file.fileName()}, file.errorString());
    QJsonParseError problem;
    const QJsonObject saved = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return failure(
            Failure::Problem::WorkspaceDamaged, {file.fileName()}, problem.errorString());
    m_offset = saved[u"offset_ms"_s].toInteger();
    m_quota->load(saved[u"limits"_s].toObject());
    const QJsonObject permissions = saved[u"permissions"_s].toObject();
    const std::scoped_lock lock(m_mutex);
    for (auto entry = permissions.begin(); entry != permissions.end(); ++entry)
        m_permissions[entry.key()] = entry.value().toBool();
    return {};
}

void Org::save() const
{
    QJsonObject permissions;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[name, granted] : m_permissions)
            permissions.insert(name, granted);
    }
    QSaveFile file(m_folder + u"/org.json"_s);
    const QByteArray whole = QJsonDocument(
        QJsonObject{{u"offset_ms"_s, m_offset.load()}, {u"limits"_s, m_quota->save()},
            {u"permissions"_s,
                permissions}}).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(whole) != whole.size() || !file.commit())
        qWarning("The practice org can't keep its settings in %s: %s",
            qUtf8Printable(file.fileName()), qUtf8Printable(file.errorString()));
}

} // namespace practice
