// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/accessdef.h"
#include "shared/metadata/entitydef.h"
#include "shared/replication/mutation.h"

#include <functional>

namespace tandem {

/// One step in the life of a record that shall be taken back: of an edit, a mass change, an import.
struct UndoStep
{
    MutationKind kind = MutationKind::Update;
    std::vector<FieldChange> changes; ///< as applied: from = before, to = after
    bool byServer = false; ///< the server did it by itself, such as moving a link: also to fields that only it writes
};

/// Why something stays as it is.
enum class KeptBecause {
    Changed, ///< it has another value by now: somebody's later work
    NotWritable, ///< who takes back may not write the field
    Gone, ///< the record was deleted meanwhile
};

struct KeptField
{
    FieldNumber field = 0; ///< 0: the record as a whole
    KeptBecause reason = KeptBecause::Changed;

    bool operator==(const KeptField &) const = default;
};

struct UndoDecision
{
    enum class Effect {
        Nothing, ///< all of it is back already, or stays
        Update,
        Delete, ///< the steps had created the record; `changes` are what is deleted with it
        Restore, ///< the steps had deleted it
    };
    Effect effect = Effect::Nothing;
    std::vector<FieldChange> changes; ///< for the mutation that takes back
    std::vector<KeptField> kept;

    bool operator==(const UndoDecision &) const = default;
};

/// How somebody may treat a field.
using FieldAccessTest = std::function<FieldAccess(FieldNumber)>;

/// What takes the steps of one record back as far as nobody has worked on it since: each field goes back to what it
/// was before the first of them if it still has what the last of them gave it. A record that they created goes if all
/// its fields are as they left them; one that was edited stays, with the edit. Steps are in order, oldest first, of
/// one undertaking, so what others did in between does not belong to them. `current`: the record as it is, with
/// systemfield::deletedAt if deleted; none if there is no such record. Fields that only the server writes follow from
/// the others and are passed over, but for what a step says it did itself.
UndoDecision decideUndo(const EntityDef &entity, const std::vector<UndoStep> &steps,
    const std::optional<FieldValues> &current, const FieldAccessTest &access);

}
