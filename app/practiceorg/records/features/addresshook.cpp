#include "app/practiceorg/records/features/addresspicklists.h"
#include "app/practiceorg/records/features/featurehooks.h"

namespace practice {

namespace {

class AddressHook final : public RecordHook {
public:
    explicit AddressHook(std::vector<AddressCodes> addresses)
        : m_addresses(std::move(addresses)) { }

    void complete(RowOnItsWay &change, std::vector<RowError> &errors) const override
    {
        for (const AddressCodes &address : m_addresses) {
            if (!errors.empty())
                return;
            if (std::optional<RowError> error =
                    keepInStep(address, change.row, change.before, change.given))
                errors.push_back(std::move(*error));
        }
    }

private:
    const std::vector<AddressCodes> m_addresses;
};

} // namespace

std::unique_ptr<const RecordHook> addressHook(const WriteContext &context)
{
    std::vector<AddressCodes> addresses = addressesWithCodes(context.object);
    if (addresses.empty())
        return nullptr;
    return std::make_unique<AddressHook>(std::move(addresses));
}

} // namespace practice
