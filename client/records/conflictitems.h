// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/reader.h"

namespace tandem::client {

/// The open conflicts, oldest first, with their sides as `user` sees them. What was settled here and what the server
/// has still to judge is left out: refused, it is there again.
Result<std::vector<ConflictItem>> openConflicts(Reader &reader, const RecordId &user);
Result<qint64> countOpenConflicts(Reader &reader);

/// What settles them. The value of a field is written here at once; whether a record that one deleted and another
/// edited is kept, the server decides together with its conflict.
std::vector<WriteRequest> settlingRequests(
    const Registry &registry, const std::vector<std::pair<ConflictItem, ConflictChoice>> &choices);

}
