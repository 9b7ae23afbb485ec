// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/store.h"

namespace tandem::server {

/// A whole company from the file in its data folder to a PostgreSQL.
namespace migration {

struct Summary
{
    int tables = 0;
    qint64 rows = 0; ///< of all of them
    int files = 0; ///< attached ones that were copied
    qint64 bytes = 0; ///< of those
    int damaged = 0; ///< of those: damaged before already, and taken as they are
};

struct Files
{
    QString from; ///< empty: in the data folder
    QString to; ///< empty: they stay where they are
};

/// Copies table by table, then reads every row on both sides again and compares them by count and hash; with a
/// new place the attached files as well, each compared with the hash that is its name, and what lies beside them: what
/// the virus scanner has not looked at yet is not handed out there either. Nothing is there until all
/// of it is right, and the original is not changed. It is the same company afterwards, not a restored one: laptops go
/// on where they were. No daemon may work on the folder meanwhile: its lock is held. Error: as Store::open() (Conflict
/// "folderInUse"); NotFound ("noDatabase", "cannotRead"), Conflict ("databaseNotEmpty", "folderNotEmpty"), Corrupt
/// ("copyDiffers", "damaged"), Unavailable.
Result<Summary> toPostgresql(const QString &dataFolder, const DatabaseAddress &database, const Files &files);

}

}
