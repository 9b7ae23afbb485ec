// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

class QIODevice;

namespace tandem {

/// The first line of a file without the spaces around it: how passwords and keys are told, for a file is in no list of
/// processes. May be empty. Error: NotFound ("cannotRead") with the file as field.
Result<QString> firstLineOf(const QString &path);
/// The same of what is open.
QString firstLineOf(QIODevice &device);

}
