// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Before Qt 6.5 there is no way on other systems than Linux.

#include "client/desktop/appbadge.h"

namespace tandem::client {

namespace {

class NoBadge final : public AppBadge
{
public:
    void show(int) override { }
};

}

std::unique_ptr<AppBadge> makeAppBadge()
{
    return std::make_unique<NoBadge>();
}

}
