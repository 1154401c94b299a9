#include "salesforce/http/retry.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono_literals;

namespace retry {

std::chrono::milliseconds after(const HttpReply &reply)
{
    const QByteArray text = reply.header("Retry-After").trimmed();
    bool isNumber = false;
    if (const int seconds = text.toInt(&isNumber); isNumber)
        return std::chrono::seconds(std::max(seconds, 0));
    const QDateTime until = httpDate(text);
    const QDateTime now = httpDate(reply.header("Date"));
    if (!until.isValid() || !now.isValid())
        return 0ms;
    return std::chrono::milliseconds(std::max<qint64>(now.msecsTo(until), 0));
}

bool isLostOnTheWay(const Failure &failed)
{
    switch (failed.problem) {
    case Failure::Problem::ConnectionLost:
    case Failure::Problem::TimedOut:
    case Failure::Problem::AnswerTruncated:
        return true;
    default:
        return false;
    }
}

std::chrono::milliseconds backoff(int failed)
{
    const int base = 1'000 << std::clamp(failed - 1, 0, 5);
    return std::chrono::milliseconds(base + QRandomGenerator::global()->bounded(base / 4 + 1));
}

} // namespace retry
