// The records of one org: schema, store and rules together.
#pragma once

#include "app/practiceorg/org/org.h"
#include "app/practiceorg/records/rules.h"
#include "app/practiceorg/schema/schema.h"
#include "app/practiceorg/store/store.h"

#include <memory>

namespace practice {

class Records final : public Part {
public:
    /// What fills a new org.
    using Seed = Result<void> (*)(Records &records, Store::Writer &writer);

    Records(Org &org, Seed seed);
    ~Records() override;

    Result<void> open() override; ///< seeds a new folder
    Result<void> reset() override;
    [[nodiscard]] QJsonObject state() const override; ///< `{"records":{"Contact":1000,…}}`

    [[nodiscard]] Org &org() { return m_org; }
    [[nodiscard]] Schema &schema() { return m_schema; }
    [[nodiscard]] Store &store() { return m_store; }
    [[nodiscard]] Rules &rules() { return m_rules; }
    [[nodiscard]] SchemaPointer snapshot() const { return m_schema.snapshot(); }

    /// The stamp of a write that begins now: the org's time in whole seconds, ms since 1970.
    [[nodiscard]] qint64 stamp() const;

private:
    Org &m_org;
    const Seed m_seed;
    Schema m_schema;
    mutable Store m_store;
    Rules m_rules;

    Result<void> seedNow();
};

[[nodiscard]] inline Records &recordsOf(Org &org)
{
    return static_cast<Records &>(org.part(Part::Records));
}

} // namespace practice
