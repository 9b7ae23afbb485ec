// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/desktop/appbadge.h"

#include <QDBusConnection>

namespace tandem::client {

/// The number on the icon of a Linux dock, by the signal that Ubuntu's, KDE's and others' listen to. It needs
/// tandem.desktop to be installed; who does not know the signal passes it over.
class LauncherBadge final : public AppBadge
{
public:
    explicit LauncherBadge(const QDBusConnection &bus);

    void show(int count) override;

private:
    QDBusConnection m_bus;
};

}
