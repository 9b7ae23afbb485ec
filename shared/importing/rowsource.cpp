// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/rowsource.h"

#include "shared/importing/formulaguard.h"
#include "shared/importing/headerrow.h"

#include <utility>

namespace tandem {

Result<std::optional<CsvRow>> RowSource::next()
{
    if (m_first)
        return std::exchange(m_first, std::nullopt);
    TANDEM_ASSIGN(std::optional<CsvRow> row, readRow());
    if (row) {
        for (QString &cell : row->cells)
            cell = withoutFormulaGuard(cell);
    }
    return row;
}

Result<void> RowSource::readHeader(std::optional<bool> hasHeader)
{
    TANDEM_ASSIGN(std::optional<CsvRow> first, next());
    if (!first)
        return Error::invalid({}, QStringLiteral("empty"));
    if (first->error)
        return *first->error;
    const bool isHeader = hasHeader ? *hasHeader : looksLikeHeader(first->cells);
    m_header = columnNames(first->cells, isHeader);
    if (!isHeader)
        m_first = std::move(first);
    return {};
}

}
