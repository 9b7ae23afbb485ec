// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QStringView>

#include <vector>

namespace tandem {

/// A key of a record's audience as the database holds it: 63 bits of the SHA-256 of its name, so that any thread
/// knows it without asking a table. AudienceStore keeps the names and refuses two names with one number.
using AudienceKey = qint64;

AudienceKey audienceKey(QStringView name); ///< name: "user:0190…", "dept:0190…", "shared:team:0190…", "everyone"
QString audienceKeyName(QLatin1String kind, const RecordId &id); ///< "user" → "user:0190…"

/// What a reader holds for one entity: everything, or some keys. A record is visible when its audience meets them.
struct KeySet
{
    bool all = false;
    std::vector<AudienceKey> keys; ///< ascending, no doubles

    static KeySet everything() { return {true, {}}; }
    static KeySet of(std::vector<AudienceKey> keys);

    bool meets(const std::vector<AudienceKey> &audience) const;
    bool isEmpty() const { return !all && keys.empty(); }

    bool operator==(const KeySet &) const = default;
};

}
