// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/quietcombobox.h"

#include <QWheelEvent>

namespace tandem::client {

void QuietComboBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

}
