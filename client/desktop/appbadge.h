// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <memory>

namespace tandem::client {

/// The number on the program's icon in the taskbar or dock.
class AppBadge
{
public:
    virtual ~AppBadge() = default;

    virtual void show(int count) = 0; ///< 0: none
};

std::unique_ptr<AppBadge> makeAppBadge();

}
