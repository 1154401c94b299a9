#include "app/practiceorg/records/features/currencies.h"

#include "app/practiceorg/text/refusal.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

bool isIsoCode(const QString &code)
{
    static const QRegularExpression three(u"^[A-Z]{3}$"_s);
    return three.match(code).hasMatch();
}

/// Those of ISO 4217 that are counted in whole units.
int decimalPlaces(const QString &code)
{
    static constexpr std::array whole{"CLP"_L1, "ISK"_L1, "JPY"_L1, "KRW"_L1, "PYG"_L1, "VND"_L1};
    return std::ranges::find(whole, code) == whole.end() ? 2 : 0;
}

QStringList codesOf(const QJsonObject &change)
{
    QStringList codes = change[u"currencies"_s].toObject().keys();
    codes.removeOne(change[u"corporate"_s].toString());
    codes.prepend(change[u"corporate"_s].toString());
    return codes;
}

std::vector<PicklistValue> valuesOf(const QJsonObject &change)
{
    std::vector<PicklistValue> values;
    for (const QString &code : codesOf(change))
        values.push_back({code, code, true, values.empty()});
    return values;
}

/// Where amounts are, or an admin may add them (Object Reference: "Available only for organizations
/// with the multicurrency feature enabled").
bool keepsAmounts(const Object &object)
{
    static constexpr std::array standard{
        "Account"_L1, "Contact"_L1, "Event"_L1, "Lead"_L1, "Opportunity"_L1, "Task"_L1, "User"_L1};
    return object.custom || std::ranges::find(standard, object.name) != standard.end();
}

} // namespace

Result<void> prepareCurrencies(QJsonObject &change)
{
    const QString corporate = change[u"corporate"_s].toString(u"USD"_s);
    QJsonObject currencies = change[u"currencies"_s].toObject();
    if (currencies.isEmpty())
        currencies = {{u"EUR"_s, 0.92}, {u"GBP"_s, 0.79}, {u"JPY"_s, 151.0}};
    currencies.insert(corporate, 1.0);
    for (auto each = currencies.begin(); each != currencies.end(); ++each) {
        if (!isIsoCode(each.key()) || each.value().toDouble() <= 0)
            return refusal(
                u"a currency has a code of three letters and a rate above 0: %1"_s.arg(each.key()));
    }
    change.insert(u"corporate"_s, corporate);
    change.insert(u"currencies"_s, currencies);
    return {};
}

void nameCurrencies(Schema &schema, const QJsonObject &change)
{
    const auto set = [&](const QString &objectName, const QString &fieldName) {
        Object object = *schema.snapshot()->object(objectName);
        object.fields[static_cast<std::size_t>(object.field(fieldName)->index)].picklist =
            valuesOf(change);
        schema.replace(std::move(object));
    };
    set(u"CurrencyType"_s, u"IsoCode"_s);
    set(u"User"_s, u"DefaultCurrencyIsoCode"_s);
}

bool addCurrency(const SchemaSnapshot &schema, Object &object)
{
    if (!keepsAmounts(object) || object.field(u"CurrencyIsoCode"_s) != nullptr)
        return false;
    const Object *types = schema.object(u"CurrencyType"_s);
    Field field;
    field.name = field.durableId = u"CurrencyIsoCode"_s;
    field.label = u"Currency ISO Code"_s;
    field.type = FieldType::Picklist;
    field.length = 3;
    field.createable = field.updateable = field.defaultedOnCreate = true;
    field.permissionable = false;
    field.restrictedPicklist = true;
    field.picklist = types->field(u"IsoCode"_s)->picklist;
    const Field *created = object.field(u"CreatedDate"_s);
    object.fields.insert(
        created == nullptr ? object.fields.end() : object.fields.begin() + created->index,
        std::move(field));
    object.reindex();
    return true;
}

bool fillCurrencies(Records &records, Store::Writer &writer, const QJsonObject &change)
{
    const QJsonObject rates = change[u"currencies"_s].toObject();
    const QString corporate = change[u"corporate"_s].toString();
    const QByteArray user = records.org().userId();
    Statement row(writer.db(),
        "INSERT INTO CurrencyType (Id, IsoCode, ConversionRate, DecimalPlaces, IsActive, "
        "IsCorporate, CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, "
        "SystemModstamp) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?6, ?7, ?6)");
    for (const QString &code : codesOf(change)) {
        row.bind(1, QString::fromLatin1(records.store().nextId("01L")));
        row.bind(2, code);
        row.bind(3, rates[code].toDouble());
        row.bind(4, static_cast<qint64>(decimalPlaces(code)));
        row.bind(5, static_cast<qint64>(code == corporate ? 1 : 0));
        row.bind(6, change[u"at"_s].toInteger());
        row.bind(7, QString::fromLatin1(user));
        if (!row.run())
            return false;
    }
    Statement users(writer.db(), "UPDATE User SET DefaultCurrencyIsoCode = ?");
    users.bind(1, corporate);
    return users.run();
}

} // namespace practice
