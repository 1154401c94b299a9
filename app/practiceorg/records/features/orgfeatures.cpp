#include "app/practiceorg/records/features/orgfeatures.h"

#include "app/practiceorg/records/features/addresspicklists.h"
#include "app/practiceorg/records/features/currencies.h"
#include "app/practiceorg/records/features/personaccounts.h"
#include "app/practiceorg/schema/schemafield.h"
#include "app/practiceorg/text/refusal.h"

#include <QJsonArray>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr std::array known = {nonprofitPackage, personAccounts, multiCurrency, addressPicklists};

QString fileOf(const QString &feature)
{
    QString file = feature;
    return file.remove(u'_');
}

/// The Ids of custom fields and objects, in the order in which the journal has them.
class DurableIds {
public:
    explicit DurableIds(const QJsonArray &ids) : m_ids(ids) { }
    QString next() { return m_ids.at(m_next++).toString(); }

private:
    QJsonArray m_ids;
    qsizetype m_next = 0;
};

void giveIds(Object &object, DurableIds &ids)
{
    if (object.custom)
        object.durableId = ids.next();
    for (Field &field : object.fields) {
        if (field.custom)
            field.durableId = ids.next();
    }
}

QString nextCustomPrefix(const SchemaSnapshot &schema)
{
    const auto taken =
        std::ranges::count_if(schema.objects(), [](const auto &each) { return each->custom; });
    return u"a"_s + QString::number(taken).rightJustified(2, u'0');
}

/// System fields stay where clients are used to see them: what is added comes last.
Result<void> add(Schema &schema, SchemaAddition addition, const QJsonObject &change)
{
    const QDateTime at =
        QDateTime::fromMSecsSinceEpoch(change[u"at"_s].toInteger(), QTimeZone::utc());
    DurableIds ids(change[u"ids"_s].toArray());
    for (Object &object : addition.objects) {
        if (schema.snapshot()->object(object.name) != nullptr)
            return refusal(u"there is an object %1 already"_s.arg(object.name));
        giveIds(object, ids);
        if (object.custom)
            object.keyPrefix = nextCustomPrefix(*schema.snapshot());
        object.lastModified = at;
        schema.replace(std::move(object));
    }
    for (Object &extension : addition.extensions) {
        giveIds(extension, ids);
        Object object = *schema.snapshot()->object(extension.name);
        for (Field &field : extension.fields) {
            if (object.field(field.name) != nullptr)
                return refusal(u"%1 already has a field %2"_s.arg(object.name, field.name));
            object.fields.push_back(std::move(field));
        }
        object.lastModified = at;
        schema.replace(std::move(object));
    }
    return {};
}

} // namespace

Result<void> prepareFeature(Records &records, QJsonObject &change)
{
    const QString feature = change[u"feature"_s].toString();
    if (std::ranges::find(known, feature) == known.end())
        return refusal(u"no feature %1"_s.arg(feature));
    if (feature == addressPicklists)
        return {};
    if (feature == personAccounts)
        prepareRecordTypes(records, change);
    if (feature == multiCurrency) {
        const Result<void> prepared = prepareCurrencies(change);
        if (!prepared)
            return prepared;
    }
    const Result<SchemaAddition> addition = schemaAddition(fileOf(feature));
    if (!addition)
        return addition.failure();
    QJsonArray ids;
    const auto give = [&](const std::vector<Object> &objects) {
        for (const Object &object : objects) {
            if (object.custom)
                ids.append(QString::fromLatin1(records.store().nextId("01I").left(15)));
            for (const Field &field : object.fields) {
                if (field.custom)
                    ids.append(QString::fromLatin1(records.store().nextId("00N").left(15)));
            }
        }
    };
    give(addition->objects);
    give(addition->extensions);
    change.insert(u"ids"_s, ids);
    return {};
}

Result<void> applyFeature(Records &records, const QJsonObject &change)
{
    const QString feature = change[u"feature"_s].toString();
    if (records.snapshot()->has(feature))
        return refusal(u"%1 is on already"_s.arg(feature));
    if (feature != addressPicklists) {
        Result<SchemaAddition> addition = schemaAddition(fileOf(feature));
        if (!addition)
            return addition.failure();
        const Result<void> added = add(records.schema(), std::move(*addition), change);
        if (!added)
            return added;
    }
    if (feature == personAccounts)
        nameRecordTypes(records.schema(), change);
    if (feature == multiCurrency)
        nameCurrencies(records.schema(), change);
    records.schema().enable(feature);
    return {};
}

void completeFeatures(Schema &schema, const QDateTime &at)
{
    const SchemaPointer now = schema.snapshot();
    if (now->features().isEmpty())
        return;
    for (const auto &known : now->objects()) {
        Object object = *known;
        bool changed = object.name == "Account"_L1 && now->has(personAccounts)
            && followContactFields(*now->object(u"Contact"_s), object, at);
        changed = (now->has(addressPicklists) && addAddressCodes(object)) || changed;
        changed = (now->has(multiCurrency) && addCurrency(*now, object)) || changed;
        if (!changed)
            continue;
        object.lastModified = at;
        schema.replace(std::move(object));
    }
}

bool fillFeature(Records &records, Store::Writer &writer, const QJsonObject &change)
{
    const QString feature = change[u"feature"_s].toString();
    if (feature == personAccounts)
        return fillRecordTypes(records, writer, change);
    if (feature == multiCurrency)
        return fillCurrencies(records, writer, change);
    if (feature == addressPicklists)
        return convertAddresses(*records.snapshot(), writer);
    return true;
}

} // namespace practice
