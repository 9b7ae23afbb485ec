// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArrayView>

class QFileDevice;
class QString;

namespace tandem {

/// Writes all of it, from where the file stands. False: see the file's error.
bool writeAll(QFileDevice &file, QByteArrayView bytes);
/// Of a closed file; nothing has the other name.
bool renameFile(const QString &from, const QString &to);
/// Makes what was written to an open file survive a power loss. Error: Unavailable ("diskFull", "diskError").
Result<void> syncToDisk(QFileDevice &file);
/// The same of a closed file, or of the names in a folder after one was added or changed.
Result<void> syncPathToDisk(const QString &path);

}
