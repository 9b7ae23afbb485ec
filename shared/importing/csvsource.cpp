// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/csvsource.h"

#include "shared/importing/headerrow.h"

#include <QIODevice>

#include <algorithm>
#include <utility>
#include <vector>

namespace tandem {

namespace {

constexpr int sampleRows = 30;

std::vector<CsvRow> sampleOf(const QString &text, QChar delimiter, bool isWhole)
{
    CsvParser parser(delimiter);
    parser.feed(text);
    if (isWhole)
        parser.finish();
    std::vector<CsvRow> rows;
    for (auto row = parser.next(); row && rows.size() < sampleRows; row = parser.next())
        rows.push_back(*std::move(row));
    return rows;
}

/// How evenly a delimiter cuts: the share of rows with as many cells as the first, more cells break the tie.
int evenness(const std::vector<CsvRow> &rows)
{
    if (rows.empty() || rows.front().cells.size() < 2)
        return 0;
    const qsizetype columns = rows.front().cells.size();
    const auto even =
        std::count_if(rows.begin(), rows.end(), [&](const CsvRow &row) { return row.cells.size() == columns; });
    return int(even * 1000 / qsizetype(rows.size()) + std::min<qsizetype>(columns, 50));
}

Error cannotRead(const QIODevice &device)
{
    return Error::unavailable(QStringLiteral("cannotRead"), device.errorString());
}

Result<QByteArray> readHead(QIODevice &device)
{
    QByteArray head;
    while (head.size() < CsvSource::headBytes) {
        const QByteArray part = device.read(CsvSource::headBytes - head.size());
        if (part.isEmpty())
            break;
        head += part;
    }
    if (head.isEmpty())
        return Error::invalid({}, QStringLiteral("empty"));
    TANDEM_TRY(checkIsText(head));
    return head;
}

}

CsvFormat detectFormat(QByteArrayView head, bool isWhole)
{
    CsvFormat format;
    format.encoding = detectEncoding(head, isWhole);
    auto decoder = TextDecoder::create(format.encoding);
    if (!decoder)
        return format;
    const QString text = decoder->decode(head);
    int best = 0;
    for (const QChar delimiter : {QChar(u','), QChar(u';'), QChar(u'\t'), QChar(u'|')}) {
        const int score = evenness(sampleOf(text, delimiter, isWhole));
        if (score > best) {
            best = score;
            format.delimiter = delimiter;
        }
    }
    const auto rows = sampleOf(text, format.delimiter, isWhole);
    format.hasHeader = rows.empty() || looksLikeHeader(rows.front().cells);
    return format;
}

struct CsvSource::Data
{
    QIODevice &device;
    CsvFormat format;
    TextDecoder decoder;
    CsvParser parser;
    bool atEnd = false;

    Result<void> feed(QByteArrayView bytes)
    {
        parser.feed(decoder.decode(bytes));
        if (decoder.hasError()) {
            return Error::invalid(
                {}, QStringLiteral("wrongEncoding"), {{QStringLiteral("encoding"), textEncodingName(format.encoding)}});
        }
        return {};
    }
};

CsvSource::CsvSource(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}

CsvSource::CsvSource(CsvSource &&) noexcept = default;
CsvSource &CsvSource::operator=(CsvSource &&) noexcept = default;
CsvSource::~CsvSource() = default;

Result<CsvSource> CsvSource::open(QIODevice &device, CsvLimits limits)
{
    TANDEM_ASSIGN(const QByteArray head, readHead(device));
    return open(device, head, detectFormat(head, head.size() < headBytes), limits);
}

Result<CsvSource> CsvSource::open(QIODevice &device, const CsvFormat &format, CsvLimits limits)
{
    TANDEM_ASSIGN(const QByteArray head, readHead(device));
    return open(device, head, format, limits);
}

Result<CsvSource> CsvSource::open(QIODevice &device, const QByteArray &head, const CsvFormat &format, CsvLimits limits)
{
    TANDEM_ASSIGN(TextDecoder decoder, TextDecoder::create(format.encoding));
    CsvSource source(
        std::make_unique<Data>(Data{device, format, std::move(decoder), CsvParser(format.delimiter, limits), false}));
    TANDEM_TRY(source.m_data->feed(head));
    TANDEM_TRY(source.readHeader(format.hasHeader));
    return source;
}

const CsvFormat &CsvSource::format() const
{
    return m_data->format;
}

Result<std::optional<CsvRow>> CsvSource::readRow()
{
    for (;;) {
        if (auto row = m_data->parser.next())
            return row;
        if (m_data->atEnd)
            return std::optional<CsvRow>();
        const QByteArray bytes = m_data->device.read(headBytes);
        if (!bytes.isEmpty()) {
            TANDEM_TRY(m_data->feed(bytes));
            continue;
        }
        if (!m_data->device.atEnd())
            return cannotRead(m_data->device);
        m_data->atEnd = true;
        m_data->parser.finish();
    }
}

}
