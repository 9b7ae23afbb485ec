// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/importing/csvparser.h"

#include <QStringList>

#include <optional>

namespace tandem {

/// Rows of texts with the names of their columns, whatever kind of file they stand in.
class RowSource
{
public:
    virtual ~RowSource() = default;

    /// The cells of the header; without one "1", "2"…
    virtual const QStringList &header() const = 0;
    /// The next row; nothing at the end. A row that is an error does not hold up those behind it.
    virtual Result<std::optional<CsvRow>> next() = 0;

protected:
    RowSource() = default;
    RowSource(RowSource &&) = default;
    RowSource &operator=(RowSource &&) = default;
};

}
