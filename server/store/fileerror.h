// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

#include <QFileDevice>

namespace tandem::server {

/// Why reading or writing this file failed: Unavailable ("diskFull", "diskReadOnly", "diskError").
Error fileError(const QFileDevice &file);

}
