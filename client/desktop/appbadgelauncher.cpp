// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/launcherbadge.h"

namespace tandem::client {

std::unique_ptr<AppBadge> makeAppBadge()
{
    return std::make_unique<LauncherBadge>(QDBusConnection::sessionBus());
}

}
