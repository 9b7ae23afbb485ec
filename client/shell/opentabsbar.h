// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTabBar>

namespace tandem::client {

/// The bar of open tabs. Many of them share its width down to titles that can still be told apart; where that is not
/// enough, it scrolls.
class OpenTabsBar final : public QTabBar
{
public:
    explicit OpenTabsBar(QWidget *parent = nullptr);

protected:
    QSize minimumTabSizeHint(int index) const override;
};

}
