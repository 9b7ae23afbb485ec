// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/optionswatch.h"

#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QPainter>

namespace tandem::client {

QIcon optionSwatch(const QString &colour, const QPalette &palette, qreal devicePixelRatio)
{
    if (colour.isEmpty())
        return {};
    constexpr int dot = 10;
    QPixmap pixmap((QSizeF(tokens::iconSmall, tokens::iconSmall) * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(namedColours(colour, palette).solid);
    const double margin = (tokens::iconSmall - dot) / 2.0;
    painter.drawEllipse(QRectF(margin, margin, dot, dot));
    return pixmap;
}

}
