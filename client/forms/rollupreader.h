// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

namespace tandem::client {

/// The value of a roll-up of one record, counted over what this machine holds.
void readRollUp(Records &records, const RecordKey &record, const FieldDef &field, QObject *context,
    const std::function<void(const Value &)> &done);

}
