#pragma once

#include "app/practiceorg/soqlplan.h"
#include "app/practiceorg/store.h"

#include <QByteArray>

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace practice {

/// Writes rows of a plan as the JSON of REST answers, keys in the order of SELECT.
class RecordPrinter {
public:
    /// `plan` outlives the printer; `db` is asked for children.
    RecordPrinter(const soql::Plan &plan, sqlite3 *db, const QByteArray &version);
    ~RecordPrinter();

    /// One record (or AggregateResult). False when the database failed.
    [[nodiscard]] bool append(QByteArray &out, sqlite3_stmt *row);

private:
    struct Children {
        const soql::Node *node = nullptr;
        Statement statement;
        std::unique_ptr<RecordPrinter> printer;
    };
    void appendMembers(QByteArray &out, const std::vector<soql::Node> &nodes, sqlite3_stmt *row);
    void appendLeaf(QByteArray &out, const soql::Leaf &leaf, sqlite3_stmt *row);
    void appendParent(QByteArray &out, const soql::Node &node, sqlite3_stmt *row);
    void appendChildren(QByteArray &out, const soql::Node &node, sqlite3_stmt *row);
    Children &childrenOf(const soql::Node &node);

    const soql::Plan &m_plan;
    sqlite3 *m_db;
    QByteArray m_version;
    std::vector<Children> m_children;
    bool m_ok = true;
};

} // namespace practice
