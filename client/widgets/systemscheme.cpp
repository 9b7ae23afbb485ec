// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/systemscheme.h"

#include "client/widgets/tone.h"

#include <QGuiApplication>
#include <QSettings>
#ifdef TANDEM_HAS_DBUS
#include "client/widgets/portalscheme.h"
#endif

namespace tandem::client {

namespace {

/// What can be asked without waiting.
bool askSystem(const QPalette &ofPlatform)
{
#if defined(Q_OS_WIN)
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    return personalize.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
#else
    return isDark(ofPlatform);
#endif
}

}

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_platformPalette(QGuiApplication::palette())
{
    m_dark = askSystem(m_platformPalette);
#ifdef TANDEM_HAS_DBUS
    auto *portal = new PortalScheme(this);
    connect(portal, &PortalScheme::read, this, &SystemScheme::setDark);
#endif
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            refresh();
    });
}

void SystemScheme::refresh()
{
#if defined(Q_OS_WIN)
    setDark(askSystem(m_platformPalette));
#endif
}

void SystemScheme::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    emit changed();
}

}
