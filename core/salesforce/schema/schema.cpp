#include "salesforce/schema/schema.h"

#include <algorithm>

const FieldSchema *ObjectSchema::field(const QString &wanted) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldSchema &known) {
        return known.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    return found == fields.end() ? nullptr : &*found;
}
