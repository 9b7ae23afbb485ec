// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/theme.h"

#include "client/widgets/systemscheme.h"
#include "client/widgets/tandemstyle.h"

#include <QApplication>

namespace tandem::client {

namespace {

struct Role
{
    QPalette::ColorRole role;
    QRgb light;
    QRgb dark;
};

constexpr Role roles[] = {
    {QPalette::Window, 0xf5f6f8, 0x202329},
    {QPalette::WindowText, 0x1c2026, 0xe6e8eb},
    {QPalette::Base, 0xffffff, 0x17191e},
    {QPalette::AlternateBase, 0xf8f9fb, 0x1c1f24},
    {QPalette::Text, 0x1c2026, 0xe6e8eb},
    {QPalette::Button, 0xffffff, 0x2c3037},
    {QPalette::ButtonText, 0x1c2026, 0xe6e8eb},
    {QPalette::BrightText, 0xb3261e, 0xf79a93},
    {QPalette::ToolTipBase, 0x2a2e35, 0x3a3f48},
    {QPalette::ToolTipText, 0xffffff, 0xffffff},
    {QPalette::PlaceholderText, 0x667080, 0x8f97a3},
    {QPalette::Highlight, 0x2563eb, 0x2f6bdf},
    {QPalette::HighlightedText, 0xffffff, 0xffffff},
    {QPalette::Link, 0x1d4fbf, 0x93b8fb},
    {QPalette::LinkVisited, 0x6b35b8, 0xc3a3f5},
    {QPalette::Light, 0xffffff, 0x343942},
    {QPalette::Midlight, 0xe6e8ec, 0x2c3037},
    {QPalette::Mid, 0xc5cad3, 0x474d57},
    {QPalette::Dark, 0x9aa2ae, 0x111317},
    {QPalette::Shadow, 0x6b7380, 0x000000},
};

constexpr QRgb disabledLight = 0x8a92a0;
constexpr QRgb disabledDark = 0x767e8a;

}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_scheme(new SystemScheme(this))
{
    QApplication::setStyle(new TandemStyle);
    QApplication::setFont(font(QApplication::font()));
    connect(m_scheme, &SystemScheme::changed, this, &Theme::apply);
    apply();
}

Theme::~Theme() = default;

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

bool Theme::isDark() const
{
    return m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && m_scheme->isDark());
}

void Theme::apply()
{
    m_application.setPalette(palette(isDark()));
    emit changed();
}

QPalette Theme::palette(bool dark)
{
    QPalette palette;
    for (const Role &role : roles)
        palette.setColor(role.role, QColor(dark ? role.dark : role.light));
    const QColor disabled(dark ? disabledDark : disabledLight);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(dark ? 0x3a3f48 : 0xd6dae0));
    return palette;
}

QFont Theme::font(const QFont &system)
{
    QStringList families = system.families();
    if (families.isEmpty())
        families.append(system.family());
    families += QStringList{QStringLiteral("Microsoft YaHei UI"), QStringLiteral("PingFang SC"),
        QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"),
        QStringLiteral("WenQuanYi Micro Hei")};
    families.removeDuplicates();
    QFont font = system;
    font.setFamilies(families);
    return font;
}

QString Theme::modeName(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::Light:
        return QStringLiteral("light");
    case ThemeMode::Dark:
        return QStringLiteral("dark");
    case ThemeMode::System:
        break;
    }
    return QStringLiteral("system");
}

ThemeMode Theme::modeFromName(const QString &name)
{
    if (name == QLatin1String("light"))
        return ThemeMode::Light;
    return name == QLatin1String("dark") ? ThemeMode::Dark : ThemeMode::System;
}

}
