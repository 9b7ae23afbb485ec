// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/bytesize.h"
#include "shared/base/error.h"

#include <QString>
#include <QStringList>

#include <deque>
#include <optional>

namespace tandem {

struct CsvRow
{
    qint64 line = 0; ///< of the file, from 1, where the row begins
    QStringList cells;
    /// "cellTooLarge", "rowTooLarge", "tooManyColumns" or "unclosedQuote": the cells are then not to be used.
    std::optional<Error> error;

    bool operator==(const CsvRow &) const = default;
};

struct CsvLimits
{
    qsizetype cellBytes = 1 * MiB; ///< as UTF-8
    qsizetype rowBytes = 4 * MiB;
    int columns = 500;
};

/// RFC 4180 in pieces of any size: quoted cells, doubled quotes, line breaks inside quotes, \r\n, \n or \r between
/// rows. A row over a limit is answered as an error and skipped without being kept; the rows after it are read.
class CsvParser
{
public:
    explicit CsvParser(QChar delimiter, CsvLimits limits = {});

    void feed(QStringView text);
    void finish(); ///< no more text follows
    /// The next whole row; empty lines are left out. Nothing: feed more, or the end was reached.
    std::optional<CsvRow> next();

private:
    enum class State { CellStart, Plain, Quoted, QuoteInQuoted };

    void take(QChar c);
    void append(QChar c);
    void endCell();
    void endRow();
    void fail(const QString &reason);

    QChar m_delimiter;
    CsvLimits m_limits;
    State m_state = State::CellStart;
    bool m_afterReturn = false;
    qint64 m_line = 1;
    qint64 m_rowLine = 1;
    QString m_cell;
    qsizetype m_cellBytes = 0;
    qsizetype m_rowBytes = 0;
    CsvRow m_row;
    std::deque<CsvRow> m_rows;
};

}
