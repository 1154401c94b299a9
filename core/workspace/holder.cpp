#include "workspace/holder.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {

/// Process ids mean something within one namespace only: two containers may both have a 7.
QString processNamespace()
{
    return QFile::symLinkTarget(u"/proc/self/ns/pid"_s).section(u'/', -1);
}

/// When a process began, in clock ticks since the boot; empty when there is no such process. Ids
/// are used again, beginnings are not.
QString startOf(const QString &process)
{
    QFile stat(u"/proc/"_s + process + u"/stat"_s);
    if (!stat.open(QIODevice::ReadOnly))
        return {};
    // The name in parentheses may hold spaces; the 22nd field is the 20th after it.
    const QString line = QString::fromLatin1(stat.readAll());
    return line.section(u')', -1).simplified().section(u' ', 19, 19);
}

QString machine()
{
    QString host = QSysInfo::machineHostName();
    host.replace(u':', u'_');
    QString names = processNamespace();
    names.replace(u':', u'_');
    return host + u':' + names;
}

} // namespace

QString holder::make()
{
    const QString process = QString::number(QCoreApplication::applicationPid());
    return machine() + u':' + process + u':' + startOf(process) + u':'
        + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

bool holder::isGone(const QString &holder)
{
    const QStringList parts = holder.split(u':');
    if (parts.size() != 5 || parts.at(3).isEmpty() || parts.at(0) + u':' + parts.at(1) != machine())
        return false;
    return startOf(parts.at(2)) != parts.at(3);
}

std::optional<Lease> holder::alive(const QString &lease, Transaction &work)
{
    std::optional<Lease> held = Leases::held(lease, work);
    return held && isGone(held->holder) ? std::nullopt : held;
}

std::optional<Lease> holder::take(
    const QString &lease, const QString &holder, std::chrono::seconds time, Transaction &work)
{
    if (const std::optional<Lease> held = Leases::held(lease, work); held && isGone(held->holder))
        Leases::release(*held, work);
    return Leases::take(lease, holder, time, work);
}
