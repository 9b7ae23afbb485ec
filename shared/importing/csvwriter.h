// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QStringList>

class QIODevice;

namespace tandem {

/// Writes CSV that spreadsheets open without harm: UTF-8 with a byte order mark, cells quoted where needed, and with a
/// formula guard. CsvSource reads it back as it was.
class CsvWriter
{
public:
    explicit CsvWriter(QIODevice &device, QChar delimiter = QLatin1Char(','));

    /// Error: Unavailable ("cannotWrite").
    Result<void> writeRow(const QStringList &cells);

private:
    QIODevice &m_device;
    QChar m_delimiter;
    bool m_isFirst = true;
};

}
