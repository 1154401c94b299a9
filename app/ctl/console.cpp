#include "ctl/console.h"

#include "ctl/ctl.h"
#include "wording/wording.h"

#include <QJsonDocument>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>

#include <poll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool put(std::FILE *where, const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, where) == size && std::fflush(where) == 0;
}

/// Ends a wait for input from another thread.
class Wake {
public:
    Wake() = default;
    ~Wake() { ::close(m_event); }
    Wake(const Wake &) = delete;
    Wake &operator=(const Wake &) = delete;
    [[nodiscard]] int event() const { return m_event; }
    void up() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(m_event, &one, sizeof one);
    }

private:
    const int m_event = ::eventfd(0, EFD_CLOEXEC);
};

/// What is typed stays off the screen for as long as this lives.
class Unseen {
public:
    Unseen()
    {
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;

private:
    static termios now()
    {
        termios state{};
        ::tcgetattr(STDIN_FILENO, &state);
        return state;
    }
    const termios m_before = now();
};

/// True when stdin has something to read, or has ended; false when `wake` came first.
bool waitForInput(const Wake &wake)
{
    std::array<pollfd, 2> waiting{{{STDIN_FILENO, POLLIN, 0}, {wake.event(), POLLIN, 0}}};
    while (::poll(waiting.data(), waiting.size(), -1) < 0) {
        if (errno != EINTR)
            return true; // then read() says what is wrong
    }
    return waiting[1].revents == 0;
}

/// A read() of its own goes on when a signal comes, so it is made only once there is something to
/// read.
Result<QByteArray> readLine(const std::stop_token &stop)
{
    const Wake wake;
    const std::stop_callback onStop(stop, [&wake] { wake.up(); });
    QByteArray line;
    char letter = 0;
    while (waitForInput(wake) && ::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n')
        line += letter;
    if (stop.stop_requested())
        return failure(Failure::Problem::Cancelled);
    return line.trimmed();
}

/// In the language of the question; the English words are always understood.
bool isYes(const QString &answer)
{
    //: What says yes to "Continue?", short and long, in lower case.
    const QStringList yes = Ctl::tr("y yes").split(u' ');
    return yes.contains(answer) || answer == u"y" || answer == u"yes";
}

} // namespace

Console::Console(bool json, bool progress)
    : m_json(json), m_progress(progress), m_live(::isatty(STDERR_FILENO) == 1)
{
}

Console::~Console()
{
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
}

void Console::document(const QJsonObject &document)
{
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
    putOut(QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void Console::piece(const QByteArray &json)
{
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
    putOut(json);
}

void Console::print(const QString &text)
{
    if (m_json)
        return;
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
    putOut(text.toUtf8());
}

void Console::putOut(const QByteArray &bytes)
{
    if (!m_unwritten && !put(stdout, bytes))
        m_unwritten = failure(Failure::Problem::OutputUnwritable, {qt_error_string(errno)});
}

std::optional<Failure> Console::unwritten() const
{
    const std::scoped_lock lock(m_mutex);
    return m_unwritten;
}

int Console::ending(int exitStatus)
{
    const std::optional<Failure> lost = unwritten();
    if (!lost)
        return exitStatus;
    note(wording::sentence(*lost));
    return exitStatus == 0 ? lost->exitStatus() : exitStatus;
}

void Console::note(const QString &text)
{
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
    put(stderr, text.toUtf8() + '\n');
}

void Console::progress(const QString &line)
{
    if (!m_progress)
        return;
    const std::scoped_lock lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lastProgress < (m_live ? 100ms : 5000ms))
        return;
    m_lastProgress = now;
    if (m_live) {
        put(stderr, "\r\x1b[K" + line.toUtf8());
        m_liveLineShown = true;
    } else {
        put(stderr, line.toUtf8() + '\n');
    }
}

void Console::endLiveLine()
{
    if (!m_liveLineShown)
        return;
    put(stderr, "\r\x1b[K");
    m_liveLineShown = false;
}

bool Console::canAsk() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

Result<bool> Console::ask(const QString &question, const std::stop_token &stop)
{
    note(question);
    const Result<QByteArray> line = answerTo(Ctl::tr("Continue? [y/N] "), stop);
    if (!line)
        return line.failure();
    return isYes(QString::fromUtf8(*line).toLower());
}

Result<QByteArray> Console::readSecretLine(const QString &prompt, const std::stop_token &stop)
{
    if (!canAsk())
        return readLine(stop);
    const Unseen unseen;
    Result<QByteArray> line = answerTo(prompt, stop);
    if (line)
        note({}); // the Enter was not seen either
    return line;
}

Result<QByteArray> Console::answerTo(const QString &prompt, const std::stop_token &stop)
{
    {
        const std::scoped_lock lock(m_mutex);
        put(stderr, prompt.toUtf8());
    }
    Result<QByteArray> line = readLine(stop);
    if (!line)
        note({}); // what comes next stands on a line of its own
    return line;
}
