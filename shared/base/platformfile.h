// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

class QFileDevice;

namespace tandem {

/// Makes what was written to an open file survive a power loss. Error: Unavailable ("diskFull", "diskError").
Result<void> syncToDisk(QFileDevice &file);

}
