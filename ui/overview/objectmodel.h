#pragma once

#include "base/clock.h"
#include "values/connectionstatus.h"

#include <QAbstractTableModel>

/// The objects of a connection and how far each is in step: one row an object.
class ObjectModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        ObjectColumn, ///< `Contact → people`
        SalesforceColumn,
        LocalColumn,
        FailedColumn,
        CursorColumn,
        LastSyncColumn,
        StatusColumn,
        ColumnCount
    };
    enum Role {
        PercentRole = Qt::UserRole, ///< int 0 to 100 while the object syncs, else invalid
    };

    explicit ObjectModel(std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    void setObjects(const std::vector<ConnectionStatus::ObjectStatus> &objects);
    /// Relative times have moved on.
    void tick();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    using ObjectStatus = ConnectionStatus::ObjectStatus;
    [[nodiscard]] QString text(const ObjectStatus &row, int column) const;
    [[nodiscard]] QString readUpTo(const ObjectStatus &row) const;
    [[nodiscard]] QString statusText(const ObjectStatus &row) const;
    [[nodiscard]] QString explanation(const ObjectStatus &row, int column) const;

    std::shared_ptr<const Clock> m_clock;
    std::vector<ObjectStatus> m_rows;
    std::vector<QString> m_lastSyncSaid; ///< one a row: time passes, but its words seldom change
};
