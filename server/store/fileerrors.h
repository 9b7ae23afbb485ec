// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

class QFileDevice;

namespace tandem::server {

/// What went wrong with a file just now. Unavailable ("diskFull", "diskReadOnly", "diskError").
Error fileError(const QFileDevice &file);
/// Invalid; shown as far as it can be read.
Error badHash(const QString &hash);
/// `limit` in bytes.
Error tooLarge(qint64 limit);

/// Error: Unavailable ("diskFull", "diskReadOnly").
Result<void> makeFolderOf(const QString &path);

}
