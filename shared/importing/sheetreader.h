// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/cellformat.h"
#include "shared/importing/csvparser.h"
#include "shared/importing/workbookpart.h"

#include <memory>
#include <optional>
#include <vector>

namespace tandem {

/// What the cells of a sheet refer to.
struct SheetContext
{
    std::vector<QString> strings;
    std::vector<CellFormat> styles;
    bool countsFrom1904 = false;
};

/// The rows of a sheet, one after the other; rows without a filled cell are left out. Formulas are what was calculated
/// last, errors their text ("#N/A"). A row over a limit is answered as an error, as that of a text file is.
class SheetReader
{
public:
    SheetReader(std::unique_ptr<WorkbookPart> part, SheetContext context, CsvLimits limits);

    /// The next row; nothing at the end.
    /// Error: Invalid ("brokenWorkbook"), TooLarge ("workbookTooLarge").
    Result<std::optional<CsvRow>> next();

private:
    struct Cell
    {
        int column = 0; ///< from 1
        QString type;
        int style = 0;
        QString value;
        RunText runs;
        bool isTooLarge = false;
    };

    Result<void> begin(QStringView element);
    Result<void> end(QStringView element);
    void takeText();
    Result<void> beginRow();
    Result<void> beginCell();
    Result<QString> cellText();
    QString numberOf(const QString &value) const;
    void put(const QString &text);
    void refuseRow(const QString &reason, qint64 limit);

    std::unique_ptr<WorkbookPart> m_part;
    SheetContext m_context;
    CsvLimits m_limits;
    bool m_isInData = false;
    bool m_isValue = false;
    bool m_isAtEnd = false;
    bool m_hasRow = false; ///< m_row is whole
    qint64 m_rowBytes = 0;
    CsvRow m_row;
    Cell m_cell;
};

}
