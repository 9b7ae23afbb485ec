// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

struct pg_conn;
struct pg_result;

namespace tandem {

/// What `result` (null: the connection itself) failed with, in the words that the rest of the program knows.
Error postgresError(const pg_conn *connection, const pg_result *result, const QString &sql = {});

}
