#include "secrets/keychain.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDBusVariant>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 15s;
constexpr int dbusPatience = 2'000; // ms
const QString service = u"Orgmend"_s;

/// A locked collection answers "not found" like one that has nothing: the collection itself knows
/// better. Without the Secret Service (KWallet, say) nothing is known to be locked.
bool isLocked()
{
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s,
        u"/org/freedesktop/secrets/aliases/default"_s, u"org.freedesktop.DBus.Properties"_s,
        u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    const QDBusReply<QDBusVariant> answer =
        QDBusConnection::sessionBus().call(question, QDBus::Block, dbusPatience);
    return answer.isValid() && answer.value().variant().toBool();
}

bool meansMissing(const QString &words)
{
    static const QStringList signs{u"autolaunch"_s, u"Could not connect"_s, u"was not provided"_s,
        u"ServiceUnknown"_s, u"Object does not exist at path"_s, u"Cannot spawn"_s,
        u"No such secret collection"_s};
    return std::any_of(signs.begin(), signs.end(),
        [&words](const QString &sign) { return words.contains(sign, Qt::CaseInsensitive); });
}

Failure failureOf(QKeychain::Error error, const QString &words)
{
    using Problem = Failure::Problem;
    switch (error) {
    case QKeychain::NoBackendAvailable:
        return failure(Problem::KeychainMissing, {}, words);
    case QKeychain::AccessDeniedByUser:
        return failure(Problem::KeychainLocked, {}, words);
    case QKeychain::AccessDenied:
        return failure(isLocked() || words.contains(u"locked"_s, Qt::CaseInsensitive)
                ? Problem::KeychainLocked
                : Problem::KeychainFailed,
            {}, words);
    default:
        return failure(
            meansMissing(words) ? Problem::KeychainMissing : Problem::KeychainFailed, {}, words);
    }
}

} // namespace

/// What the main thread puts in and the asking thread waits for; whoever comes last lets it go.
struct KeychainSecretStore::Answer {
    std::mutex mutex;
    std::condition_variable arrived;
    bool isHere = false;
    QKeychain::Error error = QKeychain::NoError;
    QString words;
    QByteArray value;

    void finish(const QKeychain::Job &job, const QByteArray &found = {})
    {
        const std::scoped_lock lock(mutex);
        error = job.error();
        words = job.errorString();
        value = found;
        isHere = true;
        arrived.notify_all();
    }
};

KeychainSecretStore::KeychainSecretStore()
{
    Q_ASSERT(qApp && QThread::currentThread() == qApp->thread());
}

Result<QByteArray> KeychainSecretStore::ask(const Start &start)
{
    if (!qApp || QThread::currentThread() == qApp->thread()) {
        Q_ASSERT_X(false, "KeychainSecretStore", "the main thread would wait for itself");
        return failure(Failure::Problem::KeychainFailed);
    }
    const auto answer = std::make_shared<Answer>();
    QMetaObject::invokeMethod(
        &m_onMainThread, [start, answer] { start(answer); }, Qt::QueuedConnection);

    std::unique_lock lock(answer->mutex);
    if (!answer->arrived.wait_for(lock, patience, [&answer] { return answer->isHere; }))
        return failure(Failure::Problem::KeychainLocked);
    if (answer->error != QKeychain::NoError && answer->error != QKeychain::EntryNotFound)
        return failureOf(answer->error, answer->words);
    if (answer->error == QKeychain::EntryNotFound) {
        lock.unlock();
        if (isLocked())
            return failure(Failure::Problem::KeychainLocked);
        return QByteArray();
    }
    return answer->value;
}

Result<std::optional<Secret>> KeychainSecretStore::read(const QString &key)
{
    const Result<QByteArray> value = ask([key](const std::shared_ptr<Answer> &answer) {
        auto *job = new QKeychain::ReadPasswordJob(service); // deletes itself, when it has ended
        job->setKey(key);
        QObject::connect(job, &QKeychain::Job::finished, job,
            [job, answer] { answer->finish(*job, job->binaryData()); });
        job->start();
    });
    if (!value)
        return value.failure();
    if (value->isEmpty())
        return std::optional<Secret>();
    return std::optional<Secret>(Secret(*value));
}

Result<void> KeychainSecretStore::write(const QString &key, const Secret &value)
{
    const Result<QByteArray> done = ask([key, value](const std::shared_ptr<Answer> &answer) {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setKey(key);
        job->setBinaryData(value.reveal());
        QObject::connect(
            job, &QKeychain::Job::finished, job, [job, answer] { answer->finish(*job); });
        job->start();
    });
    return done ? Result<void>() : Result<void>(done.failure());
}

Result<void> KeychainSecretStore::remove(const QString &key)
{
    const Result<QByteArray> done = ask([key](const std::shared_ptr<Answer> &answer) {
        auto *job = new QKeychain::DeletePasswordJob(service);
        job->setKey(key);
        QObject::connect(
            job, &QKeychain::Job::finished, job, [job, answer] { answer->finish(*job); });
        job->start();
    });
    return done ? Result<void>() : Result<void>(done.failure());
}
