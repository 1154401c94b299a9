#pragma once

#include "app/practiceorg/soql/soqlplan.h"
#include "app/practiceorg/store/store.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace practice {

/// How many children of a record are told at once, and what opens the rest.
struct ChildPages {
    struct Rest {
        qint64 total = 0;
        QString url; ///< of the next page; empty when it could not be kept
    };
    int size = 0;
    std::function<Rest(const soql::Plan &children, std::string_view parentId)> open;
};

/// Writes rows of a plan as the JSON of REST answers, keys in the order of SELECT.
class RecordPrinter {
public:
    /// `plan` and `pages` outlive the printer; `db` is asked for children, all of them at once when
    /// there are no pages.
    RecordPrinter(const soql::Plan &plan, sqlite3 *db, const QByteArray &version,
        const ChildPages *pages = nullptr);
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
    const ChildPages *m_pages;
    std::vector<Children> m_children;
    bool m_ok = true;
};

} // namespace practice
