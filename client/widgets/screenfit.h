// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScreen>
#include <QWidget>

namespace tandem::client {

/// Resizes a window to what it would like to have, but never beyond its screen: a small laptop at 150 % has 485 lines.
inline void resizeWithinScreen(QWidget &window, const QSize &wanted)
{
    window.resize(wanted.boundedTo(window.screen()->availableSize()));
}

}
