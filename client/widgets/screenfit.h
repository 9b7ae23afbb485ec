// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScreen>
#include <QStyle>
#include <QWidget>

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

}
