// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/quietspinbox.h"

#include <QWheelEvent>

namespace tandem::client {

void QuietSpinBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

}
