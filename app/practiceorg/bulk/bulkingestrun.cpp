#include "app/practiceorg/bulk/bulkjobs.h"
#include "app/practiceorg/bulk/bulkupload.h"

#include "app/practiceorg/http/language.h"
#include "app/practiceorg/records/recordswrite.h"

#include <QSet>

#include <sqlite3.h>

/// What an ingest job does while it is InProgress: rows in transactions of 200.
using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr int rowsAtOnce = 200;
constexpr int rowsInBatch = 10'000; ///< what counts as one of DailyBulkApiBatches
constexpr std::size_t largestField = 131'072;
constexpr std::size_t largestRecord = 400'000;
constexpr std::size_t largestHeader = 32'000;
constexpr std::size_t mostColumns = 5'000;

BulkJob failedJob(BulkJob job, const QString &error)
{
    job.state = BulkJob::State::Failed;
    job.error = error;
    return job;
}

Operation operationOf(const QString &name)
{
    if (name == u"insert")
        return Operation::Insert;
    if (name == u"update")
        return Operation::Update;
    if (name == u"upsert")
        return Operation::Upsert;
    return name == u"delete" ? Operation::Delete : Operation::HardDelete;
}

/// Looks over the whole file before the first row is written. Empty when it is in order.
QString problemOf(const BulkUpload &upload)
{
    if (upload.text().starts_with("\xEF\xBB\xBF"))
        return u"InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote should be within a "
               "quote"_s;
    csv::Reader reader(upload.text(), upload.dialect());
    std::size_t columns = 0;
    qint64 rows = -1;
    csv::Reader::Outcome outcome = reader.next();
    for (; outcome == csv::Reader::Outcome::Row; outcome = reader.next(), ++rows) {
        const std::size_t count = reader.cells().size();
        if (rows < 0) {
            columns = count;
            if (count > mostColumns || reader.raw().size() > largestHeader)
                return u"InvalidBatch : The header of the CSV is too long"_s;
            continue;
        }
        if (count != columns)
            return u"InvalidBatch : Failed to parse CSV. Record %1 has %2 columns, the header has %3"_s
                .arg(rows + 1)
                .arg(count)
                .arg(columns);
        if (reader.raw().size() > largestRecord)
            return u"InvalidBatch : Failed to parse CSV. Record %1 is longer than 400000 characters"_s
                .arg(rows + 1);
        for (const std::string_view cell : reader.cells()) {
            if (cell.size() > largestField)
                return u"InvalidBatch : Failed to parse CSV. A field of record %1 is longer than 131072 "
                       "characters"_s.arg(rows + 1);
        }
    }
    if (outcome == csv::Reader::Outcome::Bad)
        return reader.problem();
    return rows < 1 ? u"InvalidBatch : Records not found"_s : QString();
}

QString errorText(const RowResult &result, const QString &language)
{
    QString text;
    for (const RowError &error : result.errors) {
        text += QString::fromLatin1(error.code) + u':' + inLanguage(error.message, language) + u':';
        text += error.fields.isEmpty() ? u"--"_s : QString(error.fields.join(u',') + u" --");
    }
    return text;
}

class IngestRun {
public:
    IngestRun(Org &org, BulkJob job, const QString &file, const BulkProgress &progress)
        : m_records(recordsOf(org))
        , m_job(std::move(job))
        , m_progress(progress)
        , m_upload(file + u".csv", m_job.dialect())
        , m_reader(m_upload.text(), m_job.dialect())
        , m_done(file + u".done")
        , m_failed(file + u".failed")
        , m_org(org)
        , m_language(userLanguage(org))
    {
    }

    BulkJob run()
    {
        if (const QString problem = problemOf(m_upload); !problem.isEmpty())
            return failedJob(m_job, problem);
        m_schema = m_records.snapshot();
        m_object = m_schema->visibleObject(m_job.object);
        if (m_object == nullptr)
            return failedJob(m_job,
                u"InvalidJob : Entity '%1' is not supported by the Bulk API."_s.arg(m_job.object));
        m_key = m_job.externalIdField.isEmpty() ? nullptr
                                                : m_object->visibleField(m_job.externalIdField);
        if (const QString problem = readHeader(); !problem.isEmpty())
            return failedJob(m_job, problem);
        if (!resume())
            return failedJob(m_job, u"InternalServerError : The results could not be stored"_s);

        while (!m_atEnd) {
            if (m_progress.stop.stop_requested()
                || !m_progress.report(m_job.processed, m_job.failed))
                return m_job;
            if (!batch())
                return failedJob(m_job, u"InternalServerError : The rows could not be stored"_s);
        }
        m_job.state = BulkJob::State::JobComplete;
        return m_job;
    }

private:
    [[nodiscard]] bool isDelete() const
    {
        const Operation operation = operationOf(m_job.operation);
        return operation == Operation::Delete || operation == Operation::HardDelete;
    }

