#pragma once

#include "app/practiceorg/query/queryrender.h"
#include "app/practiceorg/schema/schema.h"
#include "app/practiceorg/soql/soqlplan.h"
#include "app/practiceorg/store/store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

/// A few records of a few objects, and SOQL over them.
struct SoqlBench {
    using Values = std::vector<std::pair<QByteArray, QByteArray>>; ///< column, SQL of the value

    QTemporaryDir folder;
    practice::Schema schema;
    practice::Store store{folder.filePath(QStringLiteral("records.sqlite")), "AB"};
    qint64 now = QDateTime(QDate(2024, 5, 15), QTime(12, 0), QTimeZone::utc()).toMSecsSinceEpoch();

    SoqlBench()
    {
        const Result<void> read = schema.reset(QDateTime::fromMSecsSinceEpoch(0, QTimeZone::utc()));
        QVERIFY2(read, "the schema is read");
        const Result<void> opened = store.open();
        QVERIFY2(opened, "the store opens");
        practice::Store::Writer writer = store.writer();
        for (const auto &object : schema.snapshot()->objects()) {
            QVERIFY2(writer.execute(practice::Store::createTableSql(*object)),
                qPrintable(writer.errorText()));
            for (const QByteArray &index : practice::Store::indexSql(*object))
                QVERIFY2(writer.execute(index), qPrintable(writer.errorText()));
        }
        QVERIFY(writer.commit());
    }

    void add(const QByteArray &object, const Values &values)
    {
        QByteArrayList columns;
        QByteArrayList marks;
        for (const auto &[column, value] : values) {
            columns.append('"' + column + '"');
            marks.append(value);
        }
        practice::Store::Writer writer = store.writer();
        const QByteArray sql = "INSERT INTO \"" + object + "\" (" + columns.join(", ")
            + ") VALUES (" + marks.join(", ") + ")";
        QVERIFY2(writer.execute(sql), qPrintable(writer.errorText()));
        QVERIFY(writer.commit());
    }

    [[nodiscard]] practice::soql::Context context(bool all = false) const
    {
        return {schema.snapshot(), now, "005000000000001AAA", all};
    }

    [[nodiscard]] practice::soql::Planned plan(const QString &soql, bool all = false) const
    {
        return practice::soql::plan(soql, context(all));
    }

    /// `CODE: message`, or nothing when the query is fine.
    [[nodiscard]] QString refusal(const QString &soql) const
    {
        const practice::soql::Planned planned = plan(soql);
        const auto *error = std::get_if<practice::soql::Error>(&planned);
        return error ? QString(QString::fromLatin1(error->code) + u": " + error->message)
                     : QString();
    }

    /// The records as REST answers them.
    [[nodiscard]] QByteArray records(const QString &soql, bool all = false)
    {
        const practice::soql::Planned planned = plan(soql, all);
        if (const auto *error = std::get_if<practice::soql::Error>(&planned))
            return error->code + ": " + error->message.toUtf8();
        const auto &found = std::get<practice::soql::Plan>(planned);
        practice::Store::Reader reader = store.reader();
        const QByteArray sql = found.recordsSql();
        practice::Statement rows(
            reader.db(), {sql.constData(), static_cast<std::size_t>(sql.size())});
        if (!rows)
            return "SQL refused: " + QByteArray(sqlite3_errmsg(reader.db())) + " in " + sql;
        found.bind(rows.handle());
        practice::RecordPrinter printer(found, reader.db(), "60.0");
        QByteArray json = "[";
        while (rows.step()) {
            if (json.size() > 1)
                json += ',';
            if (!printer.append(json, rows.handle()))
                return "children failed";
        }
        return json + "]";
    }

    /// The values of one key of the records, as text, with a comma between them.
    [[nodiscard]] QString values(const QString &soql, const QString &key, bool all = false)
    {
        const QByteArray json = records(soql, all);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        if (!document.isArray())
            return QString::fromUtf8(json);
        QStringList found;
        for (const auto &record : document.array()) {
            const QJsonValue value = record.toObject().value(key);
            found.append(value.isNull() ? QStringLiteral("-") : value.toVariant().toString());
        }
        return found.join(u',');
    }

    /// What SQLite says about how it goes about a query.
    [[nodiscard]] QString way(const QString &soql)
    {
        const practice::soql::Planned planned = plan(soql);
        if (std::holds_alternative<practice::soql::Error>(planned))
            return std::get<practice::soql::Error>(planned).message;
        const auto &found = std::get<practice::soql::Plan>(planned);
        practice::Store::Reader reader = store.reader();
        const QByteArray sql = "EXPLAIN QUERY PLAN " + found.rowIdsSql();
        practice::Statement rows(
            reader.db(), {sql.constData(), static_cast<std::size_t>(sql.size())});
        found.bind(rows.handle());
        QStringList steps;
        while (rows.step())
            steps.append(rows.string(3));
        return steps.join(u'\n');
    }
};
