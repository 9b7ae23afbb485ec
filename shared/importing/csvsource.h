// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/bytesize.h"
#include "shared/importing/csvparser.h"
#include "shared/importing/rowsource.h"
#include "shared/importing/textencoding.h"

#include <memory>

class QIODevice;

namespace tandem {

/// How a file is cut into cells, found by looking at its beginning; each can be set by the user instead.
struct CsvFormat
{
    TextEncoding encoding = TextEncoding::Utf8;
    QChar delimiter = QLatin1Char(',');
    bool hasHeader = true;

    bool operator==(const CsvFormat &) const = default;
};

/// Delimiter: the one of , ; tab | that cuts the first lines most evenly. Header: see headerrow.h.
CsvFormat detectFormat(QByteArrayView head, bool isWhole);

/// Rows of a file, read as they are asked for, so that a file of any size takes little memory. Error of next():
/// Unavailable ("cannotRead"), Invalid ("wrongEncoding") once bytes mean nothing in the encoding.
class CsvSource final : public RowSource
{
public:
    static constexpr qsizetype headBytes = 64 * KiB;

    /// Looks at the head and reads the header, if there is one. The device must be open, and outlives this.
    /// Error: Invalid ("empty", "spreadsheetFile", "fileNotText"), Unsupported ("encodingNotSupported"), Unavailable
    /// ("cannotRead").
    static Result<CsvSource> open(QIODevice &device, CsvLimits limits = {});
    static Result<CsvSource> open(QIODevice &device, const CsvFormat &format, CsvLimits limits = {});

    CsvSource(CsvSource &&) noexcept;
    CsvSource &operator=(CsvSource &&) noexcept;
    ~CsvSource() override;

    const CsvFormat &format() const;

private:
    struct Data;
    explicit CsvSource(std::unique_ptr<Data> data);
    static Result<CsvSource> open(QIODevice &device, const QByteArray &head, const CsvFormat &format, CsvLimits limits);
    Result<std::optional<CsvRow>> readRow() override;

    std::unique_ptr<Data> m_data;
};

}
