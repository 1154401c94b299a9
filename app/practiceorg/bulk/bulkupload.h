#pragma once

#include "app/practiceorg/text/csv.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace practice {

enum class BulkRows { Successful, Failed, Unprocessed };

/// The CSV that was uploaded to a job, read where it lies.
class BulkUpload {
public:
    BulkUpload(const QString &path, csv::Dialect dialect);

    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] csv::Dialect dialect() const { return m_dialect; }
    /// The header as uploaded, behind the `sf__` columns that the result file has (5.3).
    [[nodiscard]] std::string resultHeader(BulkRows rows) const;
    /// The records from number `first` (0: the one after the header) on, values quoted.
    void copyFrom(qint64 first, const std::function<bool(std::string_view)> &sink) const;

private:
    QFile m_file;
    csv::Dialect m_dialect;
    std::string_view m_text;
};

/// `multipart/form-data` with a part `job` and a part `content`.
struct MultipartUpload {
    QByteArray job;
    QByteArray content;
};
/// Nothing when it has another shape.
[[nodiscard]] std::optional<MultipartUpload> readMultipart(
    const QByteArray &contentType, const QByteArray &body);

} // namespace practice
