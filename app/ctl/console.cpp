#include "ctl/console.h"

#include <QJsonDocument>

#include <array>
#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void put(std::FILE *where, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), where);
    std::fflush(where);
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
    put(stdout, QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void Console::piece(const QByteArray &json)
{
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
    put(stdout, json);
}

void Console::print(const QString &text)
{
    if (m_json)
        return;
    const std::scoped_lock lock(m_mutex);
    endLiveLine();
    put(stdout, text.toUtf8());
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

bool Console::ask(const QString &question)
{
    note(question);
    {
        const std::scoped_lock lock(m_mutex);
        put(stderr, Ctl::tr("Continue? [y/N] ").toUtf8());
    }
    const QByteArray answer = readSecretLine().toLower();
    return answer == "y" || answer == "yes";
}

QByteArray Console::readSecretLine()
{
    QByteArray line;
    char letter = 0;
    while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n')
        line += letter;
    return line.trimmed();
}
