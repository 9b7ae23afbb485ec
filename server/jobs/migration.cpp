// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/migration.h"

#include "server/jobs/backupfiles.h"
#include "server/jobs/databasecopy.h"
#include "shared/base/platformfile.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/transaction.h"
#include "shared/entities/shipped.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace tandem::server::migration {

namespace {

/// One content, durable at its new place.
Result<void> copyContent(const QString &source, const QString &target, const QString &name, Summary &summary)
{
    TANDEM_TRY(backup::copy(source, target));
    TANDEM_TRY(syncPathToDisk(target));
    TANDEM_ASSIGN(const QString copied, backup::hashOf(target));
    QString hash = name;
    hash.remove(QLatin1Char('/'));
    if (copied != hash) {
        TANDEM_ASSIGN(const QString original, backup::hashOf(source));
        if (original != copied)
            return Error{ErrorCode::Corrupt, QStringLiteral("copyDiffers"), target, {}, {}};
        ++summary.damaged;
    }
    ++summary.files;
    summary.bytes += QFileInfo(target).size();
    return {};
}

Result<void> copyContents(const QDir &source, const QDir &target, Summary &summary)
{
    QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString name = source.relativeFilePath(path);
        if (!name.startsWith(QLatin1String("incoming/"))) // uploads that begin anew
            TANDEM_TRY(copyContent(path, target.filePath(name), name, summary));
    }
    return {};
}

/// A shared folder that was there stays, without what came into it.
class FilesMove
{
public:
    FilesMove(const QString &source, const QString &target)
        : m_source(source)
        , m_target(QDir(target).absolutePath())
        , m_wasThere(m_target.exists())
    {
    }

    Result<void> run(Summary &summary)
    {
        if (m_wasThere && !m_target.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
            return Error{ErrorCode::Conflict, QStringLiteral("folderNotEmpty"), m_target.path(), {}, {}};
        if (!QDir().mkpath(m_target.path()))
            return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), m_target.path(), {}, {}};
        m_began = true;
        return copyContents(m_source, m_target, summary);
    }

    void undo()
    {
        if (!m_began)
            return;
        for (const QString &folder : m_target.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QDir(m_target.filePath(folder)).removeRecursively();
        if (!m_wasThere)
            QDir().rmdir(m_target.path());
    }

private:
    const QDir m_source;
    QDir m_target;
    const bool m_wasThere;
    bool m_began = false;
};

/// All rows or nothing, not even a table; each compared before it counts.
Result<void> copyDatabase(const Store &store, const DatabaseAddress &database, Summary &summary)
{
    TANDEM_ASSIGN(const auto from, store.openReader());
    TANDEM_ASSIGN(const auto to, openDatabase(database));
    TANDEM_ASSIGN(const bool empty, databasecopy::isEmpty(*to));
    if (!empty)
        return Error::conflict(QStringLiteral("databaseNotEmpty"));
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
