#include "app/practiceorg/records/features/addresspicklists.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

struct State {
    QString code;
    QString name;
};

struct Country {
    QString code;
    QString name;
    std::vector<State> states;
};

/// schema/countries.txt: `CODE = Name: CODE Name; …`
std::vector<Country> readCountries()
{
    std::vector<Country> list;
    const Result<QString> text = schemaText(u"countries"_s);
    if (!text)
        return list;
    for (const QString &line : text->split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        Country country;
        country.code = line.section(u" = "_s, 0, 0);
        const QString rest = line.section(u" = "_s, 1);
        country.name = rest.section(u": "_s, 0, 0);
        for (const QString &state : rest.section(u": "_s, 1).split(u"; "_s, Qt::SkipEmptyParts))
            country.states.push_back({state.section(u' ', 0, 0), state.section(u' ', 1)});
        list.push_back(std::move(country));
    }
    return list;
}

const std::vector<Country> &countries()
{
    static const std::vector<Country> all = readCountries();
    return all;
}

const Country *countryOfCode(const std::string &code)
{
    const QString wanted = QString::fromStdString(code);
    const auto found = std::ranges::find(countries(), wanted, &Country::code);
    return found == countries().end() ? nullptr : &*found;
}

const Country *countryOfName(const std::string &name)
{
    static const QHash<QString, const Country *> byName = [] {
        QHash<QString, const Country *> made;
        for (const Country &country : countries())
            made.insert(country.name.toLower(), &country);
        return made;
    }();
    return byName.value(QString::fromStdString(name).toLower());
}

const State *stateOf(const Country &country, const std::string &text, QString State::*part)
{
    const QString wanted = QString::fromStdString(text);
    const auto found = std::ranges::find_if(country.states,
        [&](const State &each) { return (each.*part).compare(wanted, Qt::CaseInsensitive) == 0; });
    return found == country.states.end() ? nullptr : &*found;
}

/// Bit n from the left: allowed with the controlling field's value n.
QString validFor(qsizetype controlling)
{
    QByteArray bits((std::ssize(countries()) + 7) / 8, '\0');
    bits[controlling / 8] = static_cast<char>(0x80U >> static_cast<unsigned>(controlling % 8));
    return QString::fromLatin1(bits.toBase64());
}

Field codeField(const QString &prefix, const QString &part, const Field &besides)
{
    Field field;
    field.name = field.durableId = prefix + part + u"Code"_s;
    field.label = besides.label + u" Code"_s;
    field.type = FieldType::Picklist;
    field.length = 10;
    field.createable = field.updateable = true;
    field.restrictedPicklist = true;
    field.compoundFieldName = besides.compoundFieldName;
    return field;
}

RowError integrity(const QString &message, const Field &field)
{
    RowError error;
    error.code = "FIELD_INTEGRITY_EXCEPTION";
    error.message = message + u": "_s + field.label;
    error.fields = {field.name};
    return error;
}

// The sentences: PROTOCOL 9, and reports in the issues of NPSP (508, 994, 2432).
RowError badCountry(const Field &field)
{
    return integrity(
        u"There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries."_s,
        field);
}

RowError badState(const Field &field)
{
    return integrity(
        u"There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states."_s,
        field);
}

RowError stateOfAnotherCountry(const Field &field)
{
    return integrity(
        u"The existing country/territory doesn't recognize the state value for field"_s, field);
}

RowError stateWithoutCountry(const Field &field)
{
    return integrity(
        u"A country/territory must be specified before specifying a state value for field"_s,
        field);
}

/// One address of a row that is being written.
class Writing {
public:
    Writing(
        const AddressCodes &address, Row &row, const Row *before, const std::vector<bool> &given)
        : m_address(address), m_row(row), m_before(before), m_given(given)
    {
    }

    std::optional<RowError> country()
    {
        Value &name = at(*m_address.country);
        Value &code = at(*m_address.countryCode);
        const bool byCode = changed(*m_address.countryCode);
        if (!byCode && !changed(*m_address.country))
            return std::nullopt;
        if ((byCode ? code : name).isNull()) {
            name = code = {};
            return std::nullopt;
        }
        const Country *known = byCode ? countryOfCode(code.text) : countryOfName(name.text);
        if (known == nullptr)
            return badCountry(byCode ? *m_address.countryCode : *m_address.country);
        name = Value::ofText(known->name.toStdString());
        code = Value::ofText(known->code.toStdString());
        return std::nullopt;
    }

    std::optional<RowError> state()
    {
        Value &name = at(*m_address.state);
        Value &code = at(*m_address.stateCode);
        const bool byCode = changed(*m_address.stateCode);
        const bool byName = !byCode && changed(*m_address.state);
        if ((byCode && code.isNull()) || (byName && name.isNull())) {
            name = code = {};
            return std::nullopt;
        }
        const bool moved = changed(*m_address.country) || changed(*m_address.countryCode);
        if (!byCode && !byName && (!moved || code.isNull()))
            return std::nullopt;
        const Field &field = byName ? *m_address.state : *m_address.stateCode;
        const Country *country = countryOfCode(at(*m_address.countryCode).text);
        if (country == nullptr)
            return stateWithoutCountry(field);
        const State *known = byName ? stateOf(*country, name.text, &State::name)
                                    : stateOf(*country, code.text, &State::code);
        if (known == nullptr)
            return byName ? badState(field) : stateOfAnotherCountry(field);
        name = Value::ofText(known->name.toStdString());
        code = Value::ofText(known->code.toStdString());
        return std::nullopt;
    }

private:
    Value &at(const Field &field) { return m_row[static_cast<std::size_t>(field.index)]; }
    bool changed(const Field &field)
    {
        const auto index = static_cast<std::size_t>(field.index);
        return m_given[index]
            && (m_before == nullptr ? !m_row[index].isNull()
                                    : !(m_row[index] == (*m_before)[index]));
    }

