// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QPalette>

namespace tandem::client {

/// What a colour means. Widgets ask for a meaning, never for a colour, so that light and dark stay legible.
enum class Tone { Neutral, Accent, Info, Success, Warning, Danger };

/// Colours of one tone on one palette; text on `background` and on the palette's Window and Base has a contrast of
/// at least 4.5:1.
struct ToneColours
{
    QColor text;
    QColor background; ///< of strips, chips and badges: soft
    QColor border;
    QColor solid; ///< of counters and bars
    QColor onSolid; ///< text on `solid`
};

/// By the palette alone, so that a widget needs no theme object and follows a change of palette by itself.
ToneColours toneColours(Tone tone, const QPalette &palette);

/// Colours of choice options by their name in the definitions ("green", "grey", "orange"…); unknown names are grey.
ToneColours namedColours(const QString &name, const QPalette &palette);
QStringList namedColourNames();

bool isDark(const QPalette &palette);

/// WCAG 2 contrast ratio, 1 to 21.
double contrastRatio(const QColor &one, const QColor &other);

}
