// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/audiencekey.h"
#include "shared/database/computedplans.h"
#include "shared/database/connection.h"
#include "shared/expressions/evaluate.h"

#include <QHash>

namespace tandem {

/// Formulas and roll-ups of a page of records: roll-ups by one grouped query per field and page (a sum and the count of
/// the same records have one together), formulas in memory.
/// One per page, on the caller's connection and thread; what can be known beforehand is in the plans.
class ComputedFields
{
public:
    /// What the asker may see; without a function there is no bound, as over a replica.
    struct Reach
    {
        std::function<KeySet(EntityNumber)> visibility; ///< of the records that are counted and linked, in filters too
        FieldTest isReadable; ///< as they are: neither hidden nor masked
    };

    struct Row
    {
        RecordId id;
        FieldValues *values; ///< stored ones are there; computed ones are put in, null ones left out
    };

    ComputedFields(Connection &connection, ComputedPlans &plans, Surroundings surroundings, Reach reach = {});

    /// What must be read to fill `fields`: the stored ones among them and those that their formulas look at. Empty, as
    /// everywhere, means every field.
    std::vector<FieldNumber> storedFields(const EntityDef &entity, const std::vector<FieldNumber> &fields) const;

    /// Fills the computed ones among `fields` (empty: all). One whose definition makes no sense here, or that looks at
    /// what the asker may not read, stays empty.
    Result<void> fill(const EntityDef &entity, const std::vector<FieldNumber> &fields, const std::vector<Row> &rows);

private:
    using Formula = ComputedPlans::Formula;
    std::vector<const Formula *> formulas(const EntityDef &entity, const std::vector<FieldNumber> &fields) const;
    bool isReadable(const CheckedExpression &expression) const;
    std::optional<KeySet> visibility(EntityNumber entity) const;
    /// A sum, with how many records it is made of if `count` asks for that too, or a count alone.
    struct RollUps
    {
        RollUpPlan &plan;
        const RollUpPlan *count = nullptr;
    };
    std::vector<RollUps> rollUps(const EntityDef &entity, const std::vector<FieldNumber> &fields,
        const std::vector<const Formula *> &formulas) const;
    Result<void> rollUp(const RollUps &wanted, const std::vector<Row> &rows);
    Result<void> rollUpSome(
        const RollUps &wanted, const std::vector<RecordId> &ids, const QHash<RecordId, FieldValues *> &rows);
    void evaluateAll(const std::vector<const Formula *> &formulas, const std::vector<Row> &rows);
    std::optional<FieldValues> linked(const EntityDef &entity, const RecordId &id);

    Connection &m_connection;
    ComputedPlans &m_plans;
    Surroundings m_surroundings;
    Reach m_reach;
    QHash<RecordId, std::optional<FieldValues>> m_linked;
};

}
