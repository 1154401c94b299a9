#pragma once

#include "engine/connectionsdoor.h"

#include <QMutex>
#include <QMutexLocker>

#include <atomic>
#include <thread>

/// Connections made of values, behind the engine's own door. Its calls come from jobs' threads: a
/// test that looks or changes while one may be running holds the mutex.
class FakeConnections final : public ConnectionsDoor {
public:
    QMutex mutex;
    std::vector<ConnectionStatus> all;
    std::vector<Failure> signInFails;  ///< one for each attempt, then it works
    std::vector<Failure> requestsFail; ///< one for each pause, resume, disconnect; then they work
    ConnectRequest lastRequest;
    std::atomic_bool signInWaits = false; ///< until it is stopped

    /// What was done to it, in one word each.
    [[nodiscard]] QStringList said()
    {
        const QMutexLocker lock(&mutex);
        return m_said;
    }

    Result<ConnectionStatus> connect(
        const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop) override
    {
        say(QStringLiteral("connect"));
        return signIn(request, open, stop);
    }
    Result<ConnectionStatus> reconnect(qint64, const ConnectRequest &request, const OpenPage &open,
        const std::stop_token &stop) override
    {
        say(QStringLiteral("reconnect"));
        return signIn(request, open, stop);
    }
    Result<void> disconnect(qint64 connection, const std::stop_token &) override
    {
        return become(ConnectionState::Disconnected, connection, QStringLiteral("disconnect"));
    }
    Result<void> pause(qint64 connection) override
    {
        return become(ConnectionState::Paused, connection, QStringLiteral("pause"));
    }
    Result<void> resume(qint64 connection) override
    {
        return become(ConnectionState::Connected, connection, QStringLiteral("resume"));
    }

    Result<std::vector<ConnectionStatus>> list() override
    {
        const QMutexLocker lock(&mutex);
        return all;
    }
    Result<ConnectionStatus> status(qint64 connection) override
    {
        return first(QString::number(connection),
            [&](const Connection &known) { return known.id == connection; });
    }
    Result<qint64> find(const QString &nameOrId) override
    {
        const Result<ConnectionStatus> found = first(nameOrId, [&](const Connection &known) {
            return known.name == nameOrId || QString::number(known.id) == nameOrId;
        });
        return found ? found->connection.id : Result<qint64>(found.failure());
    }

private:
    /// The next of what is to go wrong; none: it works.
    static std::optional<Failure> next(std::vector<Failure> &failures)
    {
        if (failures.empty())
            return std::nullopt;
        const Failure first = failures.front();
        failures.erase(failures.begin());
        return first;
    }
    template <typename Fits>
    [[nodiscard]] Result<ConnectionStatus> first(const QString &asked, Fits fits)
    {
        const QMutexLocker lock(&mutex);
        for (const ConnectionStatus &status : all) {
            if (fits(status.connection))
                return status;
        }
        return failure(Failure::Problem::ConnectionUnknown, {asked});
    }
    void say(const QString &what)
    {
        const QMutexLocker lock(&mutex);
        m_said << what;
    }
    Result<void> become(ConnectionState state, qint64 connection, const QString &what)
    {
        say(what);
        const QMutexLocker lock(&mutex);
        if (const std::optional<Failure> failed = next(requestsFail))
            return *failed;
        for (ConnectionStatus &status : all) {
            if (status.connection.id == connection)
                status.state = state;
        }
        return {};
    }
    Result<ConnectionStatus> signIn(
        const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop)
    {
        {
            const QMutexLocker lock(&mutex);
            lastRequest = request;
        }
        if (const Result<void> opened = open(QUrl(QStringLiteral("https://login.salesforce.com/"
                                                                 "services/oauth2/authorize?x=1")));
            !opened)
            return opened.failure();
        while (signInWaits && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        if (stop.stop_requested())
            return failure(Failure::Problem::Cancelled);
        const QMutexLocker lock(&mutex);
        if (const std::optional<Failure> failed = next(signInFails))
            return *failed;
        return all.empty() ? ConnectionStatus() : all.front();
    }

    QStringList m_said;
};
