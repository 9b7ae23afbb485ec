// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/importing/importfile.h"
#include "tests/support/workbookfile.h"

#include <QBuffer>

#include <algorithm>

using namespace tandem;

namespace {

/// Parts in plain words: "== name", then what is in it, up to the next such line. Inside a packed archive nearly every
/// change would only be a wrong checksum.
QByteArray packed(QByteArrayView input)
{
    test::ArchiveParts parts;
    for (const QByteArray &line : input.toByteArray().split('\n')) {
        if (line.startsWith("== "))
            parts.emplace_back(line.mid(3).left(200).replace('\0', '_'), QByteArray());
        else if (!parts.empty())
            parts.back().second += line + '\n';
    }
    return test::zipped(parts);
}

struct Taken
{
    QStringList header;
    std::vector<CsvRow> rows;

    bool operator==(const Taken &) const = default;
};

/// Until the end or the first thing that cannot be read.
Taken takeAll(RowSource &source, qsizetype mostRows)
{
    Taken taken{source.header(), {}};
    for (auto row = source.next(); row && *row; row = source.next()) {
        fuzz::require(qsizetype(taken.rows.size()) < mostRows, "a sheet has no more rows than bytes");
        taken.rows.push_back(**row);
    }
    return taken;
}

void checkRows(const std::vector<CsvRow> &rows)
{
    qint64 line = 0;
    for (const CsvRow &row : rows) {
        fuzz::require(row.line > line, "rows stand in their order");
        fuzz::require(row.error
                || std::any_of(row.cells.begin(), row.cells.end(), [](const QString &cell) { return !cell.isEmpty(); }),
            "a row has something in it");
        fuzz::require(row.error.has_value() == row.cells.isEmpty(), "a row is an error or has cells");
        line = row.line;
    }
}

Taken readSheet(const QByteArray &bytes, const QString &sheet, qsizetype mostRows)
{
    QBuffer file;
    file.setData(bytes);
    file.open(QIODevice::ReadOnly);
    auto opened = openImportFile(file, {std::nullopt, sheet});
    return opened ? takeAll(*opened->rows, mostRows) : Taken{};
}

}

/// A workbook that somebody imports: an archive as it is, or the parts of one.
void fuzz::fuzzOne(QByteArrayView input)
{
    const QByteArray bytes = input.startsWith("PK") ? input.toByteArray() : packed(input);
    QBuffer file;
    file.setData(bytes);
    file.open(QIODevice::ReadOnly);
    auto opened = openImportFile(file);
    if (!opened)
        return;
    // Packed, one byte may stand for a thousand.
    const qsizetype mostRows = 2000 * (bytes.size() + 1);
    const Taken taken = takeAll(*opened->rows, mostRows);
    if (opened->format.text)
        return;
    checkRows(taken.rows);
    fuzz::require(readSheet(bytes, opened->format.sheet, mostRows) == taken, "a sheet is the same by its name");
}
