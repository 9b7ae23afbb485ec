// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backupkey.h"

#include <functional>

namespace tandem::server {

/// A file encrypted with a BackupKey (XChaCha20-Poly1305, piece by piece, so of any size). Its name is inside: what was
/// exchanged for another file, cut, lengthened or changed in one bit does not open.
namespace sealedfile {

/// Writes `source` encrypted into the new file `target` and gives the SHA-256 of what was read. `name`: what open()
/// gives back, up to 128 bytes. Error: Unavailable ("cannotRead", "cannotWrite", "diskFull").
Result<QString> write(const QString &source, const QString &target, const QString &name, const BackupKey &key);

using Taker = std::function<Result<void>(const QByteArray &piece)>;
/// Gives the content to `taker` piece by piece, each only after it was proved to be as written, and the name in the
/// end. What was taken of a file that fails has to be thrown away. Error: Corrupt ("damaged"), Unavailable
/// ("cannotRead"), the taker's.
Result<QString> read(const QString &path, const BackupKey &key, const Taker &taker);

}

}
