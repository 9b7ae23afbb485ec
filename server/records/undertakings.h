// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "shared/replication/undo.h"

#include <span>

namespace tandem::server {

/// How Actor::via names an import.
inline const QString importVia = QStringLiteral("import");
/// How Actor::via names who takes an undertaking back.
inline const QString revertVia = QStringLiteral("revert");

/// What many changes can be part of: an import, a mass change. Its record is their origin in the log and tells how far
/// its way back is, in these fields.
struct Undertaking
{
    EntityNumber entity = 0;
    FieldNumber state = 0; ///< "done", "reverting", "reverted", "revertFailed"
    FieldNumber revertedBy = 0;
    FieldNumber revertedAt = 0;
    FieldNumber kept = 0;
    FieldNumber report = 0;
    // What is counted; 0: not by this one.
    FieldNumber removedRecords = 0;
    FieldNumber restoredFields = 0;
    FieldNumber undoneRecords = 0;
    const char *tooLate = nullptr; ///< why what belongs to it is refused once it is taken back
};

std::span<const Undertaking> undertakings();
/// Null if records of this entity are none.
const Undertaking *undertakingOf(EntityNumber entity);

/// Whether the record of an undertaking is that of a merge, which the server does by itself and in one step.
bool isMerge(const Undertaking &undertaking, const FieldValues &row);

/// What the log says of one record, for decideUndo().
std::vector<UndoStep> stepsOf(const std::vector<ChangeEntry> &entries);

/// The undertaking that the mutation says it is part of, if it is one of the actor's own; null: of none, and then it is
/// a change like any other, as beside a merge, which nobody adds to. Error: Conflict ("importReverted",
/// "massChangeReverted") if that one is being taken back or was: what of it is still on its way from a laptop comes too
/// late.
Result<RecordId> acceptedOrigin(RecordStore &records, const Actor &actor, const Mutation &mutation);

}
