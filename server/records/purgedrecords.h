// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/store/changelog.h"

namespace tandem::server {

/// The action by which the system removes a record of the recycle bin for good: its row and its audience. Its entry in
/// the change log stays as the tombstone, by which laptops forget the record. Nobody else can name it.
inline const QString purgeAction = QStringLiteral("purge");

/// Why there is no such record: Conflict ("recordPurged") if it was removed for good and who asks (null: the system)
/// could see it until then, else NotFound; or why that cannot be said.
Error missingRecord(ChangeLog &log, const EntityDef &entity, const RecordId &record, const Permissions *permissions);

}
