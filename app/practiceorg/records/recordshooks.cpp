#include "app/practiceorg/records/recordshooks.h"

#include "app/practiceorg/records/features/featurehooks.h"

namespace practice {

RecordHooks recordHooks(const WriteContext &context)
{
    RecordHooks hooks;
    for (const auto make : {addressHook, personHook, householdHook}) {
        if (std::unique_ptr<const RecordHook> hook = make(context))
            hooks.push_back(std::move(hook));
    }
    return hooks;
}

} // namespace practice
