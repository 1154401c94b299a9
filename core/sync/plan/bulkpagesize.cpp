#include "sync/plan/bulkpagesize.h"

#include <algorithm>

namespace {

/// What a value of the field takes in CSV, on average and rather too much.
int typicalBytes(const FieldSchema *field)
{
    if (!field)
        return 40; // a parent's name
    if (field->type == u"textarea" || field->type == u"encryptedstring")
        return std::clamp(field->length / 8, 30, 2'000);
    if (field->type == u"string" || field->type == u"url" || field->type == u"email"
        || field->type == u"multipicklist")
        return std::clamp(field->length / 4, 20, 64);
    return 27; // stamps are 24 long and quoted
}

int fitting(double bytesPerRecord)
{
    // Some room is left: records differ in length.
    const double records =
        static_cast<double>(bulkpage::aimedBytes) * 0.75 / std::max(bytesPerRecord, 1.0);
    return std::clamp(static_cast<int>(records) / 500 * 500, 500, bulkpage::mostRecords);
}

} // namespace

int bulkpage::records(const ObjectSchema &schema, const QStringList &fields)
{
    double bytes = 0;
    for (const QString &field : fields)
        bytes += typicalBytes(schema.field(field));
    return fitting(bytes);
}

int bulkpage::correctedRecords(int current, double bytesPerRecord)
{
    const int better = fitting(bytesPerRecord);
    // A little off is near enough: another size costs another request for the job.
    const double ratio = static_cast<double>(better) / current;
    return ratio < 0.75 || ratio > 2 ? better : current;
}
