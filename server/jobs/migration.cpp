// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/migration.h"

#include "server/jobs/databasecopy.h"
#include "server/store/companymove.h"
#include "server/store/storeschema.h"
#include "shared/database/migrator.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/transaction.h"
#include "shared/entities/shipped.h"

#include <QDir>
#include <QFile>

#include <utility>

namespace tandem::server::migration {

Move::Move(QString dataFolder, DatabaseAddress database, Files files)
    : m_dataFolder(std::move(dataFolder))
    , m_database(std::move(database))
    , m_filesFrom(files.from)
{
    if (!files.to.isEmpty())
        m_files =
            std::make_unique<FilesMove>(files.from.isEmpty() ? Store::filesPath(m_dataFolder) : files.from, files.to);
}

Result<void> Move::begin()
{
    if (!QFile::exists(Store::databasePath(m_dataFolder)))
        return Error{ErrorCode::NotFound, QStringLiteral("noDatabase"), m_dataFolder, {}, {}};
    if (!m_filesFrom.isEmpty() && !QDir(m_filesFrom).exists())
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), m_filesFrom, {}, {}};
    TANDEM_TRY(companymove::check(m_dataFolder));
    TANDEM_TRY(checkTarget());
    TANDEM_TRY(checkVersion());
    return m_files ? m_files->begin() : Result<void>();
}

Result<Summary> Move::finish()
{
    Summary summary;
    if (m_files) {
        TANDEM_ASSIGN(summary.files, m_files->finish());
    }
    TANDEM_TRY(copyDatabase(summary)); // last: with its commit the new place is whole
    TANDEM_TRY(companymove::end(m_dataFolder));
    if (m_files)
        m_files->keep();
    return summary;
}

Result<std::unique_ptr<Connection>> Move::openSource() const
{
    DatabaseAddress address;
    address.url = Store::databasePath(m_dataFolder);
    address.mode = DatabaseAddress::Mode::ReadOnly;
    return openDatabase(address);
}

/// Before the files, which may take hours.
Result<void> Move::checkTarget() const
{
    TANDEM_ASSIGN(const auto to, openDatabase(m_database));
    return databasecopy::checkEmpty(*to);
}

/// A daemon of another build may keep things in another way than the tables that are made here.
Result<void> Move::checkVersion() const
{
    TANDEM_ASSIGN(const auto from, openSource());
    TANDEM_ASSIGN(const int version, Migrator::version(*from));
    if (version != storeMigrations(from->dialect()).back().number)
        return Error{ErrorCode::Unsupported, QStringLiteral("daemonOfAnotherVersion"), {}, {}, {}};
    return {};
}

/// All rows or nothing, not even a table; each compared before it counts.
Result<void> Move::copyDatabase(Summary &summary) const
{
    TANDEM_ASSIGN(const auto from, openSource());
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(const auto to, openDatabase(m_database));
    TANDEM_TRY(databasecopy::checkEmpty(*to));
    TANDEM_ASSIGN(Transaction whole, Transaction::begin(*to));
    TANDEM_TRY(databasecopy::copy(*from, *to, shipped));
    TANDEM_ASSIGN(const databasecopy::Count compared, databasecopy::compare(*from, *to));
    summary.tables = compared.tables;
    summary.rows = compared.rows;
    return whole.commit();
}

Result<Summary> toPostgresql(const QString &dataFolder, const DatabaseAddress &database, const Files &files)
{
    // Before the folder is opened, which makes it.
    if (!QFile::exists(Store::databasePath(dataFolder)))
        return Error{ErrorCode::NotFound, QStringLiteral("noDatabase"), dataFolder, {}, {}};
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(const auto store, Store::open(dataFolder, shipped, {{}, files.from}));
    Move move(dataFolder, database, files);
    TANDEM_TRY(move.begin());
    return move.finish();
}

}
