// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/records/recordtypes.h"

namespace tandem::client {

/// What editors need, taken from the door to data as it is now: registry, labels and language. Ask again after
/// Records::registryChanged and Records::languageChanged.
FieldContext fieldContextOf(Records &records);

/// The title of a linked record for the eye: empty while it is looked up, a word in its place where it cannot be seen.
QString linkedTitle(Records &records, const RecordKey &key);

/// A format that knows the titles of linked records.
FieldFormat formatOf(const FieldContext &context);

}
