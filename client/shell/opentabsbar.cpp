// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/opentabsbar.h"

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int leastCharacters = 8; ///< of Latin letters; of Chinese ones, which are twice as wide, half as many

}

OpenTabsBar::OpenTabsBar(QWidget *parent)
    : QTabBar(parent)
{
    setElideMode(Qt::ElideRight);
    setUsesScrollButtons(true);
}

/// As much less than the whole as its title gives away.
QSize OpenTabsBar::minimumTabSizeHint(int index) const
{
    const QFontMetrics metrics = fontMetrics();
    const int title = metrics.size(Qt::TextShowMnemonic, tabText(index)).width();
    const int least = std::max(leastCharacters * metrics.averageCharWidth(),
        leastCharacters / 2 * metrics.horizontalAdvance(QStringLiteral("字")));
    QSize size = tabSizeHint(index);
    size.rwidth() -= std::max(0, title - least);
    return size;
}

}
