// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/linkscheme.h"

#include <QDir>

namespace tandem::client {

bool registerLinks(QSettings &classes, const QString &program)
{
    const QString command =
        QStringLiteral("\"%1\" \"%2\"").arg(QDir::toNativeSeparators(program), QStringLiteral("%1"));
    // The key "." is the value of the folder itself.
    const QString place = QStringLiteral("tandem/shell/open/command/.");
    if (classes.value(place).toString() == command)
        return false;
    classes.setValue(QStringLiteral("tandem/."), QStringLiteral("URL:Tandem"));
    classes.setValue(QStringLiteral("tandem/URL Protocol"), QString());
    classes.setValue(place, command);
    return true;
}

}
