#include "overview/runprogress.h"

#include <algorithm>
#include <cmath>
#include <ranges>

using namespace std::chrono_literals;

namespace {

qint64 readIn(const RunReport &report)
{
    qint64 read = 0;
    for (const RunObject &object : report.objects)
        read += object.read;
    return read;
}

/// 100 is said only when the run has ended.
std::optional<int> percentOf(qint64 read, qint64 expected)
{
    if (expected <= 0)
        return std::nullopt;
    return static_cast<int>(std::clamp<qint64>(read * 100 / expected, 0, 99));
}

std::optional<int> percentOf(const RunReport &report)
{
    qint64 expected = 0;
    for (const RunObject &object : report.objects)
        expected += std::max(object.read, object.expected.value_or(0));
    return percentOf(readIn(report), expected);
}

/// An object may be kept in several tables, a table may keep several objects: both say which line
/// is meant.
void show(const RunReport &report, ConnectionStatus::ObjectStatus &line)
{
    const auto found = std::ranges::find_if(report.objects, [&](const RunObject &object) {
        return object.object == line.object && object.table == line.table;
    });
    if (found == report.objects.end())
        return;
    line.syncing = !found->done;
    line.percent =
        line.syncing ? percentOf(found->read, found->expected.value_or(0)) : std::nullopt;
}

} // namespace

void RunProgress::begin(qint64 connection, Moment now)
{
    m_going[connection] = {};
    m_going[connection].since = now;
}

void RunProgress::advance(qint64 connection, const RunReport &soFar, Moment now)
{
    if (!m_going.contains(connection))
        begin(connection, now);
    Going &going = m_going[connection];
    going.report = soFar;
    const std::chrono::duration<double> passed = now - going.since;
    if (passed < 1s)
        return;
    const qint64 read = readIn(soFar);
    going.rowsPerSecond = static_cast<double>(read - going.readBefore) / passed.count();
    going.readBefore = read;
    going.since = now;
}

std::vector<qint64> RunProgress::connections() const
{
    const auto keys = std::views::keys(m_going);
    return {keys.begin(), keys.end()};
}

ConnectionStatus RunProgress::onTopOf(ConnectionStatus status) const
{
    const auto going = m_going.find(status.connection.id);
    if (going == m_going.end())
        return status;
    const RunReport &report = going->second.report;
    status.state = ConnectionState::Syncing;
    if (const std::optional<int> percent = percentOf(report))
        status.percent = percent;
    for (ConnectionStatus::ObjectStatus &line : status.objects)
        show(report, line);
    return status;
}

double RunProgress::rowsPerSecond(qint64 connection) const
{
    const auto going = m_going.find(connection);
    return going == m_going.end() ? 0 : going->second.rowsPerSecond;
}

std::optional<qint64> RunProgress::secondsLeft(qint64 connection) const
{
    const double pace = rowsPerSecond(connection);
    if (pace < 1)
        return std::nullopt;
    qint64 left = 0;
    for (const RunObject &object : m_going.at(connection).report.objects) {
        if (object.done)
            continue;
        if (!object.expected)
            return std::nullopt;
        left += std::max<qint64>(0, *object.expected - object.read);
    }
    return std::llround(static_cast<double>(left) / pace);
}
