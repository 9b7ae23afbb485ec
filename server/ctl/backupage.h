// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace tandem::server {

/// How old the last backup is, and whether that is a reason to worry.
class BackupAge
{
public:
    BackupAge() = default; ///< there is none
    explicit BackupAge(qint64 seconds)
        : m_seconds(seconds)
    {
    }

    bool isWorrying() const; ///< none, or older than two days
    /// A sentence with place, age and size, or that there is none and what to do.
    QString text(const QString &folder, qint64 bytes) const;

private:
    std::optional<qint64> m_seconds;
};

}
