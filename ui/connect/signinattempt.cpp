#include "connect/signinattempt.h"

#include <algorithm>

using namespace std::chrono_literals;

SignInAttempt::SignInAttempt(ConnectionsDoor &connections, const BrowserSignIn &signIn)
    : m_connections(connections), m_signIn(signIn)
{
    connect(&m_everySecond, &QTimer::timeout, this, &SignInAttempt::countDown);
}

void SignInAttempt::begin(const ConnectRequest &request, qint64 again)
{
    m_request = request;
    m_again = again;
    m_page.clear();
    m_everySecond.stop();
    // The address crosses from the job to the window; the job does not wait for the browser to
    // open.
    const auto open = [this](const QUrl &page) -> Result<void> {
        QMetaObject::invokeMethod(this, [this, page] { openBrowser(page); }, Qt::QueuedConnection);
        return {};
    };
    m_job.start(
        [&connections = m_connections, request, again, open](const std::stop_token &stop) {
            return again != 0 ? connections.reconnect(again, request, open, stop)
                              : connections.connect(request, open, stop);
        },
        [this](const Result<ConnectionStatus> &outcome) { end(outcome); });
}

void SignInAttempt::openBrowser(const QUrl &page)
{
    if (!m_job.isRunning())
        return;
    m_page = page;
    m_left = m_signIn.patience;
    emit browserAsked(m_signIn.openBrowser(page));
    emit timeLeft(m_left);
    m_everySecond.start(1s);
}

void SignInAttempt::countDown()
{
    m_left = std::max(0s, m_left - 1s);
    emit timeLeft(m_left);
}

void SignInAttempt::end(const Result<ConnectionStatus> &outcome)
{
    m_everySecond.stop();
    emit ended(outcome);
}
