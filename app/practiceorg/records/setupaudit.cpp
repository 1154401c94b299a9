#include "app/practiceorg/records/setupaudit.h"

#include "app/practiceorg/schema/schemafield.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString textOf(const QJsonObject &change, const QString &key) { return change[key].toString(); }

struct Sentence {
    QString action;
    QString display;
};

/// The words of the trail. Salesforce's own codes and sentences for these were found in no source
/// (PROTOCOL 6.6): clients show them and search them, and must not depend on them.
Sentence sentenceOf(const QJsonObject &change, const Object *object)
{
    const QString kind = textOf(change, u"kind"_s);
    const QString label = object == nullptr ? QString() : object->label;
    const QString field = textOf(change, u"field"_s);
    if (kind == "addObject"_L1)
        return {u"createdCustomObject"_s, u"Created custom object: %1"_s.arg(label)};
    if (kind == "addField"_L1) {
        return {u"createdCF"_s,
            u"Created custom field: %1 (%2) on %3"_s.arg(customName(field),
                textOf(change, u"type"_s).isEmpty() ? u"Text"_s : textOf(change, u"type"_s),
                label)};
    }
    if (kind == "changeType"_L1) {
        return {u"changedCFType"_s,
            u"Changed type of custom field %1 on %2 to %3"_s.arg(
                customName(field), label, textOf(change, u"type"_s))};
    }
    if (kind == "renameField"_L1) {
        return {u"changedCFName"_s,
            u"Changed name of custom field on %1 from %2 to %3"_s.arg(
                label, textOf(change, u"from"_s), customName(textOf(change, u"to"_s)))};
    }
    if (kind == "deleteField"_L1)
        return {u"deletedCF"_s, u"Deleted custom field: %1 on %2"_s.arg(field, label)};
    if (kind == "restoreField"_L1)
        return {u"undeletedCF"_s, u"Undeleted custom field: %1 on %2"_s.arg(field, label)};
    if (kind == "picklist"_L1)
        return {u"changedPicklist"_s, u"Changed picklist values of %1 on %2"_s.arg(field, label)};
    if (kind == "fieldSecurity"_L1) {
        return {u"changedFieldLevelSecurity"_s,
            u"Changed field-level security for %1 on %2"_s.arg(field, label)};
    }
    if (kind == "objectSecurity"_L1)
        return {u"changedObjectPermissions"_s, u"Changed object permissions for %1"_s.arg(label)};
    if (kind == "addValidation"_L1) {
        return {u"newValidation"_s,
            u"Created new %1 validation rule \"%2\""_s.arg(label, textOf(change, u"name"_s))};
    }
    if (kind == "addDuplicate"_L1) {
        return {u"createdDuplicateRule"_s,
            u"Created duplicate rule \"%1\" on %2"_s.arg(textOf(change, u"name"_s), label)};
    }
    if (kind == "feature"_L1)
        return {u"enabledFeature"_s, u"Enabled %1"_s.arg(textOf(change, u"feature"_s))};
    return {u"deletedRule"_s, u"Deleted rule \"%1\""_s.arg(textOf(change, u"name"_s))};
}

} // namespace

bool writeAudit(Records &records, Store::Writer &writer, const QJsonObject &change,
    const Object *object, const QByteArray &user)
{
    const Sentence sentence = sentenceOf(change, object);
    Statement row(writer.db(),
        "INSERT INTO SetupAuditTrail (Id, Action, Section, CreatedDate, CreatedById, Display) "
        "VALUES (?, ?, ?, ?, ?, ?)");
    row.bind(1, QString::fromLatin1(records.store().nextId("0Ym")));
    row.bind(2, sentence.action);
    row.bind(
        3, object == nullptr ? u"Customize"_s : QString(u"Customize "_s + object->labelPlural));
    row.bind(4, change[u"at"_s].toInteger());
    row.bind(5, QString::fromLatin1(user));
    row.bind(6, sentence.display);
    return row.run();
}

QByteArray userNamed(Records &records, Store::Writer &writer, const QString &name)
{
    if (name.isEmpty())
        return records.org().userId();
    Statement known(
        writer.db(), "SELECT Id FROM User WHERE Username = ?1 OR Name = ?1 ORDER BY Id LIMIT 1");
    known.bind(1, name);
    if (known.step())
        return known.string(0).toLatin1();
    const qsizetype space = name.lastIndexOf(u' ');
    const QByteArray id = records.store().nextId("005");
    Statement make(writer.db(),
        "INSERT INTO User (Id, FirstName, LastName, Username, Email, Alias, IsActive, UserType, "
        "CreatedDate, LastModifiedDate, SystemModstamp) VALUES (?, ?, ?, ?, ?, ?, 1, 'Standard', "
        "?, ?, ?)");
    QString plain = name.toLower();
    plain.remove(u' ');
    make.bind(1, QString::fromLatin1(id));
    make.bind(2, space < 0 ? QString() : name.left(space));
    make.bind(3, name.mid(space + 1));
    make.bind(4, QString(plain + u"@practice.example"_s));
    make.bind(5, QString(plain + u"@practice.example"_s));
    make.bind(6, plain.left(8));
    for (int column = 7; column <= 9; ++column)
        make.bind(column, records.stamp());
    return make.run() ? id : QByteArray();
}

} // namespace practice
