// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/actionregistry.h"

#include <QJsonObject>

namespace tandem::server {

/// Two records that became one, as the record of the merge names them.
struct MergedPair
{
    RecordId staying;
    RecordId other;

    QJsonObject toJson() const;
    static MergedPair fromJson(const QJsonObject &json);
};

/// Takes a merge back in one step; `call` is on its record (an entity "massChange"). The other record is there again
/// with its values, the one that stayed gets its former ones back, and what had pointed to the other points to it
/// again: as far as nobody has changed it since, which the record then reports. As for the merge itself, the rights on
/// the two records are asked for, and not those on what hangs on them. Error: Forbidden, Conflict; why the other cannot
/// be restored.
Result<void> takeMergeBack(MutationContext &context, const ActionCall &call);

}
