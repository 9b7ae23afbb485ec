// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/querybuilder.h"
#include "shared/expressions/check.h"

#include <map>
#include <tuple>

namespace tandem {

/// One roll-up, and the statement that computes it for a page of records. Its text is written when it is first needed
/// and kept, except where the filter asks who or when ("closeDate < today()"). Where it looks at other records
/// ("account.name"), for as long as those who ask may see the same of them. Belongs to one thread; must not outlive the
/// registry.
class RollUpPlan
{
public:
    /// Most records in one statement: well below what SQL may hold.
    static constexpr size_t recordsAtOnce = 500;

    /// `expression` is the roll-up's own name, checked: what it looks at.
    RollUpPlan(const FieldDef &field, CheckedExpression expression);

    FieldNumber field() const { return m_field->number; }
    const CheckedExpression &expression() const { return m_expression; }
    EntityNumber counted() const { return m_counted->number; }
    bool isCount() const { return m_of == nullptr; }
    /// Whether both are about the same records, so that a sum's statement can count them too.
    bool isAboutTheSameAs(const RollUpPlan &other) const;

    using Reach = std::function<KeySet(EntityNumber)>;

    /// What one statement is asked for.
    struct Question
    {
        /// If any, bounds the records that are counted and those that the filter looks at, as in RecordQuery. It is
        /// not empty for counted(), when there is nothing to ask.
        const Reach &reach;
        const Surroundings &surroundings;
        bool counts = false; ///< how many records there are, beside a sum
    };

    /// Over at most recordsAtOnce records. Each row is read by recordOf(), valueOf() and countOf(); a second row of a
    /// record is one of another currency.
    Result<Statement> prepare(Connection &connection, const RegistryPointer &registry, const std::vector<RecordId> &ids,
        const Question &question);
    RecordId recordOf(const Statement &row) const { return row.id(0); }
    Value valueOf(const Statement &row) const; ///< null: nothing was there to compute it from
    qint64 countOf(const Statement &row) const; ///< of a question that counts

private:
    struct Written
    {
        BoundSql sql;
        std::vector<std::pair<EntityNumber, KeySet>> reached; ///< what of other records stands in the text itself
    };
    Result<Written> write(
        const Connection &connection, const RegistryPointer &registry, int places, const Question &question) const;
    bool fits(const Written &written, const Question &question) const;

    const FieldDef *m_field;
    CheckedExpression m_expression;
    const EntityDef *m_counted;
    const FieldDef *m_of = nullptr; ///< what is summed; null: it counts
    bool m_isSameForAll; ///< the filter asks neither who nor when
    /// By places for ids, whether there is a bound at all, whether keys are asked about, and whether it counts.
    std::map<std::tuple<int, bool, bool, bool>, Written> m_written;
};

}
