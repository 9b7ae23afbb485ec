// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

class QWidget;

namespace tandem::client {

class Records;

/// Opens the conflict dialog for everything that is open on one record; the dialog writes what the user decides.
void resolveConflictsOf(Records &records, const RecordKey &record, QWidget *parent);

}
