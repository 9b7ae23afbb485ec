// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

namespace tandem::client {

/// The copies of files that other programs open, under the files' own names, since they go by the ending. A copy that
/// somebody has edited there is nowhere else: it is neither overwritten nor removed. Touches no database: for any
/// thread.
class OpenedCopies
{
public:
    explicit OpenedCopies(const QString &profile)
        : m_folder(profile + QStringLiteral("/opened"))
    {
    }

    /// The copy of this content, made if there is none; as it was left if it was edited.
    Result<OpenedFile> open(const CachedFile &file, const QString &name) const;
    /// The record is gone: so are its copies, except those that were edited.
    void forget(const RecordId &file) const;

private:
    QString folderOf(const RecordId &file) const { return m_folder + QLatin1Char('/') + toText(file); }

    QString m_folder;
};

}
