// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace tandem {

/// From now on newRecordId() makes the same ids in the same order in each process that was given this seed, whatever
/// the time is: for simulations, which have to run the same way twice.
void repeatRecordIds(quint64 seed);

}
