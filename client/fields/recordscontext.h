// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/records/recordtypes.h"
#include "shared/expressions/surroundings.h"

namespace tandem::client {

/// What editors need, taken from the door to data as it is now: registry, labels and language. Ask again after
/// Records::registryChanged and Records::languageChanged.
FieldContext fieldContextOf(Records &records);

/// As they are now, with what the company has added since; without a door to data those that the context carries.
/// Null if there are none.
const Labels *labelsOf(const FieldContext &context);

/// What expressions on the screen and on paper are evaluated with: now, the zone of the context, and who is signed in.
Surroundings surroundingsOf(const FieldContext &context);

/// The title of a linked record for the eye: empty while it is looked up, a word in its place where it cannot be seen.
QString linkedTitle(Records &records, const RecordKey &key);

/// A format that knows the titles of linked records.
FieldFormat formatOf(const FieldContext &context);

}
