#include "wording/wording.h"
#include "wording/words.h"

#include <cmath>

QString wording::label(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Connected:
        return Words::tr("Connected");
    case ConnectionState::Syncing:
        return Words::tr("Syncing");
    case ConnectionState::Paused:
        return Words::tr("Paused");
    case ConnectionState::TokenExpired:
        return Words::tr("Token expired");
    case ConnectionState::Disconnected:
        return Words::tr("Disconnected");
    case ConnectionState::Incomplete:
        return Words::tr("Incomplete set-up");
    case ConnectionState::WaitingForQuota:
        return Words::tr("Waiting for API calls");
    case ConnectionState::Offline:
        return Words::tr("Offline");
    }
    return {};
}

QString wording::label(Level level)
{
    switch (level) {
    case Level::Debug:
        return Words::tr("Debug");
    case Level::Info:
        return Words::tr("Info");
    case Level::Warning:
        return Words::tr("Warning");
    case Level::Error:
        return Words::tr("Error");
    }
    return {};
}

QString wording::label(std::optional<Outcome> outcome)
{
    if (!outcome)
        return Words::tr("Running");
    switch (*outcome) {
    case Outcome::Success:
        return Words::tr("Completed");
    case Outcome::Partial:
        return Words::tr("Completed in part");
    case Outcome::Failed:
        return Words::tr("Failed");
    case Outcome::Cancelled:
        return Words::tr("Cancelled");
    case Outcome::Paused:
        return Words::tr("Paused");
    case Outcome::Interrupted:
        return Words::tr("Interrupted");
    }
    return {};
}

QString wording::number(qint64 number) { return QLocale().toString(number); }

QString wording::describe(const Counts &counts)
{
    QString text =
        Words::tr("%1 imported, %2 updated, %3 deleted")
            .arg(number(counts.imported), number(counts.updated), number(counts.deleted));
    if (counts.failed > 0)
        text = Words::tr("%1, %2 failed").arg(text, number(counts.failed));
    if (counts.held > 0)
        text = Words::tr("%1, %2 held").arg(text, number(counts.held));
    return text;
}

QString wording::duration(double seconds)
{
    const double shown = std::max(0.0, seconds);
    if (shown < 9.95)
        return Words::tr("%1 s").arg(QLocale().toString(shown, 'f', 1));
    const auto whole = static_cast<qint64>(std::llround(shown));
    if (whole < 60)
        return Words::tr("%1 s").arg(number(whole));
    if (whole < 3600)
        return Words::tr("%1 min %2 s").arg(number(whole / 60), number(whole % 60));
    return Words::tr("%1 h %2 min").arg(number(whole / 3600), number(whole / 60 % 60));
}

QString wording::templateUnknown(const QString &name)
{
    return Words::tr("There is no template \"%1\". Choose people, mirror or empty.").arg(name);
}

QString wording::tokenExpiryUnknown()
{
    return Words::tr("Salesforce does not say when a token expires; it is renewed when needed.");
}
