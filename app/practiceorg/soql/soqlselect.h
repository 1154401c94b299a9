#pragma once

#include "app/practiceorg/soql/soqldraft.h"
#include "app/practiceorg/soql/soqlgroupkeys.h"

#include <QSet>

namespace practice::soql {

/// The SELECT list of a query for records: the keys of their JSON and the columns behind them.
class RecordSelect {
public:
    explicit RecordSelect(Draft &draft) : m_draft(draft) { }

    [[nodiscard]] bool items(); ///< false: refused

private:
    bool recordItem(const SelectItem &item);
    bool typeOfItem(const SelectItem &item);
    bool allFields(const SelectItem &item);
    bool childItem(const SelectItem &item);
    bool branchFields(
        const TypeOf::Branch &branch, const Relation &relation, std::vector<Node> &members);
    bool refuseTwice(const SelectItem &item, const QString &name);
    void addLeaf(Leaf leaf, const Found &found);
    Node leafNode(Leaf leaf, const Found &found);
    std::vector<Node> &membersOf(
        const Relation &relation, const Relation &base, std::vector<Node> &members);

    Draft &m_draft;
    QSet<QByteArray> m_headings;
    QSet<const Relation *> m_typeOf; ///< parents that TYPEOF has told about
};

/// GROUP BY, the SELECT list of a query that has one or an aggregate, and HAVING.
class GroupSelect {
public:
    explicit GroupSelect(Draft &draft) : m_draft(draft), m_keys(draft.query.subtotals) { }

    [[nodiscard]] bool items();  ///< false: refused
    [[nodiscard]] bool having(); ///< false: refused
    [[nodiscard]] const GroupKeys &keys() const { return m_keys; }

private:
    bool key(const Operand &operand);
    bool item(const SelectItem &item);
    bool allFields(const SelectItem &item);
    static void setKind(Leaf &leaf);

    Draft &m_draft;
    GroupKeys m_keys;
    QSet<QByteArray> m_names;
    int m_unnamed = 0;
};

} // namespace practice::soql
