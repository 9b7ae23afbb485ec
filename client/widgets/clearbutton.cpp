// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/clearbutton.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>

namespace tandem::client {

void setClearButton(QLineEdit &line, bool enabled)
{
    line.setClearButtonEnabled(enabled);
    if (auto *clear = line.findChild<QAction *>(QStringLiteral("_q_qlineeditclearaction")))
        clear->setText(QCoreApplication::translate("ClearButton", "Clear"));
}

}
