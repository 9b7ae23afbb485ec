// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/xlsxsource.h"

#include "shared/importing/sheetreader.h"
#include "shared/importing/workbook.h"

#include <utility>

namespace tandem {

namespace {

/// As XML a sheet is some twenty times as large as packed. More than this is meant to fill the machine.
constexpr qint64 maxSheetBytes = 4096 * MiB;

}

struct XlsxSource::Data
{
    ZipArchive archive; ///< outlives the reader
    SheetReader reader;
    QString sheet;
    QStringList sheets;
};

XlsxSource::XlsxSource(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}

XlsxSource::XlsxSource(XlsxSource &&) noexcept = default;
XlsxSource &XlsxSource::operator=(XlsxSource &&) noexcept = default;
XlsxSource::~XlsxSource() = default;

Result<XlsxSource> XlsxSource::open(QIODevice &device, const QString &sheet, CsvLimits limits)
{
    TANDEM_ASSIGN(ZipArchive archive, ZipArchive::open(device));
    TANDEM_ASSIGN(const Workbook workbook, readWorkbook(archive));
    TANDEM_ASSIGN(const WorkbookSheet chosen, workbook.sheet(sheet));
    SheetContext context;
    TANDEM_ASSIGN(context.strings, readSharedStrings(archive, workbook.strings));
    TANDEM_ASSIGN(context.styles, readStyles(archive, workbook.styles));
    context.countsFrom1904 = workbook.countsFrom1904;
    TANDEM_ASSIGN(std::unique_ptr<WorkbookPart> part, WorkbookPart::open(archive, chosen.part, maxSheetBytes));
    SheetReader reader(std::move(part), std::move(context), limits);
    XlsxSource source(
        std::make_unique<Data>(Data{std::move(archive), std::move(reader), chosen.name, workbook.visibleSheets()}));
    TANDEM_TRY(source.readHeader());
    return source;
}

const QString &XlsxSource::sheet() const
{
    return m_data->sheet;
}

const QStringList &XlsxSource::sheets() const
{
    return m_data->sheets;
}

Result<std::optional<CsvRow>> XlsxSource::readRow()
{
    return m_data->reader.next();
}

}
