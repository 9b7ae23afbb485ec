// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusVariant>
#include <QObject>

namespace tandem::client {

/// The colour scheme of a Linux desktop, from the settings portal that GNOME, KDE and others answer. Never waits: a
/// desktop without a portal simply says nothing.
class PortalScheme final : public QObject
{
    Q_OBJECT
public:
    explicit PortalScheme(QObject *parent = nullptr);

signals:
    void read(bool dark);

private slots:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

}
