// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArray>

namespace tandem {

/// By zstd; an empty array if it would not be smaller.
QByteArray compressed(const QByteArray &bytes);

/// Exactly `size` bytes, known and allowed before anything is allocated.
/// Error: TooLarge above `limit`, Corrupt for anything else.
Result<QByteArray> decompressed(const QByteArray &bytes, qint64 size, qint64 limit);

}
