// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/importing/csvsource.h"
#include "shared/importing/csvwriter.h"

#include <QBuffer>

#include <algorithm>

using namespace tandem;

namespace {

using Rows = std::vector<QStringList>;

/// Until the end or the first thing that cannot be read; rows that are errors are left out.
Rows rowsOf(CsvSource &source, qsizetype inputBytes)
{
    Rows rows;
    for (qsizetype count = 0;; ++count) {
        fuzz::require(count <= inputBytes, "a file has no more rows than bytes");
        const auto row = source.next();
        if (!row || !*row)
            return rows;
        if (!(*row)->error)
            rows.push_back((*row)->cells);
    }
}

/// Half of a character has no form in UTF-8.
bool isWritable(const QStringList &cells)
{
    return std::all_of(cells.begin(), cells.end(), [](const QString &cell) { return cell.isValidUtf16(); });
}

void checkRoundTrip(const Rows &rows, QChar delimiter)
{
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadWrite);
    CsvWriter writer(buffer, delimiter);
    Rows written;
    for (const QStringList &cells : rows) {
        if (!isWritable(cells))
            continue;
        fuzz::require(writer.writeRow(cells).ok(), "rows can be written");
        written.push_back(cells);
    }
    if (written.empty())
        return;
    buffer.seek(0);
    auto source = CsvSource::open(buffer, CsvFormat{TextEncoding::Utf8, delimiter, false});
    fuzz::require(source.ok(), "what was written can be opened");
    fuzz::require(rowsOf(*source, file.size()) == written, "what was written is read as it was");
}

/// However a file is cut into pieces, its rows are the same.
void checkPieces(const QString &text, QChar delimiter)
{
    const CsvLimits narrow{40, 100, 8};
    CsvParser whole(delimiter, narrow);
    whole.feed(text);
    whole.finish();
    CsvParser pieces(delimiter, narrow);
    for (const QChar c : text)
        pieces.feed(QStringView(&c, 1));
    pieces.finish();
    for (;;) {
        const auto row = whole.next();
        fuzz::require(row == pieces.next(), "rows do not depend on how the file is cut into pieces");
        if (!row)
            return;
        fuzz::require(row->cells.size() <= narrow.columns, "a row has no more cells than allowed");
    }
}

}

/// A file that somebody imports, of any encoding.
void fuzz::fuzzOne(QByteArrayView input)
{
    const QByteArray bytes = input.toByteArray();
    QBuffer file;
    file.setData(bytes);
    file.open(QIODevice::ReadOnly);
    auto source = CsvSource::open(file);
    if (!source)
        return;
    const QChar delimiter = source->format().delimiter;
    checkRoundTrip(rowsOf(*source, bytes.size()), delimiter);
    if (auto decoder = TextDecoder::create(source->format().encoding))
        checkPieces(decoder->decode(bytes), delimiter);
}
