// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/csvwriter.h"
#include "shared/importing/rowconverter.h"

namespace tandem {

/// The rows that could not be imported, as they were, with the line and the reasons in columns of their own; corrected
/// there, the file can be imported again with the same mapping.
class ErrorFile
{
public:
    /// What the added columns are called, and how an error is said, in the user's language.
    struct Texts
    {
        QString line;
        QString reason;
        std::function<QString(const RowError &)> sentence;
    };

    ErrorFile(QIODevice &device, QStringList header, Texts texts);

    Result<void> add(const CsvRow &row, const std::vector<RowError> &errors);
    int count() const { return m_count; }

private:
    CsvWriter m_writer;
    QStringList m_header;
    Texts m_texts;
    int m_count = 0;
};

}
