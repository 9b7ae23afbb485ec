// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/migration.h"

#include "server/jobs/backupfiles.h"
#include "server/jobs/databasecopy.h"
#include "server/store/filestore.h"
#include "shared/base/platformfile.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/transaction.h"
#include "shared/entities/shipped.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tandem::server::migration {

namespace {

/// One content, durable at its new place.
Result<void> copyContent(const QString &from, const QString &to, const QString &name, Summary &summary)
{
    const QString target = to + QLatin1Char('/') + name;
    TANDEM_TRY(backup::copy(from + QLatin1Char('/') + name, target));
    TANDEM_TRY(syncPathToDisk(target));
    TANDEM_ASSIGN(const backup::StoredFile copied, backup::lookAt(to, name));
    TANDEM_ASSIGN(const backup::ContentCopy compared, backup::compareCopy(from, name, copied.sha256));
    if (compared == backup::ContentCopy::Differs)
        return Error{ErrorCode::Corrupt, QStringLiteral("copyDiffers"), target, {}, {}};
    if (compared == backup::ContentCopy::DamagedBefore)
        ++summary.damaged;
    ++summary.files;
    summary.bytes += copied.size;
    return {};
}

/// A mark, an upload, a small picture: as old as it was, since retention and the virus scanner go by that.
Result<void> copyBeside(const QString &from, const QString &to, const QString &name)
{
    const QString source = from + QLatin1Char('/') + name;
    const QString target = to + QLatin1Char('/') + name;
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

/// A shared folder that was there stays, without what came into it.
class FilesMove
{
public:
    FilesMove(QString source, const QString &target)
        : m_source(std::move(source))
        , m_target(QDir(target).absolutePath())
        , m_wasThere(QDir(m_target).exists())
    {
    }

    Result<void> run(Summary &summary)
    {
        TANDEM_TRY(backup::checkFolderEmpty(m_target));
        if (!QDir().mkpath(m_target))
            return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), m_target, {}, {}};
        m_began = true;
        // First the marks: no content is at its new place without them.
        const QStringList beside = FileStore::besideContents(m_source);
        for (const QString &name : beside)
            TANDEM_TRY(copyBeside(m_source, m_target, name));
        const QStringList names = backup::contentsIn(m_source);
        for (const QString &name : names)
            TANDEM_TRY(copyContent(m_source, m_target, name, summary));
        return {};
    }

    void undo()
    {
        if (m_began)
            backup::clearFolder(m_target, m_wasThere);
    }

private:
    const QString m_source;
    const QString m_target;
    const bool m_wasThere;
    bool m_began = false;
};

/// All rows or nothing, not even a table; each compared before it counts.
Result<void> copyDatabase(const Store &store, const DatabaseAddress &database, Summary &summary)
{
    TANDEM_ASSIGN(const auto from, store.openReader());
    TANDEM_ASSIGN(const auto to, openDatabase(database));
    TANDEM_TRY(databasecopy::checkEmpty(*to));
    TANDEM_ASSIGN(Transaction whole, Transaction::begin(*to));
    TANDEM_TRY(databasecopy::prepare(*to, *store.registry()));
    TANDEM_TRY(databasecopy::copyRows(*from, *to));
    TANDEM_ASSIGN(const databasecopy::Count compared, databasecopy::compare(*from, *to));
    summary.tables = compared.tables;
    summary.rows = compared.rows;
    return whole.commit();
}

}

Result<Summary> toPostgresql(const QString &dataFolder, const DatabaseAddress &database, const Files &files)
{
    if (!QFile::exists(Store::databasePath(dataFolder)))
        return Error{ErrorCode::NotFound, QStringLiteral("noDatabase"), dataFolder, {}, {}};
    if (!files.from.isEmpty() && !QDir(files.from).exists())
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), files.from, {}, {}};
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(const auto store, Store::open(dataFolder, shipped, {{}, files.from}));
    Summary summary;
    if (files.to.isEmpty()) {
        TANDEM_TRY(copyDatabase(*store, database, summary));
        return summary;
    }
    FilesMove move(store->filesFolder(), files.to);
    Result<void> moved = move.run(summary);
    if (moved)
        moved = copyDatabase(*store, database, summary); // last: with its commit the new place counts
    if (!moved) {
        move.undo();
        return moved.error();
    }
    return summary;
}

}
