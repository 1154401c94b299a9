#include "salesforce/query/soql.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

QString selectFrom(const QString &object, const QStringList &fields)
{
    return u"SELECT "_s % fields.join(u", "_s) % u" FROM "_s % object;
}

QString soqlText(const QString &value)
{
    QString text = u"'"_s;
    text.reserve(value.size() + 2);
    for (const QChar c : value) {
        switch (c.unicode()) {
        case u'\\':
            text += "\\\\"_L1;
            break;
        case u'\'':
            text += "\\'"_L1;
            break;
        case u'\n':
            text += "\\n"_L1;
            break;
        case u'\r':
            text += "\\r"_L1;
            break;
        case u'\t':
            text += "\\t"_L1;
            break;
        case u'\b':
            text += "\\b"_L1;
            break;
        case u'\f':
            text += "\\f"_L1;
            break;
        default:
            text += c;
        }
    }
    text += u'\'';
    return text;
}

QString objectOf(const QString &soql)
{
    // Quoted text may hold anything, also the word FROM.
    static const QRegularExpression quoted(u"'(?:[^'\\\\]|\\\\.)*'"_s);
    static const QRegularExpression nested(u"\\([^()]*\\)"_s);
    static const QRegularExpression from(
        u"\\bFROM\\s+(\\w+)"_s, QRegularExpression::CaseInsensitiveOption);
    QString plain = soql;
    plain.replace(quoted, u"''"_s);
    while (plain.contains(nested))
        plain.replace(nested, u" "_s); // a subquery names another object
    return from.match(plain).captured(1);
}

QString queryPath(const QString &soql, bool queryAll)
{
    // QUrlQuery would leave `+`, which servers read as a space (HTTP_FACTS.md, 2).
    return (queryAll ? u"queryAll?q="_s : u"query?q="_s)
        % QString::fromLatin1(QUrl::toPercentEncoding(soql));
}

RecordBatch::Columns batchColumns(const QStringList &fields)
{
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(fields.size()));
    for (const QString &field : fields)
        names.push_back(field.toStdString());
    return std::make_shared<const std::vector<std::string>>(std::move(names));
}
