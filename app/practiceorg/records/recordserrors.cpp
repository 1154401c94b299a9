#include "app/practiceorg/records/recordserrors.h"

using namespace Qt::StringLiterals;

namespace practice {

RowError plainError(const QByteArray &code, const QString &message, int status)
{
    RowError error;
    error.code = code;
    error.message = message;
    error.withFields = false;
    error.status = status;
    return error;
}

RowError listError(const QByteArray &code, const QString &message, const QStringList &fields)
{
    RowError error;
    error.code = code;
    error.message = message;
    error.fields = fields;
    return error;
}

RowError noSuchColumn(const QString &name, const Object &object)
{
    return plainError(
        "INVALID_FIELD", u"No such column '%1' on sobject of type %2"_s.arg(name, object.name));
}

RowError noAccess()
{
    RowError error =
        listError("INSUFFICIENT_ACCESS_OR_READONLY", u"insufficient access rights on object id"_s);
    error.status = 403;
    return error;
}

RowError internalError(const QString &text)
{
    return plainError("UNKNOWN_EXCEPTION",
        QString(
            u"An unexpected error occurred. Please include this ErrorId if you contact support: "_s
            + text),
        500);
}

RowError severalRecords(const Field &key, const std::vector<QByteArray> &ids)
{
    QStringList list;
    for (const QByteArray &id : ids)
        list.append(QString::fromLatin1(id));
    return listError("DUPLICATE_EXTERNAL_ID",
        u"%1: more than one record found for external id field: [%2]"_s.arg(
            key.label, list.join(u", "_s)));
}

} // namespace practice
