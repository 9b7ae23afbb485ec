// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace tandem::client {

class SystemScheme;

enum class ThemeMode { System, Light, Dark };

/// One look on all systems: Fusion with our palette and a thin proxy style, switched at run time. No style sheet: it
/// costs a second on many tabs and fights high DPI and dark mode.
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);
    ~Theme() override;

    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    bool isDark() const;

    static QPalette palette(bool dark);
    /// The system's font with families behind it that have Chinese glyphs.
    static QFont font(const QFont &system);

    static QString modeName(ThemeMode mode); ///< "system", "light", "dark", for the settings file
    static ThemeMode modeFromName(const QString &name);

signals:
    void changed();

private:
    void apply();

    QApplication &m_application;
    SystemScheme *m_scheme;
    ThemeMode m_mode = ThemeMode::System;
};

}
