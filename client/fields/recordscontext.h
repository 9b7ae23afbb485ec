// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"

namespace tandem::client {

/// What editors need, taken from the door to data as it is now: registry, labels and language. Ask again after
/// Records::registryChanged and Records::languageChanged.
FieldContext fieldContextOf(Records &records);

/// A format that knows the titles of linked records.
FieldFormat formatOf(const FieldContext &context);

}
