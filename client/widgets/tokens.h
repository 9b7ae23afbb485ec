// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Measures of the design, in device-independent pixels. Everything that is laid out by hand uses these.
namespace tandem::client::tokens {

inline constexpr int spaceTiny = 2;
inline constexpr int spaceSmall = 4;
inline constexpr int space = 8;
inline constexpr int spaceMedium = 12;
inline constexpr int spaceLarge = 16;
inline constexpr int spaceHuge = 24;

inline constexpr int radiusSmall = 4;
inline constexpr int radius = 6;
inline constexpr int radiusLarge = 10;

inline constexpr int iconSmall = 16;
inline constexpr int icon = 20;
inline constexpr int iconLarge = 48;

inline constexpr int controlHeight = 30;
inline constexpr int rowHeight = 30;

}
