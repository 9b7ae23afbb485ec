// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

namespace tandem::client {

class Records;

/// What holds for a decision wherever it is made: in the inbox, on the task's page, or from a notice.

/// The task is open and the user's, and no decision of it waits to be sent. The server has the last word.
bool isMineToDecide(const Record &task, const Records &records);
/// The tasks of a case in the order in which they came to people. When one is opened says less: it is opened again when
/// others have decided before it, and not at all while it waits for its turn.
ListQuery tasksOfCase(const RecordId &instance);
/// Who is turned down has to learn why.
bool needsComment(const QString &decision);

}
