// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/textencoding.h"

#include <algorithm>

namespace tandem {

namespace {

constexpr QChar byteOrderMark(u'\ufeff');

bool startsWith(QByteArrayView bytes, std::initializer_list<unsigned char> mark)
{
    return bytes.size() >= qsizetype(mark.size())
        && std::equal(mark.begin(), mark.end(), bytes.begin(), [](unsigned char a, char b) { return a == quint8(b); });
}

/// Text in UTF-8 and GB18030 has no zero bytes; in UTF-16 every line break and Latin letter has one.
std::optional<TextEncoding> encodingOfZeros(QByteArrayView head)
{
    qsizetype atEven = 0;
    qsizetype atOdd = 0;
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (head[i] == 0)
            ++(i % 2 == 0 ? atEven : atOdd);
    }
    if (atEven == 0 && atOdd == 0)
        return std::nullopt;
    return atOdd >= atEven ? TextEncoding::Utf16LittleEndian : TextEncoding::Utf16BigEndian;
}

bool isUtf8(QByteArrayView head, bool isWhole)
{
    // A character that is cut off at the end counts as an error only without state.
    QStringDecoder decoder(
        QStringDecoder::Utf8, isWhole ? QStringDecoder::Flag::Stateless : QStringDecoder::Flag::Default);
    const QString decoded = decoder.decode(head);
    return !decoder.hasError() && !(isWhole && decoded.endsWith(QChar::ReplacementCharacter));
}

}

QString textEncodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return QStringLiteral("utf-8");
    case TextEncoding::Utf16LittleEndian:
        return QStringLiteral("utf-16le");
    case TextEncoding::Utf16BigEndian:
        return QStringLiteral("utf-16be");
    case TextEncoding::Gb18030:
        return QStringLiteral("gb18030");
    }
    return {};
}

TextEncoding detectEncoding(QByteArrayView head, bool isWhole)
{
    if (startsWith(head, {0xef, 0xbb, 0xbf}))
        return TextEncoding::Utf8;
    if (startsWith(head, {0xff, 0xfe}))
        return TextEncoding::Utf16LittleEndian;
    if (startsWith(head, {0xfe, 0xff}))
        return TextEncoding::Utf16BigEndian;
    if (const auto wide = encodingOfZeros(head))
        return *wide;
    return isUtf8(head, isWhole) ? TextEncoding::Utf8 : TextEncoding::Gb18030;
}

Result<void> checkIsText(QByteArrayView head)
{
    const bool isZip = startsWith(head, {'P', 'K', 0x03, 0x04}); // also what Excel and LibreOffice write now
    const bool isOldOffice = startsWith(head, {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1});
    if (isOldOffice || (isZip && (head.contains("xl/") || head.contains("opendocument.spreadsheet"))))
        return Error::invalid({}, QStringLiteral("spreadsheetFile"));
    if (isZip)
        return Error::invalid({}, QStringLiteral("fileNotText"));
    if (!head.contains('\0'))
        return {};
    // Zero bytes are halves of letters in UTF-16, but no letter is zero as a whole.
    auto decoder = TextDecoder::create(detectEncoding(head, false));
    if (!decoder)
        return decoder.error();
    return decoder->decode(head).contains(QChar(u'\0')) ? Error::invalid({}, QStringLiteral("fileNotText"))
                                                        : Result<void>();
}

TextDecoder::TextDecoder(std::unique_ptr<QStringDecoder> decoder)
    : m_decoder(std::move(decoder))
{
}

Result<TextDecoder> TextDecoder::create(TextEncoding encoding)
{
    // decode() takes the mark away; Qt would do so before, and a cell that begins with the same character would lose
    // it.
    constexpr auto flags = QStringDecoder::Flag::ConvertInitialBom;
    switch (encoding) {
    case TextEncoding::Utf8:
        return TextDecoder(std::make_unique<QStringDecoder>(QStringDecoder::Utf8, flags));
    case TextEncoding::Utf16LittleEndian:
        return TextDecoder(std::make_unique<QStringDecoder>(QStringDecoder::Utf16LE, flags));
    case TextEncoding::Utf16BigEndian:
        return TextDecoder(std::make_unique<QStringDecoder>(QStringDecoder::Utf16BE, flags));
    case TextEncoding::Gb18030:
        break;
    }
    auto decoder = std::make_unique<QStringDecoder>("GB18030");
    if (!decoder->isValid()) {
        return Error{ErrorCode::Unsupported, QStringLiteral("encodingNotSupported"), {},
            {{QStringLiteral("encoding"), textEncodingName(encoding)}}, {}};
    }
    return TextDecoder(std::move(decoder));
}

QString TextDecoder::decode(QByteArrayView bytes)
{
    QString text = m_decoder->decode(bytes);
    if (m_atStart && !text.isEmpty()) {
        m_atStart = false;
        if (text.front() == byteOrderMark)
            text.remove(0, 1);
    }
    return text;
}

bool TextDecoder::hasError() const
{
    return m_decoder->hasError();
}

}
