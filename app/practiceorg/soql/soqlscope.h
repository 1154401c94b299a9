#pragma once

#include "app/practiceorg/soql/soqlplan.h"

#include <deque>

namespace practice::soql {

/// One table of FROM.
struct Source {
    const Object *object = nullptr;
    QByteArray alias; ///< `t3`
};

/// What a relationship leads to: one object, or for Who, What and Owner one of several.
struct Relation {
    const Relation *from = nullptr; ///< null: the queried object itself
    QString name;                   ///< `Account`, as describe spells it
    std::vector<Source> targets;
    bool polymorphic = false;

    [[nodiscard]] int depth() const { return from == nullptr ? 0 : from->depth() + 1; }
    [[nodiscard]] QByteArray idSql() const;
    [[nodiscard]] QByteArray typeSql() const; ///< the name of the object that it is in this row
};

/// A path that was found.
struct Found {
    const Relation *relation = nullptr;
    const Object *object = nullptr;
    const Field *field = nullptr; ///< null: the type of a polymorphic parent
    QByteArray sql;               ///< of a compound: its components', with commas
    bool nullable = true;

    [[nodiscard]] QString fieldName() const { return field ? field->name : QStringLiteral("Type"); }
};

/// What names mean in one query: its object, aliases and the parents reached so far.
class Scope {
public:
    /// `nextAlias` is shared by a query and its semi-joins.
    Scope(const QString &text, const Query &query, const Context &context, int &nextAlias);

    /// INVALID_TYPE when the user sees no such object.
    [[nodiscard]] std::optional<Error> open();
    void openAs(const Object &object); ///< a child query: its object is known already
    [[nodiscard]] std::variant<Found, Error> find(const Path &path);
    /// The field of a function; in the user's time within convertTimezone().
    [[nodiscard]] std::variant<Found, Error> find(const Operand &operand);
    /// A datetime as the user's clock shows it.
    [[nodiscard]] QByteArray localSql(const QByteArray &moment) const;
    /// A path that begins at a parent.
    [[nodiscard]] std::variant<Found, Error> findFrom(const Relation &parent, const Path &path);
    /// The parent that TYPEOF names: one of several objects.
    [[nodiscard]] std::variant<const Relation *, Error> polymorphic(const Path &path);
    /// That parent where it is this object; null when it can't be.
    [[nodiscard]] const Relation *as(const Relation &parent, const QString &object);

    /// Whether this is the name of the queried object, or its alias.
    [[nodiscard]] bool isCalled(const QString &name) const;
    [[nodiscard]] const Relation &root() const { return m_relations.front(); }
    [[nodiscard]] const Object &object() const { return *root().targets.front().object; }
    /// `FROM "Contact" t0 LEFT JOIN …`; all paths must have been found before.
    [[nodiscard]] QByteArray fromSql(bool tableOrder) const;
    [[nodiscard]] Error refuse(qsizetype at, const QByteArray &code, const QString &sentence) const
    {
        return errorAt(m_text, at, code, sentence);
    }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const Context &context() const { return m_context; }
    [[nodiscard]] int &nextAlias() { return m_nextAlias; }

private:
    [[nodiscard]] QStringList withoutAlias(const Path &path) const;
    [[nodiscard]] const Relation *step(const Relation &from, const QString &name);
    [[nodiscard]] std::variant<Found, Error> find(
        const Relation &from, const QStringList &parts, qsizetype at);
    /// A field of a parent that may be one of several objects.
    [[nodiscard]] std::variant<Found, Error> findInName(
        const Relation &relation, const QString &name, qsizetype at) const;

    const QString &m_text;
    const Query &m_query;
    const Context &m_context;
    int &m_nextAlias;
    std::deque<Relation> m_relations; ///< the first is the object itself; addresses stay
    QByteArray m_joins;
};

} // namespace practice::soql
