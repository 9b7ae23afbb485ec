// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QString>

/// The names of audience keys, in one place.
namespace tandem::server::audience {

QString owner(const RecordId &user); ///< "user:…"
QString department(const RecordId &department); ///< "dept:…"
/// `kind` is "user", "team" or "department": "shared:user:…", "shared:team:…", "shared:dept:…".
QString shared(const QString &kind, const RecordId &grantee);
/// Beside the shared key of a share whose level is "edit".
QString editor(const QString &kind, const RecordId &grantee);
QString everybody(); ///< of a record whose `sharedField` says yes

}
