// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QPalette>

namespace tandem::client {

/// The dot of colour beside an option; a null icon for an option without a colour.
QIcon optionSwatch(const QString &colour, const QPalette &palette, qreal devicePixelRatio);

}
