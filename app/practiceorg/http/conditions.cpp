#include "app/practiceorg/http/conditions.h"

#include "app/practiceorg/records/records.h"
#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/records/recordswrite.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// Seconds east of Greenwich: `GMT`, `MST`, `-0700`, `GMT-07:00`, the general and RFC 822 time
/// zones of the documented format, which is that of Java's SimpleDateFormat.
std::optional<int> offsetOf(const QString &zone)
{
    static const QRegularExpression numeric(
        u"^(?:GMT|UTC)?([+-])(\\d{1,2}):?(\\d{2})$"_s, QRegularExpression::CaseInsensitiveOption);
    static const std::map<QString, int> hours{{u"GMT"_s, 0}, {u"UTC"_s, 0}, {u"UT"_s, 0},
        {u"Z"_s, 0}, {u"WET"_s, 0}, {u"BST"_s, 1}, {u"CET"_s, 1}, {u"CEST"_s, 2}, {u"EET"_s, 2},
        {u"EEST"_s, 3}, {u"JST"_s, 9}, {u"EST"_s, -5}, {u"EDT"_s, -4}, {u"CST"_s, -6},
        {u"CDT"_s, -5}, {u"MST"_s, -7}, {u"MDT"_s, -6}, {u"PST"_s, -8}, {u"PDT"_s, -7},
        {u"AKST"_s, -9}, {u"AKDT"_s, -8}, {u"HST"_s, -10}};
    if (const auto named = hours.find(zone.toUpper()); named != hours.end())
        return named->second * 3600;
    const QRegularExpressionMatch match = numeric.match(zone);
    if (!match.hasMatch())
        return std::nullopt;
    const int seconds = match.captured(2).toInt() * 3600 + match.captured(3).toInt() * 60;
    return match.captured(1) == u"-" ? -seconds : seconds;
}

/// A list of entity tags, or `*`. Empty: it is neither.
QByteArrayList tagsOf(const QByteArray &header)
{
    static const QRegularExpression list(u"^(W/)?\"[^\"]*\"(\\s*,\\s*(W/)?\"[^\"]*\")*$"_s);
    static const QRegularExpression tag(u"\"[^\"]*\""_s);
    const QString text = QString::fromLatin1(header).trimmed();
    if (text == "*"_L1)
        return {"*"};
    QByteArrayList tags;
    if (!list.match(text).hasMatch())
        return tags;
    for (auto each = tag.globalMatch(text); each.hasNext();) {
        // What a compressed answer adds to its tag says nothing about the record: `=--gzip"`, in
        // older examples of the guide `=-gzip"`.
        QString name = each.next().captured();
        static const QRegularExpression gzip(u"--?gzip\"$"_s);
        tags.append(name.replace(gzip, u"\""_s).toLatin1());
    }
    return tags;
}

bool isAmong(const QByteArray &tag, const QByteArrayList &tags)
{
    return tags.contains("*") || tags.contains(tag);
}

} // namespace

QDateTime dateOfHeader(const QByteArray &text)
{
    static const QRegularExpression form(
        u"^[a-z]+, (\\d{1,2} [a-z]{3} \\d{4}) (\\d{1,2}:\\d{2}:\\d{2}) (\\S+)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(text).trimmed());
    const std::optional<int> offset = offsetOf(match.captured(3));
    const QDate date = QLocale::c().toDate(match.captured(1), u"d MMM yyyy"_s);
    const QTime time = QTime::fromString(match.captured(2), u"H:mm:ss"_s);
    if (!offset || !date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time, QTimeZone::utc()).addSecs(-*offset);
}

std::optional<int> unmetCondition(const Call &call, const Validators &validators)
{
    const http::Headers &headers = call.request.headers;
    const bool reads = call.method == "GET";
    const auto tags = [&](std::string_view name) {
        return validators.tag.isEmpty() ? QByteArrayList() : tagsOf(headers.value(name));
    };
    const auto date = [&](std::string_view name) {
        return validators.modified.isValid() ? dateOfHeader(headers.value(name)) : QDateTime();
    };
    const qint64 modified = validators.modified.toSecsSinceEpoch();
    const QByteArrayList wanted = tags("If-Match");
    const QDateTime until = date("If-Unmodified-Since");
    if (!wanted.isEmpty() ? !isAmong(validators.tag, wanted)
                          : until.isValid() && modified > until.toSecsSinceEpoch())
        return 412;
    const QByteArrayList known = tags("If-None-Match");
    const QDateTime since = date("If-Modified-Since");
    if (!known.isEmpty()) {
        if (isAmong(validators.tag, known))
            return reads ? 304 : 412;
    } else if (since.isValid() && modified <= since.toSecsSinceEpoch()) {
        return 304; // of PATCH too: "the request isn't processed"
    }
    return std::nullopt;
}

Validators validatorsOf(Call &call, const Object &object, const QByteArray &id)
{
    const Field *modified = object.field(u"LastModifiedDate"_s);
    if (modified == nullptr)
        return {};
    const RecordJson record(object, visibleFields(object), call.version);
    Store::Reader reader = recordsOf(call.org).store().reader();
    const QByteArray sql = "SELECT " + record.columns() + ", " + modified->column + " FROM "
        + object.table + " WHERE \"Id\" = ? AND " + deletedColumn(object) + " = 0";
    Statement row(reader.db(), viewOf(sql));
    row.bind(1, QString::fromLatin1(id18(id)));
    if (!row.step())
        return {};
    Validators found;
    found.modified = QDateTime::fromMSecsSinceEpoch(
        row.integer(sqlite3_column_count(row.handle()) - 1), QTimeZone::utc());
    if (object.name == "Account"_L1) {
        QByteArray json;
        record.append(json, row.handle());
        found.tag =
            '"' + QCryptographicHash::hash(json, QCryptographicHash::Sha256).toBase64() + '"';
    }
    return found;
}

/// "When you include an invalid header value for If-Match, If-None-Match, or If-Unmodified-Since on
/// a PATCH or POST request, a 400 Bad Request status code is returned" ("Conditional Request
/// Headers"). No source has the body.
bool conditionsAreValid(Call &call, const Object &object)
{
    const http::Headers &headers = call.request.headers;
    const auto refuse = [&call](const char *name) {
        answerError(call,
            {400, "BAD_REQUEST",
                u"The value of the header %1 is invalid"_s.arg(QString::fromLatin1(name))});
        return false;
    };
    for (const char *name : {"If-Match", "If-None-Match"}) {
        if (object.name == "Account"_L1 && headers.contains(name)
            && tagsOf(headers.value(name)).isEmpty())
            return refuse(name);
    }
    const char *until = "If-Unmodified-Since";
    if (headers.contains(until) && !dateOfHeader(headers.value(until)).isValid())
        return refuse(until);
    return true;
}

http::Headers tagHeader(const Validators &validators)
{
    return validators.tag.isEmpty() ? http::Headers() : http::Headers{{"ETag", validators.tag}};
}

} // namespace practice
