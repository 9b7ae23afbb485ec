// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/importfile.h"

#include "shared/importing/xlsxsource.h"

#include <QIODevice>
#include <QtEndian>

#include <algorithm>
#include <utility>

namespace tandem {

namespace {

constexpr qint64 oldOfficeHeadBytes = 512;

bool beginsWith(QByteArrayView head, QByteArrayView mark)
{
    return head.size() >= mark.size() && head.first(mark.size()) == mark;
}

/// What the first entries of an old Office file's directory are called.
QByteArray oldDirectory(QIODevice &device)
{
    constexpr qsizetype sectorShiftAt = 30;
    constexpr qsizetype directoryAt = 48;
    constexpr qint64 someEntries = 4 * KiB;
    const QByteArray head = device.peek(oldOfficeHeadBytes);
    if (head.size() < oldOfficeHeadBytes)
        return {};
    const auto shift = qFromLittleEndian<quint16>(head.constData() + sectorShiftAt);
    const auto sector = qFromLittleEndian<quint32>(head.constData() + directoryAt);
    constexpr int largestShift = 12; // of a sector of 4 KiB
    const qint64 position = (qint64(sector) + 1) << std::min<int>(shift, largestShift);
    if (position >= device.size() || !device.seek(position))
        return {};
    const QByteArray directory = device.read(someEntries);
    device.seek(0);
    return directory;
}

/// A workbook with a password is packed into a file of the kind that old workbooks are.
Error oldOrEncrypted(QIODevice &device)
{
    // "Encrypt" in UTF-16, as the names of EncryptionInfo and EncryptedPackage begin.
    const QByteArrayView wanted("E\0n\0c\0r\0y\0p\0t\0", 14);
    const bool isEncrypted = oldDirectory(device).contains(wanted);
    return Error::invalid({}, isEncrypted ? QStringLiteral("encryptedWorkbook") : QStringLiteral("oldWorkbook"));
}

Result<ImportFile> openWorkbook(QIODevice &device, const QString &sheet)
{
    TANDEM_ASSIGN(XlsxSource source, XlsxSource::open(device, sheet));
    ImportFile file;
    file.format.sheet = source.sheet();
    file.sheets = source.sheets();
    file.rows = std::make_unique<XlsxSource>(std::move(source));
    return file;
}

Result<ImportFile> openText(QIODevice &device, const std::optional<CsvFormat> &format)
{
    TANDEM_ASSIGN(CsvSource source, format ? CsvSource::open(device, *format) : CsvSource::open(device));
    ImportFile file;
    file.format.text = source.format();
    file.rows = std::make_unique<CsvSource>(std::move(source));
    return file;
}

}

Result<ImportFile> openImportFile(QIODevice &device, const ImportFormat &wanted)
{
    const QByteArray head = device.peek(oldOfficeHeadBytes);
    if (beginsWith(head, QByteArrayView("PK\x03\x04", 4)))
        return openWorkbook(device, wanted.sheet);
    if (beginsWith(head, QByteArray::fromHex("d0cf11e0a1b11ae1")))
        return oldOrEncrypted(device);
    if (!wanted.sheet.isEmpty())
        return Error::invalid({}, QStringLiteral("noSheets"));
    return openText(device, wanted.text);
}

}
