// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/sheetreader.h"

#include <QDateTime>

#include <cmath>
#include <optional>
#include <utility>

namespace tandem {

namespace {

constexpr int maxColumns = 16'384; // of any workbook
constexpr qint64 maxRows = 1'048'576;

/// "AB12" → 28; 0: there is no such column.
int columnOf(QStringView reference)
{
    int column = 0;
    for (const QChar c : reference) {
        if (c < u'A' || c > u'Z')
            break;
        column = column * 26 + (c.unicode() - u'A' + 1);
        if (column > maxColumns)
            return 0;
    }
    return column;
}

/// As much memory as a text takes; a limit in bytes is meant so here.
qint64 bytesOf(const QString &text)
{
    return 2 * text.size();
}

/// "2026-11-23T00:00:00.000Z" as a day, others with their time.
QString textOfIsoMoment(const QString &value)
{
    const QDateTime moment = QDateTime::fromString(value, Qt::ISODateWithMs);
    if (!moment.isValid())
        return value;
    const QString date = moment.date().toString(Qt::ISODate);
    const bool isDay = moment.time() == QTime(0, 0);
    return isDay ? date : date + QLatin1Char(' ') + moment.time().toString(QStringLiteral("HH:mm:ss"));
}

}

SheetReader::SheetReader(std::unique_ptr<WorkbookPart> part, SheetContext context, CsvLimits limits)
    : m_part(std::move(part))
    , m_context(std::move(context))
    , m_limits(limits)
{
}

Result<std::optional<CsvRow>> SheetReader::next()
{
    while (!m_isAtEnd && !m_hasRow) {
        TANDEM_ASSIGN(const auto token, m_part->next());
        const QXmlStreamReader &xml = m_part->xml();
        if (token == QXmlStreamReader::EndDocument)
            m_isAtEnd = true;
        else if (token == QXmlStreamReader::StartElement)
            TANDEM_TRY(begin(xml.name()));
        else if (token == QXmlStreamReader::Characters)
            takeText();
        else if (token == QXmlStreamReader::EndElement)
            TANDEM_TRY(end(xml.name()));
    }
    if (!m_hasRow)
        return std::optional<CsvRow>();
    m_hasRow = false;
    return std::optional<CsvRow>(m_row);
}

Result<void> SheetReader::begin(QStringView element)
{
    if (element == QLatin1String("sheetData"))
        m_isInData = true;
    if (!m_isInData)
        return {};
    if (element == QLatin1String("row"))
        return beginRow();
    if (element == QLatin1String("c"))
        return beginCell();
    m_isValue = element == QLatin1String("v");
    m_cell.runs.take(m_part->xml());
    return {};
}

void SheetReader::takeText()
{
    if (m_isValue)
        m_cell.value += m_part->xml().text();
    else
        m_cell.runs.take(m_part->xml());
    if (2 * (m_cell.value.size() + m_cell.runs.size()) <= m_limits.cellBytes)
        return;
    // What follows of it is not kept either.
    m_cell.isTooLarge = true;
    m_cell.value.clear();
    m_cell.runs = RunText();
}

Result<void> SheetReader::end(QStringView element)
{
    if (!m_isInData)
        return {};
    if (element == QLatin1String("sheetData")) {
        m_isAtEnd = true;
    } else if (element == QLatin1String("row")) {
        m_hasRow = !m_row.cells.isEmpty() || m_row.error;
    } else if (element == QLatin1String("c")) {
        TANDEM_ASSIGN(const QString text, cellText());
        if (m_cell.isTooLarge)
            refuseRow(QStringLiteral("cellTooLarge"), m_limits.cellBytes);
        else
            put(text);
    } else {
        m_cell.runs.take(m_part->xml());
    }
    m_isValue = false;
    return {};
}

/// Rows and cells say where they are, or follow the one before.
Result<void> SheetReader::beginRow()
{
    const qint64 before = m_row.line;
    const QXmlStreamAttributes attributes = m_part->xml().attributes();
    const QStringView number = attributes.value(QLatin1String("r"));
    m_row = CsvRow();
    m_row.line = number.isEmpty() ? before + 1 : number.toLongLong();
    m_rowBytes = 0;
    m_cell = Cell();
    // Out of their order they would have no end.
    if (m_row.line <= before || m_row.line > maxRows)
        return brokenWorkbook(QStringLiteral("row %1 after row %2").arg(m_row.line).arg(before));
    return {};
}

Result<void> SheetReader::beginCell()
{
    const int before = m_cell.column;
    const QXmlStreamAttributes attributes = m_part->xml().attributes();
    const QStringView reference = attributes.value(QLatin1String("r"));
    m_cell = Cell();
    m_cell.column = reference.isEmpty() ? before + 1 : columnOf(reference);
    m_cell.type = attributes.value(QLatin1String("t")).toString();
    m_cell.style = attributes.value(QLatin1String("s")).toInt();
    if (m_cell.column < 1 || m_cell.column > maxColumns)
        return brokenWorkbook(QStringLiteral("a cell without a column in row %1").arg(m_row.line));
    return {};
}

Result<QString> SheetReader::cellText()
{
    const QString runs = m_cell.runs.takeText();
    const QString &value = m_cell.value;
    if (m_cell.type == QLatin1String("inlineStr"))
        return runs;
    if (value.isEmpty())
        return QString();
    if (m_cell.type == QLatin1String("s")) {
        bool isNumber = false;
        const qulonglong index = value.toULongLong(&isNumber);
        if (!isNumber || index >= m_context.strings.size())
            return brokenWorkbook(QStringLiteral("row %1 names a text that is not there").arg(m_row.line));
        return m_context.strings[size_t(index)];
    }
    if (m_cell.type == QLatin1String("b"))
        return value == QLatin1String("1") || value == QLatin1String("true") ? QStringLiteral("TRUE")
                                                                             : QStringLiteral("FALSE");
    if (m_cell.type == QLatin1String("d"))
        return textOfIsoMoment(value);
    if (m_cell.type.isEmpty() || m_cell.type == QLatin1String("n"))
        return numberOf(value);
    return withoutEscapes(value); // what a formula made, or its error
}

QString SheetReader::numberOf(const QString &value) const
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return value;
    const size_t style = size_t(m_cell.style);
    const CellFormat format = style < m_context.styles.size() ? m_context.styles[style] : CellFormat::Number;
    const std::optional<QString> moment = textOfMoment(number, format, m_context.countsFrom1904);
    return moment ? *moment : textOfNumber(number);
}

void SheetReader::put(const QString &text)
{
    if (text.isEmpty() || m_row.error)
        return;
    m_rowBytes += bytesOf(text);
    if (bytesOf(text) > m_limits.cellBytes)
        return refuseRow(QStringLiteral("cellTooLarge"), m_limits.cellBytes);
    if (m_rowBytes > m_limits.rowBytes)
        return refuseRow(QStringLiteral("rowTooLarge"), m_limits.rowBytes);
    if (m_cell.column > m_limits.columns)
        return refuseRow(QStringLiteral("tooManyColumns"), m_limits.columns);
    while (m_row.cells.size() < m_cell.column)
        m_row.cells.append(QString());
    m_row.cells[m_cell.column - 1] = text;
}

void SheetReader::refuseRow(const QString &reason, qint64 limit)
{
    if (m_row.error)
        return;
    m_row.error = Error{ErrorCode::TooLarge, reason, {},
        {{QStringLiteral("column"), m_cell.column}, {QStringLiteral("limit"), limit}}, {}};
    m_row.cells.clear();
}

}
