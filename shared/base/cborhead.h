// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <optional>

namespace tandem {

enum class CborMajor { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3, Array = 4, Map = 5, Tag = 6, Simple = 7 };

/// What each item of CBOR begins with.
struct CborHead
{
    CborMajor major = CborMajor::Unsigned;
    int info = 0; ///< of the first byte: the value itself, or how long it is
    quint64 value = 0; ///< number, length or count
    qsizetype size = 0; ///< of the head
};

/// The head at the beginning of these bytes, which may be anything. Nothing if they end within it, or if it leaves the
/// length open or is reserved.
inline std::optional<CborHead> cborHead(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return std::nullopt;
    const auto first = quint8(bytes[0]);
    CborHead head{CborMajor(first >> 5), first & 31, quint64(first & 31), 1};
    if (head.info < 24)
        return head;
    if (head.info > 27)
        return std::nullopt;
    head.size += qsizetype(1) << (head.info - 24);
    if (bytes.size() < head.size)
        return std::nullopt;
    head.value = 0;
    for (qsizetype i = 1; i < head.size; ++i)
        head.value = head.value << 8 | quint8(bytes[i]);
    return head;
}

}
