// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/purgedrecords.h"

namespace tandem::server {

Error missingRecord(ChangeLog &log, const EntityDef &entity, const RecordId &record, const Permissions *permissions)
{
    const auto newest = log.history(entity.number, record, 0, 1);
    if (!newest)
        return newest.error();
    const bool isPurged =
        !newest->empty() && newest->front().kind == MutationKind::Action && newest->front().action == purgeAction;
    const bool isHisToKnow = isPurged && (!permissions || permissions->maySee(entity.number, newest->front().lost));
    return isHisToKnow ? Error::conflict(QStringLiteral("recordPurged")) : Error::notFound(entity.name);
}

}
