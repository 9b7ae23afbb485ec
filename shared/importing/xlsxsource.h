// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/rowsource.h"

#include <memory>

class QIODevice;

namespace tandem {

/// Rows of one sheet of a workbook (.xlsx of Excel, WPS, LibreOffice), read as they are asked for. Only the texts that
/// cells share are kept. Error of next(): Invalid ("brokenWorkbook"), TooLarge ("workbookTooLarge").
class XlsxSource final : public RowSource
{
public:
    /// The sheet of this name; empty: the first that is visible. The first row is the header if it looks like one (see
    /// headerrow.h). The device must be open and can be sought in, and outlives this.
    /// Error: Invalid ("empty", "unknownSheet", "fileNotText", "spreadsheetFile", "binaryWorkbook",
    /// "encryptedWorkbook", "brokenWorkbook"), TooLarge ("workbookTooLarge"; those of rows, if it is the header).
    static Result<XlsxSource> open(QIODevice &device, const QString &sheet = {}, CsvLimits limits = {});

    XlsxSource(XlsxSource &&) noexcept;
    XlsxSource &operator=(XlsxSource &&) noexcept;
    ~XlsxSource() override;

    const QString &sheet() const; ///< the one that is read
    const QStringList &sheets() const; ///< all that are visible

private:
    struct Data;
    explicit XlsxSource(std::unique_ptr<Data> data);
    Result<std::optional<CsvRow>> readRow() override;

    std::unique_ptr<Data> m_data;
};

}
