// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/csvsource.h"
#include "shared/importing/rowsource.h"

#include <QStringList>

#include <memory>
#include <optional>

class QIODevice;

namespace tandem {

/// How a file is read, so that it can be read the same way once more.
struct ImportFormat
{
    std::optional<CsvFormat> text; ///< of a text file; nothing: a workbook, or to be found
    QString sheet; ///< of a workbook; empty: the first that is visible
};

/// A file that is open for its rows, whatever kind it is of.
struct ImportFile
{
    std::unique_ptr<RowSource> rows;
    ImportFormat format;
    QStringList sheets; ///< of a workbook, those that can be chosen
};

/// Looks at the first bytes for what the file is. The device must be open and can be sought in, and outlives the rows.
/// Error: those of CsvSource::open() and XlsxSource::open(), Invalid ("oldWorkbook", "encryptedWorkbook"; "noSheets" if
/// a sheet is wanted of a file that has none).
Result<ImportFile> openImportFile(QIODevice &device, const ImportFormat &wanted = {});

}
