// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/csvwriter.h"

#include "shared/importing/formulaguard.h"

#include <QIODevice>

#include <algorithm>

namespace tandem {

namespace {

QString encoded(const QString &cell, QChar delimiter)
{
    const bool needsQuotes = std::any_of(cell.begin(), cell.end(), [&](QChar c) {
        return c == delimiter || c == u'"' || c == u'\n' || c == u'\r';
    }) || (!cell.isEmpty() && (cell.front().isSpace() || cell.back().isSpace()));
    if (!needsQuotes)
        return cell;
    return u'"' + QString(cell).replace(u'"', QLatin1String("\"\"")) + u'"';
}

}

CsvWriter::CsvWriter(QIODevice &device, QChar delimiter)
    : m_device(device)
    , m_delimiter(delimiter)
{
}

Result<void> CsvWriter::writeRow(const QStringList &cells)
{
    QStringList encodedCells;
    for (const QString &cell : cells)
        encodedCells.append(encoded(withFormulaGuard(cell), m_delimiter));
    // An empty line is no row.
    if (cells.size() == 1 && cells.front().isEmpty())
        encodedCells.front() = QStringLiteral("\"\"");
    QByteArray line = (encodedCells.join(m_delimiter) + QLatin1String("\r\n")).toUtf8();
    if (m_isFirst)
        line.prepend("\xef\xbb\xbf");
    m_isFirst = false;
    if (m_device.write(line) == line.size())
        return {};
    return Error::unavailable(QStringLiteral("cannotWrite"), m_device.errorString());
}

}
