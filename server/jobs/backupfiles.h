// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

namespace tandem::server::backup {

inline const QString databaseName = QStringLiteral("tandem.db");
inline const QString filesPrefix = QStringLiteral("files/"); ///< of the contents

/// A file of a backup, as it lies there: encrypted ones as their bytes are on the disk.
struct StoredFile
{
    QString path; ///< relative to the backup
    qint64 size = 0;
    QString sha256;

    bool operator==(const StoredFile &) const = default;
};

/// Whether it names something in the backup's folder, not elsewhere by "..".
bool isInside(const QString &relative);
/// SHA-256 in hexadecimal. Error: Unavailable ("cannotRead").
Result<QString> hashOf(const QString &path);
/// Reads the whole file. Error: as hashOf().
Result<StoredFile> lookAt(const QString &folder, const QString &relative);
/// Makes the folders of `target`. Error: Unavailable ("diskFull", "cannotCopy").
Result<void> copy(const QString &source, const QString &target);
/// Makes the folders of `target`, and the same file known by a second name: it takes no room, and stays until both are
/// removed. False where the file system has no such thing, or the two are on different ones.
bool share(const QString &source, const QString &target);

}
