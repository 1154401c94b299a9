#include "salesforce/http/transport.h"

#include "salesforce/http/answerbody.h"

#include <QHostAddress>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

QByteArray HttpAnswer::header(const QByteArray &name) const
{
    for (const auto &[known, value] : headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Result<HttpAnswer> HttpTransport::send(
    const HttpRequest &request, const QByteArray &body, qint64 limit)
{
    BytesBody source(body);
    const bool bodyless = request.verb == "GET" || request.verb == "HEAD";
    Result<std::unique_ptr<HttpReply>> reply = open(request, bodyless ? nullptr : &source);
    if (!reply)
        return reply.failure();
    return wholeAnswer(**reply, request.url.host(), request.url.path(), limit);
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    return QHostAddress(host).isLoopback();
}

QDateTime httpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(
        QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    time.setTimeZone(QTimeZone::utc());
    return time;
}
