// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/hookregistry.h"

namespace tandem::server {

/// An approval flow that somebody writes is refused while it could not run: its steps, and their conditions against the
/// entity that it is for. One that lost its meaning later can still be renamed or switched off.
/// Error of the mutation: Invalid; `field` is "entity" or "definition", `arguments["place"]` the step or key of the
/// definition that parseFlow() and checkFlow() name.
void registerFlowCheck(HookRegistry &hooks);

}
