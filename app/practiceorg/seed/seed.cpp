#include "app/practiceorg/seed/seed.h"

#include "app/practiceorg/seed/seedmaker.h"
#include "app/practiceorg/seed/seedsetup.h"

using namespace Qt::StringLiterals;

namespace practice {

using seed::Dice;
using seed::Maker;

namespace {

int inProportion(int contacts, int ofReference)
{
    constexpr qint64 reference = 48'211;
    return static_cast<int>(std::max<qint64>(
        contacts == 0 ? 0 : 1, static_cast<qint64>(contacts) * ofReference / reference));
}

/// The Ids of a hundred existing records to refer to.
Maker::Pick someOf(Store::Writer &writer, const char *table)
{
    auto ids = std::make_shared<QList<QByteArray>>();
    Statement some(writer.db(),
        std::string("SELECT Id FROM ") + table + " WHERE IsDeleted = 0 ORDER BY Id LIMIT 1000");
    while (some.step()) {
        const std::string_view id = some.text(0);
        ids->emplace_back(id.data(), static_cast<qsizetype>(id.size()));
    }
    return [ids](Dice &dice) {
        return ids->isEmpty() ? QByteArray() : ids->at(dice.below(ids->size()));
    };
}

} // namespace

SeedCounts::SeedCounts(int ofContacts)
    : contacts(ofContacts)
    , accounts(inProportion(ofContacts, 9'114))
    , leads(inProportion(ofContacts, 12'930))
    , opportunities(inProportion(ofContacts, 31'007))
    , tasks(inProportion(ofContacts, 6'204))
    , events(inProportion(ofContacts, 2'796))
{
}

Result<void> seedOrg(Records &records, Store::Writer &writer)
{
    const Result<void> prepared = setUpOrg(records, writer);
    if (!prepared)
        return prepared;

    const SeedCounts counts(records.org().contacts());
    Store &store = records.store();
    Maker maker(records, writer, records.stamp());
    const auto among = [&store](const char *prefix, int count) {
        return [&store, prefix, count](Dice &dice) {
            return count == 0 ? QByteArray()
                              : store.idOf(prefix, static_cast<quint64>(dice.below(count)));
        };
    };
    maker.account = among("001", counts.accounts);
    maker.contact = among("003", counts.contacts);
    const bool made = maker.accounts(0, counts.accounts) && maker.contacts(0, counts.contacts)
        && maker.leads(0, counts.leads, counts.contacts)
        && maker.opportunities(0, counts.opportunities) && maker.tasks(0, counts.tasks)
        && maker.events(0, counts.events);
    if (!made)
        return failure(Failure::Problem::Internal, {}, writer.errorText());

    // Indexes last: filling them as the rows come takes twice as long.
    for (const auto &object : records.snapshot()->objects()) {
        for (const QByteArray &sql : Store::indexSql(*object)) {
            if (!writer.execute(sql))
                return failure(Failure::Problem::Internal, {}, writer.errorText());
        }
    }
    return {};
}

Result<void> makeRecords(Records &records, Store::Writer &writer, const QString &object, int count)
{
    const Object *known = records.snapshot()->object(object);
    if (known == nullptr)
        return failure(Failure::Problem::UsageWrong, {object}, u"no object "_s + object);
    Maker maker(records, writer, records.stamp());
    maker.setFresh();
    maker.account = someOf(writer, "Account");
    maker.contact = someOf(writer, "Contact");
    // Numbers go on where the Ids are, so that no e-mail comes twice.
    const auto first = static_cast<qint64>(records.store().idsGiven(known->keyPrefix.toLatin1()));
    bool made = false;
    if (known->name == "Account"_L1)
        made = maker.accounts(first, count);
    else if (known->name == "Contact"_L1)
        made = maker.contacts(first, count);
    else if (known->name == "Lead"_L1)
        made = maker.leads(first, count, 0);
    else if (known->name == "Opportunity"_L1)
        made = maker.opportunities(first, count);
    else if (known->name == "Task"_L1)
        made = maker.tasks(first, count);
    else if (known->name == "Event"_L1)
        made = maker.events(first, count);
    else
        return failure(
            Failure::Problem::UsageWrong, {object}, u"no plausible records of "_s + object);
    if (!made)
        return failure(Failure::Problem::Internal, {}, writer.errorText());
    return {};
}

std::unique_ptr<Part> makeRecords(Org &org) { return std::make_unique<Records>(org, seedOrg); }

} // namespace practice
