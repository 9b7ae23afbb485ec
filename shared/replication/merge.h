// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"
#include "shared/replication/mutation.h"

namespace tandem {

/// What two people disagree about. The numbers are stored and cross the wire: append only.
enum class ConflictKind {
    BothChanged = 1, ///< one field, two new values: the later arrival stands, the other is kept
    EditOfDeleted = 2, ///< edited by one after another had deleted it: the record is back, with the edit
    DeleteOfEdited = 3, ///< deleted by one who had not seen another's edit: the record stays
};

struct MergeResult
{
    enum class Kind {
        Nothing, ///< the field holds the wanted value already
        Applied, ///< nobody else had changed it
        Merged, ///< both changes are in the value
        Conflicted, ///< the arrival stands; what it displaced must be kept
    };
    Kind kind = Kind::Nothing;
    Value value; ///< of the field afterwards

    bool operator==(const MergeResult &) const = default;
};

/// Merges one change by value: current = from → apply; current = to → nothing; otherwise both sides changed it, and the
/// field's merge rule decides. Null, "" and the empty set are the same value here. Counters always add the difference,
/// also when current = to: two people who count from 3 to 4 have counted twice. (That a mutation has its effect once is
/// ensured by its number, not by its values.)
MergeResult mergeField(const FieldDef &field, const Value &current, const Value &from, const Value &to);

bool sameValue(const Value &a, const Value &b);

struct FieldConflict
{
    FieldNumber field = 0;
    Value standing; ///< in the record now
    Value displaced; ///< what stood before the arrival
    Value original; ///< what the arrival's author had seen

    bool operator==(const FieldConflict &) const = default;
};

/// What a mutation does to a record as it is now.
struct RecordMerge
{
    enum class Effect {
        Nothing,
        Insert, ///< `changes` are the values of a new record
        Update,
        Delete, ///< deletedAt becomes now
        Restore, ///< deletedAt becomes null, and `changes` apply
        Missing, ///< there is no such record
    };
    Effect effect = Effect::Nothing;
    Outcome outcome = Outcome::Applied;
    std::vector<FieldChange> changes; ///< from = value of now, to = new value; only those that differ
    std::vector<FieldConflict> conflicts; ///< of ConflictKind::BothChanged
    std::optional<ConflictKind> recordConflict; ///< EditOfDeleted or DeleteOfEdited
    std::vector<FieldNumber> editedByOthers; ///< of DeleteOfEdited: the fields that the deleter had not seen

    bool operator==(const RecordMerge &) const = default;
};

/// `current`: the record's stored values, with systemfield::deletedAt if deleted; none if there is no such record.
/// Fields that the definition does not know (any more) are passed over. Actions have no effect here.
RecordMerge mergeMutation(const EntityDef &entity, const FieldValues *current, const Mutation &mutation);
inline RecordMerge mergeMutation(
    const EntityDef &entity, const std::optional<FieldValues> &current, const Mutation &mutation)
{
    return mergeMutation(entity, current ? &*current : nullptr, mutation);
}

}
