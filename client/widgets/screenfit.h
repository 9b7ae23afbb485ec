// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScreen>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace tandem::client {

/// Resizes a window to what it would like to have, but never beyond its screen: a small laptop at 150 % has 485 lines.
/// What the window system puts around it is not known before it is shown: it is guessed by a window that is.
inline void resizeWithinScreen(QWidget &window, const QSize &wanted)
{
    const QWidget *shown = window.isVisible() || !window.parentWidget() ? &window : window.parentWidget()->window();
    QSize around = shown->frameGeometry().size() - shown->geometry().size();
    if (around.isEmpty())
        around = QSize(0, window.style()->pixelMetric(QStyle::PM_TitleBarHeight));
    window.resize(wanted.boundedTo(window.screen()->availableSize() - around));
}

/// The place nearest to `corner` at which all of a frameless window is on its screen.
inline QPoint cornerWithinScreen(const QWidget &window, const QPoint &corner)
{
    const QRect room = window.screen()->availableGeometry();
    return {std::max(room.left(), std::min(corner.x(), room.right() + 1 - window.width())),
        std::max(room.top(), std::min(corner.y(), room.bottom() + 1 - window.height()))};
}

}
