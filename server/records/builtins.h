// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/actionregistry.h"
#include "server/records/hookregistry.h"
#include "server/store/store.h"

namespace tandem::server {

/// What the pipeline does by itself for the entities of the core: shares and their audiences, guards of roles and
/// departments, the settling of conflicts, the joining of two records, the undoing of a change, what imports are, the
/// contents of files, and the company's own definitions. `store` must outlive the registries.
void registerBuiltins(HookRegistry &hooks, ActionRegistry &actions, Store &store);

/// The parts.
void registerShares(HookRegistry &hooks);
void registerGuards(HookRegistry &hooks);
void registerConflicts(ActionRegistry &actions);
/// Beyond `mostLinks` that would move a merge is refused.
void registerMerge(ActionRegistry &actions, qint64 mostLinks = 10'000);
void registerUndo(ActionRegistry &actions); ///< of one change, named by its number
void registerUndertakings(HookRegistry &hooks); ///< imports and what else many changes are part of
void registerLoginNames(HookRegistry &hooks);
void registerFileContents(HookRegistry &hooks, const Store &store);
void registerCustomisation(HookRegistry &hooks, Store &store);

}
