// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"

#include <optional>

namespace tandem::server {

/// Small facts about the database itself, by name.
namespace metatable {

/// Under which the number of the company's definitions is kept.
inline constexpr QLatin1String metadataRevision("metadataRevision");

Result<std::optional<QByteArray>> read(Connection &connection, const QString &name);
Result<void> write(Connection &connection, const QString &name, const QByteArray &value);
Result<void> remove(Connection &connection, const QString &name);
Result<qint64> readInteger(Connection &connection, const QString &name, qint64 fallback);
Result<void> writeInteger(Connection &connection, const QString &name, qint64 value);

}

}
