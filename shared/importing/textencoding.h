// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArrayView>
#include <QStringDecoder>

#include <memory>

namespace tandem {

enum class TextEncoding { Utf8, Utf16LittleEndian, Utf16BigEndian, Gb18030 };

QString textEncodingName(TextEncoding encoding); ///< "utf-8", "utf-16le", "utf-16be", "gb18030"

/// What a file is written in, by its first bytes: a byte order mark, the zero bytes of UTF-16, valid UTF-8, else
/// GB18030, in which spreadsheets of Chinese systems save. `isWhole` says that nothing follows the head.
TextEncoding detectEncoding(QByteArrayView head, bool isWhole);

/// What must not be read as text, by its first bytes: files of spreadsheets and other programs, pictures, archives.
/// Error: Invalid ("spreadsheetFile", "fileNotText").
Result<void> checkIsText(QByteArrayView head);

/// Bytes to text in pieces; a character may be cut by the end of a piece. Byte order marks are left out.
class TextDecoder
{
public:
    /// Error: Unsupported ("encodingNotSupported") if this build's Qt has no GB18030.
    static Result<TextDecoder> create(TextEncoding encoding);

    QString decode(QByteArrayView bytes);
    /// Whether bytes were met that mean nothing in the encoding.
    bool hasError() const;

private:
    explicit TextDecoder(std::unique_ptr<QStringDecoder> decoder);

    /// Never moved: Qt's decoders over ICU note invalid bytes at the address where they were made.
    std::unique_ptr<QStringDecoder> m_decoder;
    bool m_atStart = true;
};

}
