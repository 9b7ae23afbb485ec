// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/bytesize.h"

#include <QString>

#include <optional>

namespace tandem {

enum class TextForm { Plain, Rich };

/// Longer texts (in UTF-16 units) are not compared.
inline constexpr qsizetype longestMergedText = 1 * MiB;

/// Both what led from `from` to `current` and what led from `from` to `to`, if the one happened in other places than
/// the other; none if they overlap or touch, if a text is too long, or if rich text is not of the form that we store.
///
/// What both did alike is done once. Two who add whole lines at the same place of a text that was there both keep them,
/// those of `current` first, unless `current` has the lines of `to` already: doing it again changes nothing.
std::optional<QString> mergeTexts(TextForm form, const QString &current, const QString &from, const QString &to);

}
