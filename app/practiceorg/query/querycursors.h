#pragma once

#include "app/practiceorg/org/org.h"

#include <QByteArray>
#include <QString>

#include <mutex>
#include <optional>
#include <vector>

class QSaveFile;

namespace practice {

/// A query of which more rows are to come. Which rows these are stands in a file, eight bytes a
/// row, so that an open query holds no memory and outlives the program.
struct QueryCursor {
    QByteArray locator; ///< `0r8xx…`, without the offset
    QString soql;
    bool all = false; ///< queryAll
    qint64 total = 0;
    int batchSize = 2'000;
    qint64 createdMs = 0;
};

class Queries final : public Part {
public:
    explicit Queries(Org &org);

    Result<void> open() override;
    Result<void> reset() override;
    [[nodiscard]] QJsonObject state() const override; ///< `{"locators":2}`

    /// Collects the rows of a new cursor. Dropped without finish(), nothing stays.
    class Writer {
    public:
        ~Writer();
        Writer(Writer &&) noexcept;
        Writer &operator=(Writer &&) = delete;
        void add(qint64 rowId);
        /// False when the disk refused.
        [[nodiscard]] bool finish(const QueryCursor &cursor);
        [[nodiscard]] const QByteArray &locator() const { return m_locator; }

    private:
        friend class Queries;
        Writer(const QString &folder, QByteArray locator);
        QString m_folder;
        QByteArray m_locator;
        std::unique_ptr<QSaveFile> m_ids;
        bool m_ok = true;
    };
    [[nodiscard]] Writer begin();

    /// Nothing when there is no such query, or it is two days old.
    [[nodiscard]] std::optional<QueryCursor> find(const QByteArray &locator);
    /// The rows from `offset` on, `count` at the most.
    [[nodiscard]] std::vector<qint64> rows(
        const QueryCursor &cursor, qint64 offset, int count) const;
    /// Ends every open query; how many there were.
    int expireAll();

private:
    void sweep();
    [[nodiscard]] QString file(const QByteArray &locator, const QString &ending) const;

    Org &m_org;
    const QString m_folder;
    mutable std::mutex m_mutex;
    quint64 m_made = 0;
};

[[nodiscard]] inline Queries &queriesOf(Org &org)
{
    return static_cast<Queries &>(org.part(Part::Queries));
}

} // namespace practice
