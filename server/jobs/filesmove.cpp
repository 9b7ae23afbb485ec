// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/filesmove.h"

#include "server/jobs/backupfiles.h"
#include "server/store/filestore.h"
#include "shared/base/platformfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace tandem::server {

namespace {

QString pathIn(const QString &folder, const QString &name)
{
    return folder + QLatin1Char('/') + name;
}

}

FilesMove::FilesMove(QString source, const QString &target)
    : m_source(std::move(source))
    , m_target(QDir(target).absolutePath())
    , m_wasThere(QDir(m_target).exists())
{
}

FilesMove::~FilesMove()
{
    if (m_hasBegun && !m_isKept)
        backup::clearFolder(m_target, m_wasThere);
}

Result<void> FilesMove::begin()
{
    TANDEM_TRY(backup::checkFolderEmpty(m_target));
    if (!QDir().mkpath(m_target))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), m_target, {}, {}};
    m_hasBegun = true;
    return copyContents();
}

Result<FilesMove::Copied> FilesMove::finish()
{
    TANDEM_TRY(copyContents());
    removeGone();
    const QStringList beside = FileStore::besideContents(m_source);
    for (const QString &name : beside)
        TANDEM_TRY(unlessGone(name, copyBeside(name)));
    Copied copied;
    for (const Content &content : std::as_const(m_contents)) {
        ++copied.files;
        copied.bytes += content.bytes;
        copied.damaged += content.isDamaged ? 1 : 0;
    }
    return copied;
}

Result<void> FilesMove::copyContents()
{
    const QStringList names = backup::contentsIn(m_source);
    for (const QString &name : names) {
        if (!m_contents.contains(name))
            TANDEM_TRY(unlessGone(name, copyContent(name)));
    }
    return {};
}

/// One content, durable at its new place.
Result<void> FilesMove::copyContent(const QString &name)
{
    const QString target = pathIn(m_target, name);
    TANDEM_TRY(backup::copy(pathIn(m_source, name), target));
    TANDEM_TRY(syncPathToDisk(target));
    TANDEM_ASSIGN(const backup::StoredFile copied, backup::lookAt(m_target, name));
    TANDEM_ASSIGN(const backup::ContentCopy compared, backup::compareCopy(m_source, name, copied.sha256));
    if (compared == backup::ContentCopy::Differs)
        return Error{ErrorCode::Corrupt, QStringLiteral("copyDiffers"), target, {}, {}};
    m_contents.insert(name, {copied.size, compared == backup::ContentCopy::DamagedBefore});
    return {};
}

/// A mark, an upload, a small picture: as old as it was, since retention and the virus scanner go by that.
Result<void> FilesMove::copyBeside(const QString &name) const
{
    const QString source = pathIn(m_source, name);
    const QString target = pathIn(m_target, name);
    TANDEM_TRY(backup::copy(source, target));
    QFile copied(target);
    if (!copied.open(QIODevice::ReadWrite | QIODevice::ExistingOnly)
        || !copied.setFileTime(QFileInfo(source).lastModified(), QFileDevice::FileModificationTime))
        return backup::cannotWrite(copied);
    TANDEM_TRY(syncToDisk(copied));
    TANDEM_ASSIGN(const QString original, backup::hashOf(source));
    TANDEM_ASSIGN(const QString copy, backup::hashOf(target));
    return original == copy ? Result<void>()
                            : Result<void>(Error{ErrorCode::Corrupt, QStringLiteral("copyDiffers"), target, {}, {}});
}

/// In a company that works one may be removed while it is copied: by the clean-up, by the virus scanner.
Result<void> FilesMove::unlessGone(const QString &name, const Result<void> &copied) const
{
    if (copied || QFile::exists(pathIn(m_source, name)))
        return copied;
    QFile::remove(pathIn(m_target, name));
    return {};
}

void FilesMove::removeGone()
{
    m_contents.removeIf([this](const QHash<QString, Content>::iterator &content) {
        return !QFile::exists(pathIn(m_source, content.key())) && QFile::remove(pathIn(m_target, content.key()));
    });
}

}
