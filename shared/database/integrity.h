// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

namespace tandem {

/// Reads the whole database and compares tables with indexes; takes its time. Error: Corrupt ("damaged").
Result<void> checkIntegrity(Connection &connection);

}
