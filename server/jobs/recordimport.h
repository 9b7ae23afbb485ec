// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/jobs/keptrecord.h"
#include "server/records/pipeline.h"
#include "shared/importing/importmapping.h"
#include "shared/importing/rowconverter.h"

class QIODevice;

namespace tandem::server {

struct ImportReport
{
    qint64 rows = 0;
    qint64 created = 0;
    qint64 updated = 0;
    qint64 skipped = 0; ///< were there already
    qint64 failed = 0;
    RecordId import; ///< its record, by which it can be taken back; null if nothing was written
    std::vector<RowError> errors; ///< the first of them, at most `RecordImport::keptErrors`
    ImportMapping mapping; ///< as used, for the next file of the same kind
};

/// Brings the rows of a CSV file or a workbook into an entity through the pipeline, like changes that somebody makes
/// one by one. Rows that cannot be taken go into an error file with their reasons; the others are not held up. Blocks,
/// so it runs on a thread of its own. What it writes is part of one record of entity "importRun", by which it can be
/// taken back.
class RecordImport
{
public:
    static constexpr std::size_t keptErrors = 100;

    struct Parts
    {
        Pipeline &pipeline;
        Connection &connection; ///< for reading; of the calling thread
        PermissionsPointer permissions; ///< null: for the system, without asking for rights
        RegistryPointer registry;
        const Clock &clock;
        std::function<QString(const Error &)> sentence; ///< for the error file
        std::function<bool()> isCancelled; ///< may be empty
        BusyPause pause = {};
        QString fileName = {}; ///< for the list of imports
        QString sheet = {}; ///< of a workbook; empty: the first that is visible
    };

    explicit RecordImport(Parts parts);
    ~RecordImport();

    /// `mapping` without fields: suggested from the header. Records beyond what the user may see are as if they were
    /// not there. Error: Forbidden ("importNotAllowed", "fieldNotReadable" for a key that he does not read as it is),
    /// NotFound (entity), Cancelled, and those of openImportFile() and RowConverter.
    Result<ImportReport> run(ImportMapping mapping, QIODevice &file, QIODevice &errorFile);

private:
    class Run;
    Parts m_parts;
};

}
