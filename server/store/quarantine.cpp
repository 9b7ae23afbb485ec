// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/quarantine.h"

#include "server/store/fileerrors.h"
#include "server/store/filestore.h"
#include "shared/base/platformfile.h"
#include "shared/base/savefileerror.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <cstdlib>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(quarantineLog, "tandem.scanner", QtInfoMsg)

constexpr qint64 longestWord = 1'000; ///< bytes of what a scanner says
constexpr qint64 longestTelling = 120; ///< seconds
constexpr QByteArrayView recordedWord = " recorded"; ///< behind who has sent it
constexpr qint64 abandonedAfter = 3'600; ///< seconds; a content follows its mark within moments

Result<void> writeDurably(const QString &path, const QByteArray &bytes)
{
    TANDEM_TRY(makeFolderOf(path));
    TANDEM_TRY(saveFile(path, bytes));
    return syncPathToDisk(QFileInfo(path).path());
}

/// Empty if it cannot be read.
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(longestWord) : QByteArray();
}

Result<void> removeFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() || file.remove())
        return {};
    return Error::unavailable(QStringLiteral("diskError"), path + QLatin1String(": ") + file.errorString());
}

}

Quarantine::Quarantine(const QString &incomingFolder)
    : m_waitingFolder(incomingFolder + QLatin1String("/unchecked"))
    , m_checkedFolder(incomingFolder + QLatin1String("/checked"))
    , m_infectedFolder(incomingFolder + QLatin1String("/infected"))
{
}

Result<void> Quarantine::await(const QString &hash, const RecordId &uploader) const
{
    return writeDurably(markOf(hash), toText(uploader).toLatin1());
}

bool Quarantine::isWaiting(const QString &hash) const
{
    return QFileInfo::exists(markOf(hash));
}

QStringList Quarantine::hashesWaiting() const
{
    QStringList hashes = QDir(m_waitingFolder).entryList(QDir::Files, QDir::Time | QDir::Reversed);
    hashes.removeIf([](const QString &name) { return !FileStore::isHash(name); }); // a mark that is being written
    return hashes;
}

qint64 Quarantine::waitingCount() const
{
    return hashesWaiting().size();
}

std::vector<Quarantine::Waiting> Quarantine::waiting() const
{
    std::vector<Waiting> all;
    const QStringList hashes = hashesWaiting();
    for (const QString &hash : hashes)
        all.push_back({hash, recordIdFromText(QString::fromLatin1(contentOf(markOf(hash))))});
    return all;
}

Result<void> Quarantine::release(const QString &hash) const
{
    return removeFile(markOf(hash));
}

/// The mark is as old as the look. One that a crash loses, or for which a full disk has no room, costs another look;
/// for the content nobody waits because of that.
Result<void> Quarantine::pass(const QString &hash) const
{
    QFile mark(checkedOf(hash));
    const bool isNoted = QDir().mkpath(m_checkedFolder) && mark.open(QIODevice::WriteOnly)
        && mark.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    if (!isNoted)
        qCWarning(quarantineLog).noquote() << "not noted as looked at:" << mark.fileName() << mark.errorString();
    return release(hash);
}

bool Quarantine::wasChecked(const QString &hash, const QDateTime &since) const
{
    const QFileInfo mark(checkedOf(hash));
    return mark.exists() && mark.lastModified() >= since;
}

void Quarantine::forgetChecked(const QString &hash) const
{
    QFile::remove(checkedOf(hash));
}

Result<void> Quarantine::releaseAbandoned(const QString &hash) const
{
    const QFileInfo mark(markOf(hash));
    if (mark.exists() && mark.lastModified().secsTo(QDateTime::currentDateTime()) < abandonedAfter)
        return {};
    return release(hash);
}

/// First that it is to be told, then the word: from then on the content is refused, wherever this breaks off. Another
/// daemon may have moved the content already.
Result<void> Quarantine::lockAway(
    const QString &hash, const QString &contentPath, const QString &finding, const RecordId &uploader) const
{
    TANDEM_TRY(writeDurably(untoldOf(hash), toText(uploader).toLatin1()));
    TANDEM_TRY(writeDurably(wordOf(hash), finding.toUtf8().left(longestWord)));
    QFile content(contentPath);
    if (content.exists()) {
        TANDEM_TRY(removeFile(placeOf(hash)));
        if (!content.rename(placeOf(hash)))
            return Error::unavailable(
                QStringLiteral("diskError"), contentPath + QLatin1String(": ") + content.errorString());
    }
    return release(hash);
}

std::vector<Quarantine::Untold> Quarantine::untold() const
{
    std::vector<Untold> all;
    const QDateTime now = QDateTime::currentDateTime();
    const QDir folder(m_infectedFolder);
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*") + untoldSuffix}, QDir::Files)) {
        const QString hash = file.fileName().chopped(untoldSuffix.size());
        // One of a clock that was ahead is not waited for until the clock is there again.
        if (!FileStore::isHash(hash) || std::abs(file.lastModified().secsTo(now)) < longestTelling)
            continue;
        const QByteArray text = contentOf(file.filePath());
        const bool isRecorded = text.endsWith(recordedWord);
        const QByteArray uploader = isRecorded ? text.chopped(recordedWord.size()) : text;
        // Without a word it was not locked away, and is looked at once more.
        if (const auto word = finding(hash))
            all.push_back({hash, recordIdFromText(QString::fromLatin1(uploader)), *word, isRecorded});
    }
    return all;
}

Result<void> Quarantine::noteRecorded(const Untold &found) const
{
    return writeDurably(untoldOf(found.hash), toText(found.uploader).toLatin1() + recordedWord.toByteArray());
}

Result<void> Quarantine::noteTold(const QString &hash) const
{
    return removeFile(untoldOf(hash));
}

std::optional<QString> Quarantine::finding(const QString &hash) const
{
    QFile word(wordOf(hash));
    if (!word.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(word.read(longestWord));
}

Error Quarantine::infected(const QString &finding)
{
    return Error::invalid(
        QStringLiteral("sha256"), QStringLiteral("fileInfected"), {{QStringLiteral("finding"), finding}});
}

}
