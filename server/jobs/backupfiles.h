// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QStringList>

class QFileDevice;

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

/// Unavailable (`reason`) with the file and what the system says.
Error cannot(const QString &reason, const QFileDevice &file);
/// Of a file that could not be written: Unavailable ("diskFull", "cannotWrite").
Error cannotWrite(const QFileDevice &file);

/// Whether it names something in the backup's folder, not elsewhere by "..".
bool isInside(const QString &relative);
/// SHA-256 in hexadecimal. Error: Unavailable ("cannotRead").
Result<QString> hashOf(const QString &path);
/// Reads the whole file. Error: as hashOf().
Result<StoredFile> lookAt(const QString &folder, const QString &relative);
/// Makes the folders of `target`. Error: Unavailable ("diskFull", "cannotCopy").
Result<void> copy(const QString &source, const QString &target);
/// The contents in a server's folder of files, as hashPath() in their order; uploads are none yet, and other files
/// that lie there are none.
QStringList contentsIn(const QString &folder);
enum class ContentCopy { Whole, DamagedBefore, Differs };
/// What became of the content `name`, which says its hash, by the hash of its copy. One that was damaged on the server
/// already is there as it was. Error: as hashOf().
Result<ContentCopy> compareCopy(const QString &filesFolder, const QString &name, const QString &copiedHash);
/// Makes the folders of `target`, and the same file known by a second name: it takes no room, and stays until both are
/// removed. False where the file system has no such thing, or the two are on different ones.
bool share(const QString &source, const QString &target);

/// Of a folder that is to be filled and may be absent. Error: Conflict ("folderNotEmpty").
Result<void> checkFolderEmpty(const QString &folder);
/// Removes all that is in a folder and, unless it was there before with its owner and rights, the folder itself.
void clearFolder(const QString &folder, bool keepItself);

}
