// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"

#include <QList>
#include <QTime>

namespace tandem::server {

/// The newest of these times of day, of the server's zone, that is not after `now`; 0: there is none.
Timestamp newestSlot(const QList<QTime> &times, Timestamp now);

/// Whether a backup of the schedule should be there and is not: its time is over for longer than all attempts take,
/// and the last good one is from before. Without any backup yet nothing is overdue.
bool isBackupOverdue(const QList<QTime> &times, Timestamp lastGood, Timestamp now);

}
