// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSettings>
#include <QString>

namespace tandem::client {

/// Makes the system open tandem:// links with this program, for this user. Where an installation says so by a file of
/// its own (Linux, macOS), nothing is done.
void registerLinks();

/// The same, in the classes of a registry such as HKEY_CURRENT_USER\\Software\\Classes. Writes only if nothing or
/// another program stands there; says whether it wrote.
bool registerLinks(QSettings &classes, const QString &program);

}
