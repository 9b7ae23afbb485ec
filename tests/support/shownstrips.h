// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/messagestrip.h"

#include <QStringList>

namespace tandem::test {

/// What the strips in it say that can be seen.
inline QStringList shownStrips(const QWidget &in)
{
    QStringList texts;
    for (const client::MessageStrip *strip : in.findChildren<client::MessageStrip *>()) {
        if (strip->isVisible())
            texts.append(strip->text());
    }
    return texts;
}

}
