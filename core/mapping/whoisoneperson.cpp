#include "mapping/whoisoneperson.h"

using namespace Qt::StringLiterals;

namespace {

MatchKey byEmail() { return {{u"Email"_s, u"email"_s, Comparison::Email}}; }

} // namespace

Identity whoisoneperson::contact() { return {.matchKeys = {byEmail()}}; }

Identity whoisoneperson::lead()
{
    return {.precedence = 1, // what both feed takes the Contact's value while there is one
        .matchKeys = {byEmail()},
        .convertsInto = u"Contact"_s,
        .convertedField = u"ConvertedContactId"_s};
}
