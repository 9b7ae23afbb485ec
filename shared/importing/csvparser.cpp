// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/csvparser.h"

namespace tandem {

namespace {

constexpr QChar quote(u'"');

/// A surrogate is half of a character of four bytes.
int utf8Bytes(QChar c)
{
    return c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
}

}

CsvParser::CsvParser(QChar delimiter, CsvLimits limits)
    : m_delimiter(delimiter)
    , m_limits(limits)
{
}

void CsvParser::feed(QStringView text)
{
    for (const QChar c : text) {
        if (c == u'\n' && m_afterReturn) {
            // The second half of \r\n: the row has ended, or inside quotes the line was counted.
            m_afterReturn = false;
            if (m_state == State::Quoted)
                append(c);
            continue;
        }
        m_afterReturn = c == u'\r';
        if (c == u'\r' || c == u'\n')
            ++m_line;
        take(c);
    }
}

void CsvParser::take(QChar c)
{
    const bool isLineBreak = c == u'\r' || c == u'\n';
    switch (m_state) {
    case State::Quoted:
        if (c == quote)
            m_state = State::QuoteInQuoted;
        else
            append(c);
        return;
    case State::QuoteInQuoted:
        if (c == quote) {
            append(c);
            m_state = State::Quoted;
            return;
        }
        break;
    case State::CellStart:
        if (c == quote) {
            m_state = State::Quoted;
            return;
        }
        break;
    case State::Plain:
        break;
    }
    if (c == m_delimiter) {
        endCell();
    } else if (isLineBreak) {
        endRow();
    } else {
        append(c);
        m_state = State::Plain;
    }
}

void CsvParser::append(QChar c)
{
    const int bytes = utf8Bytes(c);
    m_cellBytes += bytes;
    m_rowBytes += bytes;
    if (m_row.error)
        return;
    if (m_cellBytes > m_limits.cellBytes)
        fail(QStringLiteral("cellTooLarge"));
    else if (m_rowBytes > m_limits.rowBytes)
        fail(QStringLiteral("rowTooLarge"));
    else
        m_cell += c;
}

void CsvParser::fail(const QString &reason)
{
    const qsizetype limit = reason == QLatin1String("cellTooLarge") ? m_limits.cellBytes
        : reason == QLatin1String("rowTooLarge")                    ? m_limits.rowBytes
                                                                    : m_limits.columns;
    m_row.error = Error{ErrorCode::TooLarge, reason, {},
        {{QStringLiteral("column"), int(m_row.cells.size()) + 1}, {QStringLiteral("limit"), qint64(limit)}}, {}};
    m_row.cells.clear();
    m_cell = QString();
}

void CsvParser::endCell()
{
    if (!m_row.error) {
        if (m_row.cells.size() == m_limits.columns)
            fail(QStringLiteral("tooManyColumns"));
        else
            m_row.cells.append(m_cell);
    }
    // A new string, since a cell shares its memory with the row.
    m_cell = QString();
    m_cellBytes = 0;
    m_state = State::CellStart;
}

void CsvParser::endRow()
{
    const bool isEmptyLine = m_row.cells.isEmpty() && m_cell.isEmpty() && !m_row.error && m_state == State::CellStart;
    if (!isEmptyLine) {
        endCell();
        m_row.line = m_rowLine;
        m_rows.push_back(std::move(m_row));
    }
    m_row = CsvRow();
    m_rowBytes = 0;
    m_rowLine = m_line;
    m_state = State::CellStart;
}

void CsvParser::finish()
{
    if (m_state == State::Quoted) {
        m_row.error = Error::invalid({}, QStringLiteral("unclosedQuote"));
        m_row.cells.clear();
        m_state = State::Plain;
    }
    endRow();
}

std::optional<CsvRow> CsvParser::next()
{
    if (m_rows.empty())
        return std::nullopt;
    CsvRow row = std::move(m_rows.front());
    m_rows.pop_front();
    return row;
}

}
