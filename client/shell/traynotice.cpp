// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/traynotice.h"

#include "client/widgets/icons.h"

#include <QSystemTrayIcon>

#include <utility>

namespace tandem::client {

TrayNotice::TrayNotice(QObject *parent)
    : QObject(parent)
{
}

bool TrayNotice::isAvailable() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages();
}

void TrayNotice::show(const QString &text, const Location &location)
{
    m_location = location;
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(icons::icon(QStringLiteral("handshake")), this);
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &TrayNotice::activate);
        connect(m_icon, &QSystemTrayIcon::activated, this, &TrayNotice::activate);
    }
    m_icon->setToolTip(text);
    m_icon->show();
    m_icon->showMessage(tr("Tandem"), text);
}

void TrayNotice::activate()
{
    if (const auto location = std::exchange(m_location, std::nullopt))
        emit activated(*location);
    if (m_icon)
        m_icon->hide();
}

}
