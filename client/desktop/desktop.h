// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::client {

class AppBadge;
class NoticeService;
class TrayIcon;

/// What there is around the window to show things in; null where there is none. Outlives the window.
struct Desktop
{
    NoticeService *notices = nullptr;
    TrayIcon *tray = nullptr;
    AppBadge *badge = nullptr;
};

}
