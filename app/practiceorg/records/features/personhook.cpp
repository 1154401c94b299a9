#include "app/practiceorg/records/features/featurehooks.h"
#include "app/practiceorg/records/features/personaccounts.h"
#include "app/practiceorg/records/recordsrow.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// Of the account, which the client writes.
class PersonHook final : public RecordHook {
public:
    PersonHook(const WriteContext &context, std::vector<PersonPair> pairs)
        : m_context(context), m_pairs(std::move(pairs))
    {
    }

    void complete(RowOnItsWay &change, std::vector<RowError> &errors) const override
    {
        if (std::optional<RowError> error =
                checkPerson(m_context.object, m_pairs, change.row, change.before, change.given))
            errors.push_back(std::move(*error));
    }

    /// The contact of a new person account. The account has to know its Id, so it comes first.
    [[nodiscard]] bool beforeInsert(Row &row) const override
    {
        if (!isPerson(m_context.object, row))
            return true;
        const QByteArray id = m_context.records.store().nextId("003");
        setText(m_context.object, row, u"PersonContactId"_s, id.toStdString());
        Statement &contact = m_context.writer.prepared(
            "INSERT INTO Contact (Id, AccountId, LastName, IsPersonAccount, CreatedDate, "
            "CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp) VALUES (?1, ?2, '-', "
            "1, ?3, ?4, ?3, ?4, ?3)");
        contact.bind(1, viewOf(id));
        contact.bind(2, std::string_view(row[0].text));
        contact.bind(3, m_context.now);
        contact.bind(4, std::string_view(m_context.user));
        return contact.run() && afterUpdate(row);
    }

    /// What the account says of the person, its contact says too.
    [[nodiscard]] bool afterUpdate(const Row &row) const override
    {
        if (!isPerson(m_context.object, row))
            return true;
        QByteArray sql = "UPDATE Contact SET ";
        for (const PersonPair &pair : m_pairs)
            sql += pair.contact->column + " = ?, ";
        sql += "LastModifiedDate = ?, SystemModstamp = ?, LastModifiedById = ? WHERE Id = ?";
        Statement &contact = m_context.writer.prepared(sql);
        int index = 1;
        for (const PersonPair &pair : m_pairs)
            bindValue(contact, index++, row[static_cast<std::size_t>(pair.account->index)]);
        contact.bind(index++, m_context.now);
        contact.bind(index++, m_context.now);
        contact.bind(index++, std::string_view(m_context.user));
        const Field *id = m_context.object.field(u"PersonContactId"_s);
        contact.bind(index, std::string_view(row[static_cast<std::size_t>(id->index)].text));
        return contact.run();
    }

private:
    const WriteContext &m_context;
    const std::vector<PersonPair> m_pairs;
};

/// Of the contact, which is written through its account alone.
class PersonContactHook final : public RecordHook {
public:
    explicit PersonContactHook(const Object &contact) : m_contact(contact) { }

    [[nodiscard]] std::optional<RowError> refusal(const Row &before) const override
    {
        if (!isPerson(m_contact, before))
            return std::nullopt;
        return personContactRefused();
    }

private:
    const Object &m_contact;
};

} // namespace

std::unique_ptr<const RecordHook> personHook(const WriteContext &context)
{
    if (context.object.name == "Contact"_L1)
        return std::make_unique<PersonContactHook>(context.object);
    std::vector<PersonPair> pairs = personPairs(*context.schema, context.object);
    if (pairs.empty())
        return nullptr;
    return std::make_unique<PersonHook>(context, std::move(pairs));
}

} // namespace practice
