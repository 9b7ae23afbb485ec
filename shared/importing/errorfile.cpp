// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/errorfile.h"

namespace tandem {

ErrorFile::ErrorFile(QIODevice &device, QStringList header, Texts texts)
    : m_writer(device)
    , m_header(std::move(header))
    , m_texts(std::move(texts))
{
}

Result<void> ErrorFile::add(const CsvRow &row, const std::vector<RowError> &errors)
{
    if (m_count == 0)
        TANDEM_TRY(m_writer.writeRow(m_header + QStringList{m_texts.line, m_texts.reason}));
    ++m_count;
    QStringList cells = row.cells;
    while (cells.size() < m_header.size())
        cells.append(QString());
    QStringList sentences;
    for (const RowError &error : errors)
        sentences.append(m_texts.sentence(error));
    cells.append(QString::number(row.line));
    cells.append(sentences.join(QLatin1String("; ")));
    return m_writer.writeRow(cells);
}

}
