#include "app/practiceorg/records/features/featurehooks.h"
#include "app/practiceorg/records/features/orgfeatures.h"
#include "app/practiceorg/records/recordsrow.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

class HouseholdHook final : public RecordHook {
public:
    explicit HouseholdHook(const WriteContext &context) : m_context(context) { }

    [[nodiscard]] bool beforeInsert(Row &row) const override
    {
        const Field *account = m_context.object.field(u"AccountId"_s);
        if (!row[static_cast<std::size_t>(account->index)].isNull())
            return true;
        const Field *lastName = m_context.object.field(u"LastName"_s);
        const QString name =
            QString::fromStdString(row[static_cast<std::size_t>(lastName->index)].text);
        WriteOptions quietly;
        quietly.saveDuplicates = true;
        RecordWriter households(m_context.records, m_context.writer, m_context.schema,
            *m_context.schema->object(u"Account"_s), Operation::Insert, nullptr, quietly);
        const RowResult made = households.applyJson({{u"Name"_s, QString(name + u" Household"_s)},
            {u"npe01__SYSTEM_AccountType__c"_s, u"Household Account"_s},
            {u"npe01__SYSTEMIsIndividual__c"_s, true}});
        if (!made.ok())
            return false;
        setText(m_context.object, row, u"AccountId"_s, made.id.toStdString());
        Statement &one = m_context.writer.prepared(
            "UPDATE Account SET npe01__One2OneContact__c = ? WHERE Id = ?");
        one.bind(1, std::string_view(row[0].text));
        one.bind(2, viewOf(made.id));
        return one.run();
    }

private:
    const WriteContext &m_context;
};

} // namespace

std::unique_ptr<const RecordHook> householdHook(const WriteContext &context)
{
    if (context.object.name != "Contact"_L1 || !context.schema->has(nonprofitPackage))
        return nullptr;
    return std::make_unique<HouseholdHook>(context);
}

} // namespace practice
