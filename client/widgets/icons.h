// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"

#include <QIcon>

namespace tandem::client::icons {

/// The shipped icon of that name ("building-2"), drawn in the colour of the text around it. It follows a change of
/// palette when it is painted next. An unknown name gives the icon "circle-help", so that a definition's typing error
/// is seen and not fatal.
QIcon icon(const QString &name);

/// The same in the text colour of a tone.
QIcon icon(const QString &name, Tone tone);

/// One picture in a given colour, for painting by hand.
QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio);

bool exists(const QString &name);
QStringList names();

}
