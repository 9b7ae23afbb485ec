// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/importmapping.h"

#include <QDate>

namespace tandem {

/// Files to be imported one after the other, since later ones name records of earlier ones.
struct ImportManifest
{
    struct Step
    {
        QString label; ///< for people
        QString file; ///< path of the file, CSV or XLSX
        ImportMapping mapping;
        QDate today; ///< the day that the file's dates were written on; invalid: it has no dates worth moving
    };

    QString name;
    std::vector<Step> steps;
};

/// JSON: {"name": …, "steps": [{"label", "file", "mapping", "today"}…]}; `file` and `mapping` (a mapping's file) are
/// relative to the manifest's folder.
/// Error: Unavailable ("cannotRead", `field` is the path), Invalid ("notJson", "unknownKey", "required", "notADate",
/// those of parseMapping; `field` is the file and the place in it).
Result<ImportManifest> readManifest(const QString &path);

/// Moves the dates of the steps so that the day each was written on is one of the last seven: a file of years ago
/// looks as if it were of this week. Whole weeks, so that no working day becomes a Sunday.
void shiftDates(ImportManifest &manifest, QDate today);

}
