// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace tandem {

/// Sizes in bytes, wide enough from the first factor on: `4 * MiB`.
inline constexpr qint64 KiB = 1024;
inline constexpr qint64 MiB = 1024 * KiB;

}
