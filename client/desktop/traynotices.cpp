// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/traynotices.h"

#include "client/desktop/trayicon.h"

#include <utility>

namespace tandem::client {

TrayNotices::TrayNotices(TrayIcon &tray, QObject *parent)
    : NoticeService(parent)
    , m_tray(tray)
{
    connect(&tray, &TrayIcon::messageClicked, this, [this] {
        if (const QString tag = std::exchange(m_tag, {}); !tag.isEmpty())
            emit activated(tag, {});
    });
}

bool TrayNotices::isAvailable() const
{
    return m_tray.canShowMessages();
}

void TrayNotices::show(const DesktopNotice &notice)
{
    m_tag = notice.tag;
    m_tray.showMessage(notice.title, notice.text);
}

void TrayNotices::withdraw(const QString &tag)
{
    if (tag == m_tag)
        m_tag.clear();
}

}
