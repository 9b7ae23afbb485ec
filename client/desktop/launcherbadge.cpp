// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/launcherbadge.h"

#include <QCoreApplication>
#include <QDBusMessage>

namespace tandem::client {

LauncherBadge::LauncherBadge(const QDBusConnection &bus)
    : m_bus(bus)
{
}

void LauncherBadge::show(int count)
{
    if (!m_bus.isConnected())
        return;
    QDBusMessage update = QDBusMessage::createSignal(QStringLiteral("/com/canonical/unity/launcherentry/tandem"),
        QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    const QVariantMap properties{
        {QStringLiteral("count"), qlonglong(count)}, {QStringLiteral("count-visible"), count > 0}};
    update.setArguments(
        {QStringLiteral("application://%1.desktop").arg(QCoreApplication::applicationName()), properties});
    m_bus.send(update);
}

}
