#pragma once

#include "tests/sync/syncbench.h"

#include "values/mapping.h"
#include "workspace/stores/mappings.h"
#include "workspace/tables.h"

/// Compares every record of the org with its row, through the org's own JSON: nothing of what the
/// engine reads or converts with takes part.
class OrgOracle {
public:
    explicit OrgOracle(SyncBench &bench) : m_bench(bench) { }

    /// What differs; empty when both sides agree.
    QStringList differences()
    {
        m_found.clear();
        {
            Transaction work(*m_bench.workspace, Transaction::Access::Read);
            m_mappings = Mappings::ofConnection(m_bench.connection, work);
        }
        for (const Mapping &mapping : m_mappings)
            compare(mapping);
        for (const QString &row : m_bench.texts(
                 QStringLiteral("SELECT id FROM people WHERE salesforce_contact_id IS NULL "
                                "AND salesforce_lead_id IS NULL")))
            m_found << QStringLiteral("person %1 is nobody").arg(row);
        return m_found;
    }

private:
    using Values = QHash<QString, QVariant>;

    QList<QJsonObject> query(const QString &soql)
    {
        QList<QJsonObject> records;
        QString path =
            QStringLiteral("query?q=") + QString::fromLatin1(QUrl::toPercentEncoding(soql));
        while (!path.isEmpty()) {
            const Result<QJsonDocument> page = m_bench.session.getJson(path);
            if (!page)
                qFatal("%s: %s", qPrintable(soql), qPrintable(page.failure().raw));
            const QJsonObject answer = page->object();
            for (const QJsonValue &record : answer[QStringLiteral("records")].toArray())
                records << record.toObject();
            path = answer[QStringLiteral("nextRecordsUrl")].toString();
        }
        return records;
    }

    QHash<QString, Values> rowsOf(const Mapping &mapping)
    {
        Transaction work(*m_bench.workspace, Transaction::Access::Read);
        const std::vector<Tables::Column> columns = Tables::columns(mapping.table, work);
        QHash<QString, Values> rows;
        for (const Row &row : work.rows(QStringLiteral("SELECT * FROM ") + quoted(mapping.table))) {
            Values values;
            for (std::size_t i = 0; i < row.size(); ++i)
                values.insert(columns[i].name, row[i]);
            const bool other = std::any_of(
                mapping.rows.begin(), mapping.rows.end(), [&values](const FieldRow &field) {
                    return field.field.isEmpty()
                        && values.value(field.column).toString() != field.constant;
                });
            const QString id = values.value(mapping.idColumn).toString();
            if (!id.isEmpty() && !other)
                rows.insert(id, values);
        }
        return rows;
    }

    static QString expected(const QJsonObject &record, const FieldRow &field)
    {
        QJsonValue value = record;
        for (const QString &step : field.field.split(u'.'))
            value = value.toObject()[step];
        if (value.isBool())
            return value.toBool() ? QStringLiteral("1") : QStringLiteral("0");
        if (value.isDouble())
            return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
        QString text = value.toString();
        if (field.conversion == Conversion::Timestamp)
            text.replace(QStringLiteral("+0000"), QStringLiteral("Z"));
        return text;
    }

    void compare(const Mapping &mapping)
    {
        QStringList fields{QStringLiteral("Id")};
        for (const FieldRow &row : mapping.rows) {
            if (!row.field.isEmpty())
                fields << row.field;
        }
        if (mapping.object == QStringLiteral("Lead"))
            fields << QStringLiteral("ConvertedContactId");
        fields.removeDuplicates();
        QHash<QString, Values> rows = rowsOf(mapping);
        for (const QJsonObject &record :
            query(QStringLiteral("SELECT %1 FROM %2").arg(fields.join(u','), mapping.object))) {
            const QString id = record[QStringLiteral("Id")].toString();
            if (!rows.contains(id)) {
                m_found << QStringLiteral("%1 %2 has no row").arg(mapping.object, id);
                continue;
            }
            compare(mapping, record, rows.take(id));
        }
        for (const QString &id : rows.keys())
            m_found << QStringLiteral("%1 %2 has a row but no record").arg(mapping.object, id);
    }

    void compare(const Mapping &mapping, const QJsonObject &record, const Values &row)
    {
        const QString id = record[QStringLiteral("Id")].toString();
        // The people template: a Contact on the row goes first in what both feed.
        const QString first = QStringLiteral("salesforce_contact_id");
        const bool isLead = mapping.object == QStringLiteral("Lead");
        const bool yields = isLead && !row.value(first).isNull();
        const QStringList leadsOwn{QStringLiteral("lead_status")};
        const auto check = [&](const QString &column, const QString &should) {
            const QVariant is = row.value(column);
            const QString text = is.typeId() == QMetaType::Double
                ? QString::number(is.toDouble(), 'g', QLocale::FloatingPointShortest)
                : is.toString();
            if (text != should)
                m_found << QStringLiteral("%1 %2: %3 is '%4', not '%5'")
                               .arg(mapping.object, id, column, text, should);
        };
        for (const FieldRow &field : mapping.rows) {
            if (field.field.isEmpty() || (yields && !leadsOwn.contains(field.column)))
                continue;
            if (field.conversion == Conversion::Lookup)
                check(field.column, keyOf(field, record[field.field].toString()));
            else
                check(field.column, expected(record, field));
        }
        if (!yields)
            check(mapping.externalIdColumn,
                QStringLiteral("sf_%1_%2_%3").arg(mapping.connection).arg(mapping.object, id));
        const QString contact = record[QStringLiteral("ConvertedContactId")].toString();
        if (!contact.isEmpty() && row.value(first).toString() != contact
            && m_bench.text(
                   QStringLiteral("SELECT COUNT(*) FROM people WHERE "
                                  "salesforce_contact_id = '%1' AND salesforce_lead_id IS NULL")
                       .arg(contact))
                == QStringLiteral("1"))
            m_found << QStringLiteral("Lead %1 is not on the row of %2").arg(id, contact);
    }

    [[nodiscard]] QStringList idColumnsOf(const QString &table) const
    {
        QStringList columns;
        for (const Mapping &mapping : m_mappings) {
            if (mapping.table == table && !columns.contains(mapping.idColumn))
                columns << mapping.idColumn;
        }
        return columns;
    }

    QString keyOf(const FieldRow &field, const QString &id)
    {
        for (const QString &column : idColumnsOf(field.lookupTable)) {
            const QString key = m_bench.text(QStringLiteral("SELECT id FROM %1 WHERE %2 = '%3'")
                    .arg(field.lookupTable, column, id));
            if (!id.isEmpty() && !key.isEmpty())
                return key;
        }
        return {};
    }

    SyncBench &m_bench;
    std::vector<Mapping> m_mappings;
    QStringList m_found;
};
