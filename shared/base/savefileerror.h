// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArrayView>

class QSaveFile;

namespace tandem {

/// Why a file could not be written: Unavailable with "notWritable", "diskFull", "fileInUse" or "cannotWrite".
Error saveFileError(const QSaveFile &file);

/// Puts what was written in the place of what was there. Instead of QSaveFile::commit(), which overlooks that what is
/// still buffered finds no room, and leaves an empty file. Error: as of saveFileError().
Result<void> commitFile(QSaveFile &file);

/// Writes a file whole or not at all; what was there is replaced. Its folder exists. Error: as of saveFileError().
Result<void> saveFile(const QString &path, QByteArrayView content);

}
