#include "base/recordid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

bool isSalesforceId(const QString &text)
{
    return (text.size() == 15 || text.size() == 18)
        && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z')
                   || (c >= u'a' && c <= u'z');
           });
}

QString salesforceId18(const QString &id)
{
    if (id.size() != 15 || !isSalesforceId(id))
        return id;
    constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"_L1;
    QString whole = id;
    for (int block = 0; block < 15; block += 5) {
        int capitals = 0;
        for (int i = 0; i < 5; ++i) {
            const QChar c = id.at(block + i);
            if (c >= u'A' && c <= u'Z')
                capitals |= 1 << i;
        }
        whole += letters.at(capitals);
    }
    return whole;
}
