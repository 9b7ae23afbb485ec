// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

namespace tandem::server {

/// Tells owners of opportunities that have been in an open stage for longer than the stage's `reminderDays`: one
/// notification per opportunity and stay. Gives how many were sent. Blocks until they are durable.
Result<int> sendStageReminders(Pipeline &pipeline, const Store &store, const Clock &clock);

}
