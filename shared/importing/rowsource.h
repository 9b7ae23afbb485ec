// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/importing/csvparser.h"

#include <QStringList>

#include <optional>

namespace tandem {

/// Rows of texts with the names of their columns, whatever kind of file they stand in. Formula guards (see
/// formulaguard.h) are taken off, for exported lists are edited and come back.
class RowSource
{
public:
    virtual ~RowSource() = default;

    /// The cells of the header; without one "1", "2"…
    const QStringList &header() const { return m_header; }
    /// The next row; nothing at the end. A row that is an error does not hold up those behind it. Error: as the kind of
    /// file says.
    Result<std::optional<CsvRow>> next();

protected:
    RowSource() = default;
    RowSource(RowSource &&) noexcept = default;
    RowSource &operator=(RowSource &&) noexcept = default;

    /// Before all else. Without a word on it the first row is the header if it looks like one (see headerrow.h).
    /// Error: Invalid ("empty"), that of the first row, those of next().
    Result<void> readHeader(std::optional<bool> hasHeader = {});

private:
    /// The next row as it stands in the file; nothing at the end.
    virtual Result<std::optional<CsvRow>> readRow() = 0;

    QStringList m_header;
    std::optional<CsvRow> m_first; ///< which is no header, until it is asked for
};

}
