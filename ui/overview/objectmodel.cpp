#include "overview/objectmodel.h"

#include "base/timestamp.h"
#include "widgets/icon.h"
#include "widgets/texts.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// The object and its table are the same already.
bool looksTheSame(const ConnectionStatus::ObjectStatus &a, const ConnectionStatus::ObjectStatus &b)
{
    return a.salesforceRecords == b.salesforceRecords && a.localRows == b.localRows
        && a.lastSync == b.lastSync && a.cursorField == b.cursorField
        && a.cursorValue == b.cursorValue && a.failed == b.failed && a.syncing == b.syncing
        && a.percent == b.percent && a.leftOut == b.leftOut;
}

} // namespace

ObjectModel::ObjectModel(std::shared_ptr<const Clock> clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(std::move(clock))
{
}

void ObjectModel::setObjects(const std::vector<ObjectStatus> &objects)
{
    const bool sameRows =
        std::ranges::equal(m_rows, objects, [](const ObjectStatus &a, const ObjectStatus &b) {
            return a.object == b.object && a.table == b.table;
        });
    if (sameRows) {
        for (int row = 0; row < rowCount(); ++row) {
            ObjectStatus &shown = m_rows[static_cast<size_t>(row)];
            const ObjectStatus &now = objects[static_cast<size_t>(row)];
            if (looksTheSame(shown, now))
                continue;
            shown = now;
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = objects;
    m_lastSyncSaid.assign(m_rows.size(), QString());
    endResetModel();
}

void ObjectModel::tick()
{
    for (int row = 0; row < rowCount(); ++row) {
        const QString said = text(m_rows[static_cast<size_t>(row)], LastSyncColumn);
        QString &before = m_lastSyncSaid[static_cast<size_t>(row)];
        if (said == before)
            continue;
        before = said;
        emit dataChanged(index(row, LastSyncColumn), index(row, LastSyncColumn));
    }
}

int ObjectModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ObjectModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ObjectModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ObjectStatus &row = m_rows[static_cast<size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return explanation(row, column);
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(
            headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(row, column));
    case Qt::TextAlignmentRole:
        if (column == SalesforceColumn || column == LocalColumn || column == FailedColumn)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (column != StatusColumn)
            return {};
        if (row.syncing)
            return icon(u"sync"_s, IconInk::Busy);
        if (row.failed > 0 || !row.leftOut.isEmpty())
            return icon(u"warning"_s, IconInk::Warning);
        return row.lastSync.isValid() ? icon(u"check"_s, IconInk::Good)
                                      : icon(u"clock"_s, IconInk::Muted);
    case PercentRole:
        return row.syncing && row.percent ? QVariant(*row.percent) : QVariant();
    default:
        return {};
    }
}

QVariant ObjectModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool number =
        section == SalesforceColumn || section == LocalColumn || section == FailedColumn;
    if (role == Qt::TextAlignmentRole)
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ObjectColumn:
        return tr("Object → table");
    case SalesforceColumn:
        return tr("In Salesforce");
    case LocalColumn:
        return tr("Local rows");
    case FailedColumn:
        return tr("Failed");
    case CursorColumn:
        return tr("Read up to");
    case LastSyncColumn:
        return tr("Last sync");
    case StatusColumn:
        return tr("Status");
    default:
        return {};
    }
}

QString ObjectModel::text(const ObjectStatus &row, int column) const
{
    switch (column) {
    case ObjectColumn:
        return u"%1 → %2"_s.arg(row.object, row.table);
    case SalesforceColumn:
        return row.salesforceRecords ? texts::number(*row.salesforceRecords) : texts::unknown();
    case LocalColumn:
        return texts::number(row.localRows);
    case FailedColumn:
        return texts::number(row.failed);
    case CursorColumn:
        return readUpTo(row);
    case LastSyncColumn:
        return texts::ago(row.lastSync, m_clock->now());
    case StatusColumn:
        return statusText(row);
    default:
        return {};
    }
}

/// The cursor is Salesforce's stamp in UTC; people read their own time. The tooltip has the stamp.
QString ObjectModel::readUpTo(const ObjectStatus &row) const
{
    if (row.cursorValue.isEmpty())
        return texts::unknown();
    const QDateTime time = fromIso(row.cursorValue);
    return time.isValid() ? texts::moment(time, m_clock->now()) : row.cursorValue;
}

QString ObjectModel::statusText(const ObjectStatus &row) const
{
    if (row.syncing)
        return row.percent ? tr("Syncing %1").arg(texts::percent(*row.percent)) : tr("Syncing");
    if (!row.lastSync.isValid())
        return tr("Waiting");
    if (row.failed > 0)
        return tr("Some failed");
    return row.leftOut.isEmpty() ? tr("Synced") : tr("Fields left out");
}

QString ObjectModel::explanation(const ObjectStatus &row, int column) const
{
    switch (column) {
    case SalesforceColumn:
        return row.salesforceRecords
            ? tr("Records of %1 in Salesforce when they were last counted.").arg(row.object)
            : tr("Not counted yet.");
    case LocalColumn:
        return tr("Rows of %1 that belong to a record of %2.").arg(row.table, row.object);
    case CursorColumn:
        return row.cursorValue.isEmpty()
            ? tr("Nothing read yet.")
            : tr("The next sync reads what has changed since then, by %1: %2 (UTC).")
                  .arg(row.cursorField, row.cursorValue);
    case LastSyncColumn:
        return texts::exact(row.lastSync);
    case StatusColumn:
        if (!row.leftOut.isEmpty()) {
            return tr("Salesforce does not show these fields, so their columns stay as they are: "
                      "%1.")
                .arg(QLocale().createSeparatedList(row.leftOut));
        }
        return statusText(row);
    default:
        return text(row, column);
    }
}
