// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileroom.h"

#include "server/store/filestore.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace tandem::server {

namespace {

/// Other daemons and the clean-up change the folder too; after so long it is looked at again.
constexpr std::chrono::minutes freshFor(5);

Error noRoom(const QString &reason, QVariantMap arguments)
{
    return Error{ErrorCode::TooLarge, reason, QStringLiteral("file"), std::move(arguments), {}};
}

}

FileRoom::FileRoom(QString folder, Limits limits)
    : m_folder(std::move(folder))
    , m_limits(limits)
{
    m_counting.setMaxThreadCount(1);
}

FileRoom::~FileRoom()
{
    m_counting.waitForDone();
}

Result<void> FileRoom::check(qint64 bytes, const Underway &underway)
{
    if (m_limits.quota > 0) {
        const qint64 taken = used() + underway.total;
        if (bytes > m_limits.quota - taken)
            return noRoom(QStringLiteral("filesQuotaFull"),
                {{QStringLiteral("used"), taken}, {QStringLiteral("limit"), m_limits.quota}});
    }
    const qint64 free = m_limits.reserve > 0 ? freeBytes(m_folder) : -1;
    if (free >= 0 && free - (underway.total - underway.arrived) - bytes < m_limits.reserve)
        return noRoom(QStringLiteral("diskReserved"),
            {{QStringLiteral("free"), free}, {QStringLiteral("limit"), m_limits.reserve}});
    return {};
}

void FileRoom::add(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_used += bytes; // what a running count sees as well is put right by the next one
}

FileRoom::Figures FileRoom::figures()
{
    return {used(), freeBytes(m_folder), m_limits};
}

/// Counted by whoever asks first, and from then on beside the work.
qint64 FileRoom::used()
{
    const std::lock_guard lock(m_mutex);
    if (!m_isCounted) {
        m_used = count(m_folder);
        m_isCounted = true;
        m_countedAt = std::chrono::steady_clock::now();
    } else if (!m_isCounting && std::chrono::steady_clock::now() - m_countedAt > freshFor) {
        m_isCounting = true;
        m_counting.start([this] { countAgain(); });
    }
    return m_used;
}

void FileRoom::countAgain()
{
    const qint64 counted = count(m_folder);
    const std::lock_guard lock(m_mutex);
    m_used = counted;
    m_countedAt = std::chrono::steady_clock::now();
    m_isCounting = false;
}

qint64 FileRoom::count(const QString &folder)
{
    qint64 bytes = 0;
    FileStore::eachContent(folder, [&bytes](const QString &, const QFileInfo &file) { bytes += file.size(); });
    return bytes;
}

qint64 FileRoom::freeBytes(const QString &folder)
{
    QString present = QDir::cleanPath(QDir(folder).absolutePath());
    while (!QFileInfo::exists(present) && present != QFileInfo(present).path())
        present = QFileInfo(present).path();
    const QStorageInfo disk(present);
    return disk.isValid() && disk.isReady() ? disk.bytesAvailable() : -1;
}

}
