// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QHash>
#include <QString>

namespace tandem::server {

/// The attached files of a company on their way to another folder, each compared with the hash that is its name. A
/// shared folder that was there stays, without what came into it.
class FilesMove
{
public:
    struct Copied
    {
        int files = 0;
        qint64 bytes = 0;
        int damaged = 0; ///< of the files: damaged before already, and taken as they are
    };

    FilesMove(QString source, const QString &target);
    ~FilesMove(); ///< takes back what came, unless keep() was called

    /// Copies the contents, while files may come and go. Error: Conflict ("folderNotEmpty"), Corrupt ("copyDiffers"),
    /// Unavailable.
    Result<void> begin();
    /// When none comes any more: copies the rest, and what lies beside the contents. What the virus scanner has not
    /// looked at yet is not handed out there either.
    Result<Copied> finish();
    void keep() { m_isKept = true; }

private:
    struct Content
    {
        qint64 bytes = 0;
        bool isDamaged = false;
    };
    Result<void> copyContents();
    Result<void> copyContent(const QString &name);
    Result<void> copyBeside(const QString &name) const;
    Result<void> unlessGone(const QString &name, const Result<void> &copied) const;
    void removeGone();

    const QString m_source;
    const QString m_target;
    const bool m_wasThere;
    bool m_hasBegun = false;
    bool m_isKept = false;
    QHash<QString, Content> m_contents; ///< that are at the new place, by their names
};

}
