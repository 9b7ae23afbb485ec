// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

class QSaveFile;

namespace tandem {

/// Why a file could not be written: Unavailable with "notWritable", "diskFull", "fileInUse" or "cannotWrite".
Error saveFileError(const QSaveFile &file);

}