    [[nodiscard]] RecordWriter recordWriter(Store::Writer &writer) const
    {
        WriteOptions options;
        options.matchDetails = false;
        options.version = m_job.version;
        return {
            m_records, writer, m_schema, *m_object, operationOf(m_job.operation), m_key, options};
    }

    /// What each column is written to; why the job fails where one is not known.
    QString readHeader()
    {
        if (m_reader.next() != csv::Reader::Outcome::Row)
            return u"InvalidBatch : Records not found"_s;
        Store::Writer writer = m_records.store().writer();
        const RecordWriter records = recordWriter(writer);
        QStringList seen;
        for (const std::string_view cell : m_reader.cells()) {
            const QString name =
                QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size()));
            UploadColumn column;
            const bool known = isDelete() ? name.compare(u"Id", Qt::CaseInsensitive) == 0
                                          : records.column(name, column);
            if (!known)
                return u"InvalidBatch : Field name not found : %1"_s.arg(name);
            if (seen.contains(name, Qt::CaseInsensitive))
                return u"InvalidBatch : Field name is duplicated : %1"_s.arg(name);
            seen.append(name);
            m_columns.push_back(column);
        }
        return {};
    }

    /// Opens the result files, and passes over the rows that were written before the program ended.
    bool resume()
    {
        qint64 doneBytes = 0;
        qint64 failedBytes = 0;
        {
            Store::Writer writer = m_records.store().writer();
            if (!writer.execute(
                    "CREATE TABLE IF NOT EXISTS practice_bulk_progress (job TEXT PRIMARY KEY, "
                    "processed INTEGER, failed INTEGER, done_bytes INTEGER, failed_bytes INTEGER)"))
                return false;
            Statement known(writer.db(),
                "SELECT processed, failed, done_bytes, failed_bytes FROM practice_bulk_progress "
                "WHERE job = ?");
            if (!known)
                return false;
            known.bind(1, QString::fromLatin1(m_job.id));
            // Without its files the note is another job's.
            if (m_done.exists() && known.step()) {
                m_job.processed = known.integer(0);
                m_job.failed = known.integer(1);
                doneBytes = known.integer(2);
                failedBytes = known.integer(3);
            } else {
                m_job.processed = m_job.failed = 0;
            }
            known.reset();
            if (!writer.commit())
                return false;
        }
        for (qint64 row = 0; row < m_job.processed; ++row) {
            if (m_reader.next() != csv::Reader::Outcome::Row)
                return false;
        }
        return openResults(m_done, doneBytes, BulkRows::Successful)
            && openResults(m_failed, failedBytes, BulkRows::Failed);
    }

    bool openResults(QFile &file, qint64 bytes, BulkRows rows)
    {
        if (!file.open(QIODevice::ReadWrite) || !file.resize(bytes) || !file.seek(bytes))
            return false;
        return bytes > 0 || write(file, m_upload.resultHeader(rows));
    }

    static bool write(QFile &file, const std::string &text)
    {
        const auto size = static_cast<qint64>(text.size());
        return file.write(text.data(), size) == size && file.flush();
    }

    /// Rows, results and progress of one transaction: all of it or nothing.
    bool batch()
    {
        std::string done;
        std::string failed;
        int count = 0;
        int refused = 0;
        Store::Writer writer = m_records.store().writer();
        {
            RecordWriter records = recordWriter(writer);
            const QSet<QString> repeated = repeatedKeys();
            for (; count < rowsAtOnce; ++count) {
                if (m_reader.next() != csv::Reader::Outcome::Row) {
                    m_atEnd = true;
                    break;
                }
                const RowResult result =
                    repeated.contains(keyOf(m_reader)) ? refusedAsRepeated() : apply(records);
                appendResult(result.ok() ? done : failed, result);
                refused += result.ok() ? 0 : 1;
            }
        }
        if (count == 0)
            return true;
        if (!write(m_done, done) || !write(m_failed, failed)
            || !keepProgress(writer, m_job.processed + count, m_job.failed + refused)
            || !writer.commit())
            return false;
        if (m_job.processed % rowsInBatch == 0)
            m_org.useLimit(u"DailyBulkApiBatches"_s);
        m_job.processed += count;
        m_job.failed += refused;
        return true;
    }

    /// What the row has for the external Id; null when there is none.
    [[nodiscard]] QString keyOf(const csv::Reader &reader) const
    {
        for (std::size_t i = 0; m_key != nullptr && i < m_columns.size(); ++i) {
            if (m_columns[i].field != m_key || m_columns[i].parent != nullptr)
                continue;
            const std::string_view cell = reader.cells()[i];
            const QString key = QString::fromUtf8(QByteArrayView(cell)).trimmed();
            return m_key->caseSensitive ? key : key.toLower();
        }
        return {};
    }

    /// Rows of one transaction that have the same external Id are all refused: none says which of
    /// them would be the last.
    [[nodiscard]] QSet<QString> repeatedKeys() const
    {
        QSet<QString> seen;
        QSet<QString> repeated;
        if (m_key == nullptr)
            return repeated;
        csv::Reader ahead = m_reader;
        for (int row = 0; row < rowsAtOnce && ahead.next() == csv::Reader::Outcome::Row; ++row) {
            const QString key = keyOf(ahead);
            if (key.isEmpty())
                continue;
            if (seen.contains(key))
                repeated.insert(key);
            seen.insert(key);
        }
        return repeated;
    }

    [[nodiscard]] RowResult refusedAsRepeated() const
    {
        RowError error;
        error.code = "DUPLICATE_VALUE";
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const std::string_view cell = m_reader.cells()[i];
            if (m_columns[i].field == m_key && m_columns[i].parent == nullptr)
                error.message = u"Duplicate external id specified: %1"_s.arg(
                    QString::fromUtf8(QByteArrayView(cell)));
        }
        RowResult result;
        result.errors.push_back(std::move(error));
        return result;
    }

    RowResult apply(RecordWriter &records)
    {
        if (!isDelete())
            return records.applyCells(m_columns, m_reader.cells());
        const std::string_view id = m_reader.cells().front();
        return records.remove(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
    }

    void appendResult(std::string &out, const RowResult &result) const
    {
        const csv::Dialect dialect = m_upload.dialect();
        // Of a refused row the Id is told since version 53.
        const bool tellsId = result.ok() || m_job.version.toDouble() >= 53;
        const QByteArray id = tellsId ? result.id : QByteArray();
        csv::appendQuoted(out, {id.constData(), static_cast<std::size_t>(id.size())});
        out += dialect.delimiter;
        if (result.ok())
            out += result.created ? "\"true\"" : "\"false\"";
        else
            csv::appendQuoted(out, errorText(result, m_language).toStdString());
        for (const std::string_view cell : m_reader.cells()) {
            out += dialect.delimiter;
            csv::appendQuoted(out, cell);
        }
        out += dialect.lineEnding();
    }

    bool keepProgress(Store::Writer &writer, qint64 processed, qint64 refused) const
    {
        Statement keep(
            writer.db(), "INSERT OR REPLACE INTO practice_bulk_progress VALUES (?, ?, ?, ?, ?)");
        if (!keep)
            return false;
        keep.bind(1, QString::fromLatin1(m_job.id));
        keep.bind(2, processed);
        keep.bind(3, refused);
        keep.bind(4, m_done.pos());
        keep.bind(5, m_failed.pos());
        return keep.run();
    }

    Records &m_records;
    BulkJob m_job;
    const BulkProgress &m_progress;
    BulkUpload m_upload;
    csv::Reader m_reader;
    QFile m_done;
    QFile m_failed;
    Org &m_org;
    const QString m_language;
    SchemaPointer m_schema;
    const Object *m_object = nullptr;
    const Field *m_key = nullptr;
    std::vector<UploadColumn> m_columns;
    bool m_atEnd = false;
};

} // namespace

BulkJob runBulkIngest(Org &org, BulkJob job, const QString &file, const BulkProgress &progress)
{
    return IngestRun(org, std::move(job), file, progress).run();
}

} // namespace practice
