#include "salesforce/http/apierror.h"
#include "salesforce/query/querypage.h"
#include "salesforce/query/records.h"
#include "salesforce/query/soql.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

class RestRecords final : public RecordPages {
public:
    RestRecords(Session &session, const QString &soql, const QStringList &fields, bool queryAll,
        const QString &resumeAt)
        : m_session(session)
        , m_object(objectOf(soql))
        , m_columns(batchColumns(fields))
        , m_path(resumeAt.isEmpty() ? queryPath(soql, queryAll) : resumeAt)
    {
    }

    Result<std::optional<RecordPage>> next() override
    {
        if (m_path.isEmpty())
            return std::optional<RecordPage>();
        QueryPage page;
        const QString what = m_path.section(u'?', 0, 0);
        const Result<void> done =
            m_session.read(m_path, {}, [&](const HttpAnswer &answer) -> Result<void> {
                const std::string_view json(
                    answer.body.constData(), static_cast<std::size_t>(answer.body.size()));
                Result<QueryPage> read = readQueryPage(json, m_columns, what);
                if (!read)
                    return explained(read.failure(), answer);
                page = *std::move(read);
                return {};
            });
        if (!done)
            return asQueryFailure(done.failure(), m_object);
        m_path = page.done ? QString() : page.nextRecordsUrl;
        return std::make_optional(RecordPage{std::move(page.batch), true, m_path, page.totalSize});
    }

private:
    /// What can't be read may not be Salesforce's at all.
    [[nodiscard]] Failure explained(const Failure &failed, const HttpAnswer &answer) const
    {
        return looksLikeWebPage(answer.body)
            ? failure(Failure::Problem::NotSalesforce, {m_session.host()},
                  ApiError::fromAnswer(answer.status, answer.body).raw)
            : failed;
    }

    Session &m_session;
    QString m_object;
    RecordBatch::Columns m_columns;
    QString m_path; ///< of the next page; empty after the last
};

} // namespace

std::unique_ptr<RecordPages> restRecords(Session &session, const QString &soql,
    const QStringList &fields, bool queryAll, const QString &resumeAt)
{
    return std::make_unique<RestRecords>(session, soql, fields, queryAll, resumeAt);
}

Result<qint64> countRecords(Session &session, const QString &soql)
{
    const QString path = queryPath(soql, false);
    const Result<QJsonDocument> answer = session.getJson(path);
    if (!answer)
        return asQueryFailure(answer.failure(), objectOf(soql));
    const QJsonValue total = answer->object()["totalSize"_L1];
    if (!total.isDouble())
        return failure(Failure::Problem::AnswerUnreadable, {u"query"_s});
    return total.toInteger();
}
