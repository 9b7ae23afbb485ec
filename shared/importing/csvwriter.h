// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QStringList>

class QIODevice;

namespace tandem {

/// Writes CSV that spreadsheets open without harm: UTF-8 with a byte order mark, cells quoted where needed, and a
/// leading ' before cells that would be taken for a formula (= + - @ also behind spaces or in their wide forms, tab,
/// line breaks).
class CsvWriter
{
public:
    explicit CsvWriter(QIODevice &device, QChar delimiter = QLatin1Char(','));

    /// Error: Unavailable ("cannotWrite").
    Result<void> writeRow(const QStringList &cells);

    /// A cell as a spreadsheet may safely show it. Plain numbers such as -5 stay as they are.
    static QString defused(const QString &cell);

private:
    QIODevice &m_device;
    QChar m_delimiter;
    bool m_isFirst = true;
};

}
