// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/freedesktopnotices.h"
#include "client/desktop/traynotices.h"

namespace tandem::client {

std::unique_ptr<NoticeService> makeNoticeService(TrayIcon &tray)
{
    return std::make_unique<FreedesktopNotices>(QDBusConnection::sessionBus(), std::make_unique<TrayNotices>(tray));
}

}
