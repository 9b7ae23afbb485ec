// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerrors.h"
#include "server/store/filestore.h"
#include "shared/base/platformfile.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>

/// How a content goes, while anybody may send it again in the same moment. A record comes to name it through somebody
/// who has sent it, or who sees another record that names it (registerFileContents). So whoever lets it go
///  1. forgets who has sent it,
///  2. asks the database, behind all that was written until then, whether a record names it,
///  3. takes it away from where it is found, by renaming,
///  4. looks whether somebody has sent it since 1, and puts it back if so.
/// Who sends it says so first and looks then whether it is here. Either he finds it gone and his bytes take its place,
/// or he is seen in 4. Nothing of this waits for the network, and nobody waits for anybody else.

namespace tandem::server {

namespace {

constexpr qsizetype hashDigits = 64;

/// The files of a folder, not those of the folders in it.
Result<void> removeOlder(const QString &folder, const QDateTime &limit)
{
    QDirIterator files(folder, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (QFileInfo(file).lastModified() < limit && !file.remove())
            return fileError(file);
    }
    return {};
}

}

/// The bytes in the folder itself. Gives where they are; empty: there were none.
QString FileStore::setAside(const QString &hash) const
{
    const QString aside = QStringLiteral("%1/%2.%3").arg(asideFolder(), hash, toText(newRecordId()));
    return makeFolderOf(aside) && renameFile(path(hash), aside) ? aside : QString();
}

/// Others of the same hash may have come meanwhile.
void FileStore::putBack(const QString &aside) const
{
    const QString place = path(QFileInfo(aside).fileName().left(hashDigits));
    if (!aside.isEmpty() && !renameFile(aside, place) && QFileInfo::exists(place))
        QFile::remove(aside);
}

Result<void> FileStore::putBackLeftovers() const
{
    for (const QFileInfo &file : QDir(asideFolder()).entryInfoList(QDir::Files)) {
        if (isHash(file.fileName().left(hashDigits)))
            putBack(file.filePath());
    }
    return m_moved.putBackTaken();
}

Result<void> FileStore::letGoUnlessSent(const QString &hash) const
{
    const QString note = m_moved.take(hash);
    const QString aside = setAside(hash);
    if (isSent(hash)) {
        putBack(aside);
        return m_moved.putBack(note);
    }
    QFile::remove(previewPath(hash));
    m_quarantine.forgetChecked(hash);
    QFile file(aside);
    if (!aside.isEmpty() && file.exists() && !file.remove())
        return fileError(file);
    return m_moved.letGo(note);
}

Result<void> FileStore::remove(const QString &hash)
{
    return withdraw(hash, [] { return Result<bool>(false); });
}

Result<void> FileStore::withdraw(const QString &hash, const std::function<Result<bool>()> &isNamed)
{
    if (!isHash(hash))
        return badHash(hash);
    TANDEM_TRY(forgetSenders(hash));
    TANDEM_ASSIGN(const bool stays, isNamed());
    if (stays)
        return {};
    const std::lock_guard lock(mutexOf(hash));
    TANDEM_TRY(letGoUnlessSent(hash));
    return contains(hash) ? Result<void>() : m_quarantine.release(hash);
}

Result<void> FileStore::removeUnused(qint64 before, const std::function<bool(const QString &hash)> &used,
    const std::function<Result<bool>(const QString &hash)> &isNamed)
{
    TANDEM_TRY(putBackLeftovers());
    const QDateTime limit = QDateTime::fromMSecsSinceEpoch(before);
    TANDEM_TRY(removeOlder(incomingFolder() + QLatin1String("/sent"), limit));
    for (const QString &hash : all()) {
        // Who has sent it since then is about to name it.
        if (used(hash) || QFileInfo(placeOf(hash)).lastModified() >= limit || isSent(hash))
            continue;
        TANDEM_ASSIGN(const bool stays, isNamed(hash));
        if (!stays)
            TANDEM_TRY(letGoUnlessSent(hash));
    }
    return {};
}

Result<void> FileStore::dropStaleUploads(qint64 before)
{
    return removeOlder(incomingFolder(), QDateTime::fromMSecsSinceEpoch(before));
}

}
