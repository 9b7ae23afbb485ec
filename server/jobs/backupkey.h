// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

#include <array>
#include <optional>

namespace tandem::server {

/// What a backup is encrypted with: 32 random bytes, which people keep as 64 hexadecimal digits.
class BackupKey
{
public:
    using Bytes = std::array<unsigned char, 32>;

    /// From the first line of `file`; without one from the environment (TANDEM_BACKUP_KEY), where no list of processes
    /// shows it. Nothing if there is neither. Error: NotFound ("cannotRead"), Invalid ("badBackupKey"), with the file
    /// or variable as field.
    static Result<std::optional<BackupKey>> read(const QString &file);
    /// Nothing if the text is no key.
    static std::optional<BackupKey> fromText(const QString &hexadecimal);

    /// Tells two keys apart and gives nothing away.
    QString id() const;
    /// Where a file of the server lies in the encrypted backup. The name of a content is its hash, by which others
    /// could tell that the company has a file that they know; so it is hidden, and is always the same with one key.
    QString pathOf(const QString &relative) const;
    /// Only who has the key makes the same for these bytes.
    QString seal(const QByteArray &bytes) const;
    Bytes contentKey() const;

private:
    explicit BackupKey(const Bytes &bytes)
        : m_bytes(bytes)
    {
    }
    enum class Purpose { Content = 1, Names, Manifest, Id };
    Bytes derived(Purpose purpose) const;
    QString keyedHash(Purpose purpose, const QByteArray &bytes) const;

    Bytes m_bytes;
};

}
