#include "ctl/text.h"

#include "ctl/ctl.h"
#include "wording/wording.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString localTime(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : u"–"_s;
}

QString environmentLabel(Environment environment)
{
    return environment == Environment::Sandbox ? Ctl::tr("Sandbox") : Ctl::tr("Production");
}

/// "Connected · no sync for 1 h 12 min" and kin.
QString stateLine(const ConnectionStatus &status, const QDateTime &now)
{
    const QString label = wording::label(status.state);
    if (status.state == ConnectionState::Syncing && status.percent)
        return Ctl::tr("%1 %2 %").arg(label, wording::number(*status.percent));
    if (status.stale) {
        const QDateTime since = status.connection.lastSync.isValid() ? status.connection.lastSync
                                                                     : status.connection.createdAt;
        return Ctl::tr("%1 · no sync for %2")
            .arg(label, wording::duration(static_cast<double>(since.msecsTo(now)) / 1000.0));
    }
    return label;
}

QString numberOrDash(const std::optional<qint64> &number)
{
    return number ? wording::number(*number) : u"–"_s;
}

QString objectTable(const ConnectionStatus &status)
{
    std::vector<QStringList> rows{{Ctl::tr("Object"), Ctl::tr("Table"), Ctl::tr("In Salesforce"),
        Ctl::tr("Here"), Ctl::tr("Failed"), Ctl::tr("Last sync")}};
    for (const ConnectionStatus::ObjectStatus &object : status.objects) {
        rows.push_back({object.object, object.table, numberOrDash(object.salesforceRecords),
            wording::number(object.localRows), wording::number(object.failed),
            localTime(object.lastSync)});
    }
    return text::table(rows, {false, false, true, true, true, false});
}

} // namespace

QString text::sentence(const Failure &failure)
{
    const QString sentence = wording::sentence(failure);
    switch (failure.problem) {
    case Failure::Problem::KeychainMissing:
    case Failure::Problem::KeychainLocked:
    case Failure::Problem::KeychainFailed:
        return sentence + u' ' + Ctl::tr("The option for the file is --secrets file:PATH.");
    default:
        return sentence;
    }
}

QString text::table(const std::vector<QStringList> &rows, const std::vector<bool> &alignRight)
{
    std::vector<qsizetype> widths(alignRight.size(), 0);
    for (const QStringList &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            qsizetype &width = widths[static_cast<std::size_t>(column)];
            width = std::max(width, row.at(column).size());
        }
    }
    QString lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const auto at = static_cast<std::size_t>(column);
            line += alignRight[at] ? row.at(column).rightJustified(widths[at])
                                   : row.at(column).leftJustified(widths[at]);
            line += u"  "_s;
        }
        while (line.endsWith(u' '))
            line.chop(1);
        lines += line + u'\n';
    }
    return lines;
}

QString text::connections(const std::vector<ConnectionStatus> &connections)
{
    if (connections.empty())
        return Ctl::tr("No connection yet. Connect an org with: orgmendctl connect --client-id KEY")
            + u'\n';
    std::vector<QStringList> rows{{Ctl::tr("Id"), Ctl::tr("Name"), Ctl::tr("Environment"),
        Ctl::tr("State"), Ctl::tr("User"), Ctl::tr("Instance"), Ctl::tr("Last sync")}};
    for (const ConnectionStatus &status : connections) {
        const Connection &known = status.connection;
        rows.push_back({QString::number(known.id), known.name, environmentLabel(known.environment),
            wording::label(status.state), known.username, known.instanceUrl,
            localTime(known.lastSync)});
    }
    return table(rows, {true, false, false, false, false, false, false});
}

QString text::status(const ConnectionStatus &status, const QDateTime &now)
{
    const Connection &known = status.connection;
    std::vector<QStringList> rows{
        {Ctl::tr("Connection"), known.name + u" ("_s + environmentLabel(known.environment) + u')'},
        {Ctl::tr("State"), stateLine(status, now)},
        {Ctl::tr("User"), known.username},
        {Ctl::tr("Instance"), known.instanceUrl},
        {Ctl::tr("Org Id"), known.orgId},
        {Ctl::tr("Last sync"), localTime(known.lastSync)},
        {Ctl::tr("Next sync"), localTime(status.nextSync)},
    };
    if (known.apiUsed && known.apiMaximum)
        rows.push_back({Ctl::tr("API calls"),
            Ctl::tr("%1 of %2 in 24 hours")
                .arg(wording::number(*known.apiUsed), wording::number(*known.apiMaximum))});
    QString lines = table(rows, {false, false});
    if (status.lastFailure)
        lines +=
            u'\n' + Ctl::tr("The last sync failed. %1").arg(sentence(*status.lastFailure)) + u'\n';
    if (!status.objects.empty())
        lines += u'\n' + objectTable(status);
    for (const ConnectionStatus::ObjectStatus &object : status.objects) {
        if (!object.leftOut.isEmpty())
            lines += Ctl::tr("%1: not visible to the user, left out: %2")
                         .arg(object.object, object.leftOut.join(u", "_s))
                + u'\n';
    }
    return lines;
}

QString text::run(const RunReport &report)
{
    std::vector<QStringList> rows{{Ctl::tr("Object"), Ctl::tr("Table"), Ctl::tr("Imported"),
        Ctl::tr("Updated"), Ctl::tr("Deleted"), Ctl::tr("Failed")}};
    for (const RunObject &object : report.objects) {
        rows.push_back({object.object, object.table, wording::number(object.counts.imported),
            wording::number(object.counts.updated), wording::number(object.counts.deleted),
            wording::number(object.counts.failed)});
    }
    QString lines =
        report.objects.empty() ? QString() : table(rows, {false, false, true, true, true, true});
    lines += Ctl::tr("%1: run %2, %3, %4 API calls.")
                 .arg(wording::label(report.outcome), wording::number(report.run),
                     wording::duration(report.seconds), wording::number(report.apiCalls))
        + u'\n';
    return lines;
}

QString text::event(const Event &event)
{
    QString line = localTime(event.at) + u"  "_s + wording::label(event.level).leftJustified(8)
        + event.name.leftJustified(20) + wording::sentence(event);
    if (!event.raw.isEmpty() && event.level >= Level::Warning) {
        const QStringList raw = event.raw.split(u'\n');
        for (const QString &part : raw)
            line += u"\n                       "_s + part;
    }
    return line + u'\n';
}

QString text::progress(const RunReport &soFar)
{
    qint64 done = 0;
    const RunObject *current = nullptr;
    for (const RunObject &object : soFar.objects) {
        if (object.done)
            ++done;
        else if (!current && object.read > 0)
            current = &object;
    }
    const QString place =
        Ctl::tr("%1 of %2 objects")
            .arg(wording::number(done), wording::number(static_cast<qint64>(soFar.objects.size())));
    if (!current)
        return place;
    return current->expected ? Ctl::tr("%1 · %2: %3 of %4 records")
                                   .arg(place, current->object, wording::number(current->read),
                                       wording::number(*current->expected))
                             : Ctl::tr("%1 · %2: %3 records")
                                   .arg(place, current->object, wording::number(current->read));
}
