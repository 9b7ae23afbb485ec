// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QLockFile>

#include <memory>

namespace tandem::server {

/// What a data folder says of a company that moves from its file to another database.
namespace companymove {

/// While somebody has this lock, the company is being moved. It ends with his process, however that ends.
/// Error: Unavailable ("companyBeingMoved": somebody else does it; "companyMoved"; "diskReadOnly").
Result<std::unique_ptr<QLockFile>> begin(const QString &folder);

/// Durable when it returns: from now on the company is elsewhere. The lock is still held.
/// Error: as saveFile() and syncPathToDisk() say.
Result<void> end(const QString &folder);

/// Whether the company in this folder takes changes. Error: Unavailable ("companyBeingMoved", "companyMoved").
Result<void> check(const QString &folder);

}

}
