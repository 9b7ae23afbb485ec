// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/approvaldecision.h"

#include "client/records/records.h"
#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace approval = entities::approvalTask;

bool isMineToDecide(const Record &task, const Records &records)
{
    return !task.key.isNull() && !task.pending && task.value(approval::field::state).toText() == QLatin1String("open")
        && task.value(systemfield::owner).toId() == records.currentUser();
}

ListQuery tasksOfCase(const RecordId &instance)
{
    ListQuery query;
    query.entity = approval::number;
    query.link = approval::field::instance;
    query.linkTarget = {entities::approvalInstance::number, instance};
    query.sort = {{QStringLiteral("createdAt"), false}, {QStringLiteral("seat"), false}};
    return query;
}

bool needsComment(const QString &decision)
{
    return decision == QLatin1String("reject") || decision == QLatin1String("return");
}

}
