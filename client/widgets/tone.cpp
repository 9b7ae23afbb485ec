// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/tone.h"

#include <QStringList>

#include <array>
#include <cmath>

namespace tandem::client {

namespace {

struct Named
{
    QLatin1String name;
    QRgb lightText, lightBackground, lightBorder, lightSolid;
    QRgb darkText, darkBackground, darkBorder, darkSolid;
};

// Pairs were picked so that text has at least 4.5:1 on its background and on the windows of both palettes; the unit
// test measures every one of them.
constexpr std::array<Named, 10> namedTable{{
    {QLatin1String("grey"), 0x4b5563, 0xeceef1, 0xd0d5dc, 0x5b6472, 0xb6bdc7, 0x2d3138, 0x444a54, 0x6b7380},
    {QLatin1String("blue"), 0x1d4fbf, 0xe4edfd, 0xb6cdf8, 0x2563eb, 0x93b8fb, 0x1d2d4d, 0x2f4a80, 0x2f6bdf},
    {QLatin1String("teal"), 0x0b6461, 0xdcf3f1, 0xa5dcd7, 0x0b7a75, 0x5fd3c9, 0x12312f, 0x1f5450, 0x0b7a75},
    {QLatin1String("green"), 0x1a6b34, 0xe2f4e7, 0xb0dcbd, 0x1f7d3d, 0x6fd48d, 0x17321f, 0x285837, 0x1f7d3d},
    {QLatin1String("lime"), 0x4a6208, 0xeff5d9, 0xcfdf9a, 0x557010, 0xb5d45c, 0x2a3312, 0x4a5a20, 0x557010},
    {QLatin1String("yellow"), 0x7a5a00, 0xfdf3d0, 0xecd58a, 0x856200, 0xe9c46a, 0x3a3014, 0x625122, 0x856200},
    {QLatin1String("orange"), 0x98450a, 0xfdeadd, 0xf3c5a3, 0xb0500c, 0xf4a76b, 0x3f2817, 0x6b4527, 0xb0500c},
    {QLatin1String("red"), 0xb3261e, 0xfce8e6, 0xf3bbb6, 0xc62f26, 0xf79a93, 0x442120, 0x733634, 0xc62f26},
    {QLatin1String("pink"), 0xa3246a, 0xfbe5f0, 0xf0b5d2, 0xb92c7a, 0xf394c3, 0x421f32, 0x6f3455, 0xb92c7a},
    {QLatin1String("purple"), 0x6b35b8, 0xefe6fb, 0xd3bdf2, 0x7a41cc, 0xc3a3f5, 0x30234a, 0x503b7c, 0x7a41cc},
}};

double channelLuminance(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channelLuminance(colour.redF()) + 0.7152 * channelLuminance(colour.greenF())
        + 0.0722 * channelLuminance(colour.blueF());
}

QLatin1String toneName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return QLatin1String("grey");
    case Tone::Accent:
    case Tone::Info:
        return QLatin1String("blue");
    case Tone::Success:
        return QLatin1String("green");
    case Tone::Warning:
        return QLatin1String("yellow");
    case Tone::Danger:
        return QLatin1String("red");
    }
    return QLatin1String("grey");
}

}

ToneColours toneColours(Tone tone, const QPalette &palette)
{
    return namedColours(toneName(tone), palette);
}

ToneColours namedColours(const QString &name, const QPalette &palette)
{
    const auto found =
        std::find_if(namedTable.begin(), namedTable.end(), [&](const Named &n) { return n.name == name; });
    const Named &entry = found == namedTable.end() ? namedTable.front() : *found;
    if (isDark(palette))
        return {QColor(entry.darkText), QColor(entry.darkBackground), QColor(entry.darkBorder), QColor(entry.darkSolid),
            Qt::white};
    return {QColor(entry.lightText), QColor(entry.lightBackground), QColor(entry.lightBorder), QColor(entry.lightSolid),
        Qt::white};
}

QStringList namedColourNames()
{
    QStringList names;
    for (const Named &entry : namedTable)
        names.append(entry.name);
    return names;
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window)) < 0.18;
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}
