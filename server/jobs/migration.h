// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/filesmove.h"
#include "server/store/store.h"

namespace tandem::server {

/// A whole company from the file in its data folder to a PostgreSQL.
namespace migration {

struct Summary
{
    int tables = 0;
    qint64 rows = 0; ///< of all of them
    FilesMove::Copied files; ///< attached ones
};

struct Files
{
    QString from; ///< empty: in the data folder
    QString to; ///< empty: they stay where they are
};

/// Copies table by table, then reads every row on both sides again and compares them by count and hash; with a
/// new place the attached files as well, and what lies beside them. Nothing is there until all of it is right, and the
/// original is not changed: only then the data folder says that the company is elsewhere. It is the same company
/// afterwards, not a restored one: laptops go on where they were.
class Move
{
public:
    Move(QString dataFolder, DatabaseAddress database, Files files);

    /// Looks at both places and copies the attached files; a daemon may work on the company meanwhile. Error: NotFound
    /// ("noDatabase", "cannotRead"), Conflict ("databaseNotEmpty", "folderNotEmpty"), Unsupported
    /// ("daemonOfAnotherVersion"), Corrupt ("copyDiffers", "damaged"), Unavailable ("companyMoved", …).
    Result<void> begin();
    /// The rest, while nobody writes. Error: Corrupt ("copyDiffers", "damaged"), Unavailable.
    Result<Summary> finish();

private:
    Result<std::unique_ptr<Connection>> openSource() const;
    Result<void> checkTarget() const;
    Result<void> checkVersion() const;
    Result<void> copyDatabase(Summary &summary) const;

    const QString m_dataFolder;
    const DatabaseAddress m_database;
    std::unique_ptr<FilesMove> m_files; ///< null: they stay
    const QString m_filesFrom; ///< as the caller gave it
};

/// Both steps, while no daemon works on the folder: its lock is held. Error: as Store::open() (Conflict "folderInUse"),
/// and as the steps say.
Result<Summary> toPostgresql(const QString &dataFolder, const DatabaseAddress &database, const Files &files);

}

}
