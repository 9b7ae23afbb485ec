// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

namespace tandem {
class Connection;
}

namespace tandem::client {

/// Records of one entity in which all typed words are found, best first. For readers' connections; the index may be
/// behind the rows, so a result may be gone already.
Result<std::vector<RecordId>> searchRecords(
    Connection &connection, EntityNumber entity, const QString &typed, int limit);

}
