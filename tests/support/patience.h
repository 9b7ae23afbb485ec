// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTest>

/// What a test waits for is looked at again and again and ends the wait, so patience costs nothing where all is well.
/// On a machine that has much else to do, the five seconds that Qt waits by itself are too few.
namespace tandem::test {

inline constexpr int patience = 30'000; ///< in milliseconds

}

#undef QTRY_VERIFY
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, tandem::test::patience)

#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, tandem::test::patience)
