#pragma once

#include "engine/engine.h"
#include "salesforce/http/answerbody.h"
#include "tests/support/practicetransport.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/pullstates.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QUrlQuery>

#include <map>
#include <mutex>

/// Secrets in memory, for tests that are not about where they are kept.
class MemorySecrets final : public SecretStore {
public:
    Result<std::optional<Secret>> read(const QString &key) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_broken)
            return *m_broken;
        const auto found = m_values.find(key);
        return found == m_values.end() ? std::optional<Secret>() : std::optional(found->second);
    }
    Result<void> write(const QString &key, const Secret &value) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_broken)
            return *m_broken;
        m_values[key] = value;
        return {};
    }
    Result<void> remove(const QString &key) override
    {
        const std::scoped_lock lock(m_mutex);
        m_values.erase(key);
        return {};
    }
    void breakWith(const Failure &why) { m_broken = why; }
    void mend() { m_broken.reset(); }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] QByteArrayList bytes() const
    {
        QByteArrayList all;
        for (const auto &[key, value] : m_values)
            all += value.reveal();
        return all;
    }

private:
    std::mutex m_mutex;
    std::map<QString, Secret> m_values;
    std::optional<Failure> m_broken;
};

/// The browser and the listener in one: what the authorize page redirects to is what the listener
/// hears.
class Browser {
public:
    explicit Browser(practice::PracticeOrg &org) : m_org(org) { }

    /// Opens the page as a browser would; the org consents by itself.
    Result<void> open(const QUrl &url)
    {
        ++opened;
        lastUrl = url;
        if (!insteadError.isEmpty()) {
            m_answer = SignInListener::Answer{{}, insteadError, insteadError};
            return {};
        }
        PracticeTransport transport(m_org);
        const Result<HttpAnswer> page = sendWhole(transport, {"GET", url, {}});
        if (!page)
            return page.failure();
        const QUrl target(QString::fromUtf8(page->header("Location")));
        if (!target.toString().startsWith(u"http://localhost:1717/OauthRedirect"))
            return {}; // a page that shows its error and goes nowhere
        const QUrlQuery query(target);
        const auto value = [&query](const QString &name) {
            return query.queryItemValue(name, QUrl::FullyDecoded);
        };
        m_answer = SignInListener::Answer{Secret(value(QStringLiteral("code")).toUtf8()),
            value(QStringLiteral("error")), value(QStringLiteral("error_description"))};
        return {};
    }
    std::optional<SignInListener::Answer> takeAnswer() { return std::exchange(m_answer, {}); }

    int opened = 0;
    QUrl lastUrl;
    QString insteadError; ///< what comes back instead, without a page
    bool portTaken = false;

private:
    practice::PracticeOrg &m_org;
    std::optional<SignInListener::Answer> m_answer;
};

class BrowserListener final : public SignInListener {
public:
    explicit BrowserListener(Browser &browser) : m_browser(browser) { }
    Result<void> listen(quint16 port) override
    {
        if (m_browser.portTaken)
            return failure(Failure::Problem::PortTaken, {QString::number(port)});
        return {};
    }
    QString callback() const override
    {
        return QStringLiteral("http://localhost:1717/OauthRedirect");
    }
    Result<Answer> wait(
        const QByteArray &, std::chrono::milliseconds, const std::stop_token &) override
    {
        const std::optional<Answer> answer = m_browser.takeAnswer();
        if (!answer)
            return failure(Failure::Problem::SignInTimedOut, {callback()});
        return *answer;
    }

private:
    Browser &m_browser;
};

/// A practice org, an empty workspace, and an engine between them. Its clock is the test's, and the
/// org goes by it too.
struct EngineBench {
    explicit EngineBench(int records = 30)
        : clock(std::make_shared<ManualClock>(
              QDateTime(QDate(2026, 1, 31), QTime(9, 5), QTimeZone::utc())))
        , practice(settings(records))
        , browser(practice.org())
        , engine(parts())
    {
    }

    [[nodiscard]] practice::Settings settings(int records) const
    {
        practice::Settings made;
        made.records = records;
        made.autoApprove = true;
        made.clock = clock;
        return made;
    }
    [[nodiscard]] EngineParts parts()
    {
        EngineParts made;
        made.workspace = path;
        made.secrets = secrets;
        made.clock = clock;
        made.pause = std::make_shared<InstantPause>(*clock);
        made.makeTransport = [this](const std::stop_token &stop) {
            return std::make_unique<PracticeTransport>(practice.org(), stop);
        };
        made.makeListener = [this] { return std::make_unique<BrowserListener>(browser); };
        made.origin = Origin::CommandLine;
        return made;
    }
    [[nodiscard]] ConnectRequest request(bool sandbox = false) const
    {
        ConnectRequest made;
        const PracticeBench::SignedIn &who = sandbox ? practice.sandbox() : practice.production();
        made.clientId = who.clientId;
        made.environment = sandbox ? QStringLiteral("sandbox") : QStringLiteral("production");
        made.loginUrl = who.loginUrl;
        return made;
    }
    Result<ConnectionStatus> connect(const ConnectRequest &request)
    {
        return engine.connections().connect(
            request, [this](const QUrl &url) { return browser.open(url); }, {});
    }
    Result<ConnectionStatus> reconnect(qint64 id, const ConnectRequest &request)
    {
        return engine.connections().reconnect(
            id, request, [this](const QUrl &url) { return browser.open(url); }, {});
    }
    Result<RunReport> sync(qint64 id, bool full = false)
    {
        RunOrder order;
        order.connection = id;
        order.full = full;
        return engine.runs().sync(order, {}, {});
    }
    /// One value straight from the workspace.
    QVariant value(const QString &sql)
    {
        const auto workspace = Workspace::open(path, Workspace::Opening::ExistingOnly, *clock);
        if (!workspace)
            return {};
        Transaction work(**workspace, Transaction::Access::Read);
        return work.value(sql);
    }
    [[nodiscard]] QStringList eventNames()
    {
        EventQuery query;
        query.limit = 1'000;
        QStringList names;
        const Result<std::vector<Event>> events = engine.log().events(query);
        if (events) {
            for (const Event &event : *events)
                names.prepend(event.name);
        }
        return names;
    }

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("test.orgmend"));
    std::shared_ptr<ManualClock> clock;
    PracticeBench practice;
    Browser browser;
    std::shared_ptr<MemorySecrets> secrets = std::make_shared<MemorySecrets>();
    Engine engine;
};

/// The failure's code, or "ok", so that a comparison shows what came instead.
template <typename T>
QString codeOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : result.failure().code();
}