    const AddressCodes &m_address;
    Row &m_row;
    const Row *m_before;
    const std::vector<bool> &m_given;
};

QByteArray quoted(const QString &text)
{
    QString doubled = text;
    return '\'' + doubled.replace(u'\'', u"''"_s).toUtf8() + '\'';
}

/// Tables of the transaction alone: one pass over each object, however long the list.
bool makeLists(Store::Writer &writer)
{
    bool done =
        writer.execute(
            "CREATE TEMP TABLE country_of (text TEXT COLLATE NOCASE PRIMARY KEY, code, name)")
        && writer.execute("CREATE TEMP TABLE state_of (country, text TEXT COLLATE NOCASE, code, "
                          "name, PRIMARY KEY (country, text))");
    for (const Country &country : countries()) {
        for (const QString &text : {country.name, country.code}) {
            done = done
                && writer.execute("INSERT OR IGNORE INTO country_of VALUES (" + quoted(text) + ", "
                    + quoted(country.code) + ", " + quoted(country.name) + ")");
        }
        for (const State &state : country.states) {
            for (const QString &text : {state.name, state.code}) {
                done = done
                    && writer.execute("INSERT OR IGNORE INTO state_of VALUES ("
                        + quoted(country.code) + ", " + quoted(text) + ", " + quoted(state.code)
                        + ", " + quoted(state.name) + ")");
            }
        }
    }
    return done;
}

bool convertAddress(const Object &object, const AddressCodes &address, Store::Writer &writer)
{
    const QByteArray country = address.country->column;
    const QByteArray countryCode = address.countryCode->column;
    const QByteArray state = address.state->column;
    return writer.execute("UPDATE " + object.table + " SET (" + countryCode + ", " + country
               + ") = (SELECT code, name FROM country_of WHERE text = " + object.table + '.'
               + country + ") WHERE " + country + " IN (SELECT text FROM country_of)")
        && writer.execute("UPDATE " + object.table + " SET (" + address.stateCode->column + ", "
            + state + ") = (SELECT code, name FROM state_of WHERE text = " + object.table + '.'
            + state + " AND country = " + object.table + '.' + countryCode
            + ") WHERE EXISTS (SELECT 1 FROM state_of WHERE text = " + object.table + '.' + state
            + " AND country = " + object.table + '.' + countryCode + ')');
}

/// `Mailing` of MailingAddress: the names of its parts begin so.
QString prefixOfAddress(const Field &address)
{
    Q_ASSERT(address.name.endsWith("Address"_L1));
    return address.name.chopped(7);
}

} // namespace

std::vector<AddressCodes> addressesWithCodes(const Object &object)
{
    std::vector<AddressCodes> list;
    for (const Field &field : object.fields) {
        if (field.type != FieldType::Address)
            continue;
        const QString prefix = prefixOfAddress(field);
        AddressCodes codes{object.field(prefix + u"Country"_s),
            object.field(prefix + u"CountryCode"_s), object.field(prefix + u"State"_s),
            object.field(prefix + u"StateCode"_s)};
        if (codes.countryCode != nullptr && codes.stateCode != nullptr)
            list.push_back(codes);
    }
    return list;
}

bool addAddressCodes(Object &object)
{
    // The address of the organization itself: no source says that it has codes.
    if (object.name == "Organization"_L1)
        return false;
    QStringList prefixes;
    for (const Field &field : object.fields) {
        if (field.type != FieldType::Address)
            continue;
        const QString prefix = prefixOfAddress(field);
        if (object.field(prefix + u"CountryCode"_s) == nullptr)
            prefixes.append(prefix);
    }
    for (const QString &prefix : prefixes) {
        const Field &country = *object.field(prefix + u"Country"_s);
        Field countryCode = codeField(prefix, u"Country"_s, country);
        Field stateCode = codeField(prefix, u"State"_s, *object.field(prefix + u"State"_s));
        stateCode.controller = countryCode.name;
        for (qsizetype n = 0; n < std::ssize(countries()); ++n) {
            const Country &each = countries()[static_cast<std::size_t>(n)];
            countryCode.picklist.push_back({each.code, each.name});
            for (const State &state : each.states)
                stateCode.picklist.push_back({state.code, state.name, true, false, validFor(n)});
        }
        const auto place = object.fields.begin() + country.index + 1;
        object.fields.insert(place, {std::move(stateCode), std::move(countryCode)});
        object.reindex();
    }
    return !prefixes.isEmpty();
}

bool convertAddresses(const SchemaSnapshot &schema, Store::Writer &writer)
{
    bool done = makeLists(writer);
    for (const auto &object : schema.objects()) {
        for (const AddressCodes &address : addressesWithCodes(*object))
            done = done && convertAddress(*object, address, writer);
    }
    return done && writer.execute("DROP TABLE temp.country_of")
        && writer.execute("DROP TABLE temp.state_of");
}

std::optional<RowError> keepInStep(
    const AddressCodes &address, Row &row, const Row *before, const std::vector<bool> &given)
{
    Writing writing(address, row, before, given);
    if (std::optional<RowError> error = writing.country())
        return error;
    return writing.state();
}

} // namespace practice
