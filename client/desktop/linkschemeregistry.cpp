// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Windows: there is no installer that could say it, and the program may be moved.

#include "client/desktop/linkscheme.h"

#include <QCoreApplication>

namespace tandem::client {

void registerLinks()
{
    QSettings classes(QStringLiteral("HKEY_CURRENT_USER\\Software\\Classes"), QSettings::NativeFormat);
    registerLinks(classes, QCoreApplication::applicationFilePath());
}

}
