// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/replication/mutation.h"

namespace tandem {

/// What many mutations are part of, such as one import: the id of its record. It travels among the arguments of a
/// mutation, where a build that knows nothing of it passes it over, and stands in the server's change log.
void setOrigin(QCborMap &arguments, const RecordId &origin);
void clearOrigin(QCborMap &arguments);
RecordId originOf(const QCborMap &arguments); ///< null if it is part of nothing
bool isOriginKey(const QCborValue &argument); ///< whether an argument is no word to anybody, but the origin

/// The origin of what takes back what has `origin`. Always the same, so that a revert that was interrupted knows its
/// own work.
RecordId revertOriginOf(const RecordId &origin);

}
