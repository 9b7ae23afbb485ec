// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/commitnotice.h"
#include "shared/base/result.h"

namespace tandem {
class Connection;
}

namespace tandem::server {

/// What other daemons on the same database have committed, from the change log: `after` is the last number that is
/// known here. The same notice as of a commit of one's own, with the audiences of now.
Result<CommitNotice> foreignChanges(Connection &connection, qint64 after, qint64 upTo);

}
