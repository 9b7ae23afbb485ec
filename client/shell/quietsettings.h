// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/quiethours.h"

class QSettings;

namespace tandem::client {

class Records;

/// When this user wants no notices of the system on this device: kept in the settings of the profile, for each user of
/// it. A copy reads and writes the same.
class QuietSettings
{
public:
    QuietSettings(QSettings &settings, const Records &records);

    QuietHours hours() const;
    void setHours(const QuietHours &hours);
    NoticePause pause() const;
    void setPause(const NoticePause &pause); ///< `since` invalid: ends it

    bool isQuiet(const QDateTime &now) const; ///< for either reason
    QString language() const; ///< in which times are shown

private:
    QString key(const QString &name) const;

    QSettings &m_settings;
    const Records &m_records;
};

}
