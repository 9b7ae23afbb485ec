// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Qt 6.5 and newer do it on each platform by themselves.

#include "client/desktop/appbadge.h"

#include <QGuiApplication>

namespace tandem::client {

namespace {

class QtBadge final : public AppBadge
{
public:
    void show(int count) override { qGuiApp->setBadgeNumber(count); }
};

}

std::unique_ptr<AppBadge> makeAppBadge()
{
    return std::make_unique<QtBadge>();
}

}
