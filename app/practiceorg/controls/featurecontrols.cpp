#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/records/features/orgfeatures.h"
#include "app/practiceorg/records/schemachange.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

/// The switches of an org (README.md, "Controls").
namespace practice {

namespace {

QJsonObject featureState(const SchemaSnapshot &schema)
{
    QJsonArray packages;
    if (schema.has(nonprofitPackage))
        packages.append(nonprofitPackage);
    return {{u"packages"_s, packages}, {personAccounts, schema.has(personAccounts)},
        {multiCurrency, schema.has(multiCurrency)},
        {addressPicklists, schema.has(addressPicklists)}};
}

/// The switches that a request names, as changes.
Result<QList<QJsonObject>> wantedChanges(const QJsonObject &body)
{
    const auto refused = [](const QString &sentence) {
        return failure(Failure::Problem::UsageWrong, {sentence}, sentence);
    };
    QList<QJsonObject> changes;
    const auto add = [&](const QString &feature, const QJsonObject &more) {
        QJsonObject change = more;
        change.insert(u"kind"_s, u"feature"_s);
        change.insert(u"feature"_s, feature);
        changes.append(change);
    };
    for (auto each = body.begin(); each != body.end(); ++each) {
        if (each.key() == "packages"_L1 && each.value().isArray()) {
            for (const QJsonValue &package : each.value().toArray()) {
                if (package.toString() != nonprofitPackage)
                    return refused(u"no package %1"_s.arg(package.toString()));
                add(nonprofitPackage, {});
            }
        } else if (each.value() == QJsonValue(true) || each.value().isObject()) {
            add(each.key(), each.value().toObject());
        } else if (each.value() == QJsonValue(false)) {
            return refused(u"%1 cannot be switched off again, except by reset"_s.arg(each.key()));
        } else {
            return refused(u"%1 is true or an object"_s.arg(each.key()));
        }
    }
    return changes;
}

ControlAnswer showFeatures(ControlCall &call)
{
    return {200, featureState(*recordsOf(call.org).snapshot())};
}

ControlAnswer setFeatures(ControlCall &call)
{
    const Result<QList<QJsonObject>> changes = wantedChanges(call.body);
    if (!changes)
        return controlRefused(changes.failure().raw);
    Records &records = recordsOf(call.org);
    const SchemaPointer before = records.snapshot();
    const std::shared_ptr<const RuleSet> rules = records.rules().current();
    Store::Writer writer = records.store().writer();
    for (const QJsonObject &change : *changes) {
        const Result<void> changed = changeSetup(records, writer, change);
        if (!changed) {
            // All or none: what an earlier one added goes with the transaction.
            records.schema().restore(before);
            records.rules().replace(rules);
            return controlRefused(changed.failure().raw,
                changed.failure().problem == Failure::Problem::UsageWrong ? 400 : 500);
        }
    }
    if (!writer.commit())
        return controlRefused(writer.errorText(), 500);
    return showFeatures(call);
}

} // namespace

void addFeatureControls(ControlRouter &router)
{
    router.add("GET", "features", showFeatures);
    router.add("POST", "features", setFeatures);
}

} // namespace practice
