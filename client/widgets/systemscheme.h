// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPalette>

namespace tandem::client {

/// Whether the system asks for dark windows, and when it changes its mind. Qt 6.4 has no such call of its own, so this
/// is the one place that asks each system.
class SystemScheme final : public QObject
{
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);

    bool isDark() const { return m_dark; }
    void refresh(); ///< asks again where no system tells of changes

signals:
    void changed();

private:
    void setDark(bool dark);

    QPalette m_platformPalette; ///< as the platform set it, before ours
    bool m_dark = false;
};

}
