// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace tandem::server {

/// The keys of a record's audience: "user:…", "dept:…", "shared:user:…", "shared:team:…", "shared:dept:…".
/// Sorted, without doubles.
using AudienceKeys = QStringList;

namespace audiencekey {
QString owner(const QString &user);
QString department(const QString &department);
/// `kind` is "user", "team" or "dept".
QString shared(const QString &kind, const QString &grantee);
/// Beside the shared key of a share that allows editing.
QString editor(const QString &kind, const QString &grantee);
}

/// The keys that somebody holds for one entity and one kind of access.
struct KeySet
{
    bool all = false; ///< meets every record, whatever its audience
    AudienceKeys keys; ///< sorted; empty if `all`

    bool none() const { return !all && keys.isEmpty(); }
    bool meets(const AudienceKeys &audience) const;

    bool operator==(const KeySet &) const = default;
};

}
