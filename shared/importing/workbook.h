// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/cellformat.h"
#include "shared/importing/workbookpart.h"

#include <QStringList>

#include <vector>

namespace tandem {

struct WorkbookSheet
{
    QString name;
    QString part; ///< where its cells stand
    bool isVisible = true;
};

/// What a workbook has beside its cells.
struct Workbook
{
    std::vector<WorkbookSheet> sheets; ///< those with cells, in their order
    QString strings; ///< the part with the shared strings; empty: there is none
    QString styles; ///< the part with the formats; empty: there is none
    bool countsFrom1904 = false;

    QStringList visibleSheets() const;
    /// The one of this name, which may be a hidden one; without a name the first that is visible.
    /// Error: Invalid ("unknownSheet"; "empty" where there are none).
    Result<WorkbookSheet> sheet(const QString &name) const;
};

/// Error: Invalid ("fileNotText" of another archive; "binaryWorkbook", "spreadsheetFile", "encryptedWorkbook",
/// "brokenWorkbook"), TooLarge ("workbookTooLarge").
Result<Workbook> readWorkbook(const ZipArchive &archive);

/// The texts that cells name by their number.
/// Error: Invalid ("brokenWorkbook"), TooLarge ("workbookTooLarge").
Result<std::vector<QString>> readSharedStrings(const ZipArchive &archive, const QString &part);

/// What the numbers of cells mean, by the style that a cell names.
/// Error: Invalid ("brokenWorkbook"), TooLarge ("workbookTooLarge").
Result<std::vector<CellFormat>> readStyles(const ZipArchive &archive, const QString &part);

}
