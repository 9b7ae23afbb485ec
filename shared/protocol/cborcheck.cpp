// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/cborcheck.h"

#include <QUtf8StringView>

namespace tandem {

namespace {

enum MajorType { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3, Array = 4, Map = 5, Tag = 6, Simple = 7 };

struct Head
{
    int major = 0;
    int info = 0;
    quint64 value = 0;
};

class Walker
{
public:
    Walker(QByteArrayView bytes, const CborBounds &bounds)
        : m_bytes(bytes)
        , m_bounds(bounds)
    {
    }

    Result<void> items(quint64 count, int depth)
    {
        for (quint64 i = 0; i < count; ++i)
            TANDEM_TRY(item(depth));
        return {};
    }

    qsizetype walked() const { return m_at; }
    bool atEnd() const { return m_at == m_bytes.size(); }

private:
    quint64 left() const { return quint64(m_bytes.size() - m_at); }

    Result<Head> head()
    {
        if (left() < 1)
            return broken("ends within an item");
        const auto first = quint8(m_bytes[m_at++]);
        Head head{first >> 5, first & 31, quint64(first & 31)};
        if (head.info < 24)
            return head;
        if (head.info > 27)
            return broken("an open or reserved length");
        const quint64 size = quint64(1) << (head.info - 24);
        if (left() < size)
            return broken("ends within a head");
        head.value = 0;
        for (quint64 i = 0; i < size; ++i)
            head.value = head.value << 8 | quint8(m_bytes[m_at++]);
        return head;
    }

    Result<void> item(int depth)
    {
        TANDEM_ASSIGN(const Head head, this->head());
        switch (head.major) {
        case Unsigned:
        case Negative:
            return {};
        case Bytes:
        case Text:
            return string(head);
        case Array:
        case Map:
            return container(head, depth);
        case Tag:
            return broken("a tag");
        default:
            return head.info == 24 && head.value < 32 ? Result<void>(broken("a reserved simple value"))
                                                      : Result<void>();
        }
    }

    Result<void> string(const Head &head)
    {
        if (head.value > m_bounds.stringBytes)
            return over("stringBytes", m_bounds.stringBytes);
        if (head.value > left())
            return broken("ends within a string");
        const QByteArrayView content = m_bytes.sliced(m_at, qsizetype(head.value));
        m_at += qsizetype(head.value);
        if (head.major == Text && !QUtf8StringView(content.data(), content.size()).isValidUtf8())
            return broken("text that is not UTF-8");
        return {};
    }

    Result<void> container(const Head &head, int depth)
    {
        if (depth >= m_bounds.depth)
            return over("depth", quint64(m_bounds.depth));
        if (head.value > m_bounds.items)
            return over("items", m_bounds.items);
        // Each item takes a byte at least, so a count beyond the rest is a lie that costs nothing to find.
        if (head.value > left())
            return broken("ends within a container");
        return items(head.major == Map ? head.value * 2 : head.value, depth + 1);
    }

    static Error broken(const char *what) { return Error::corrupt(QStringLiteral("CBOR: ") + QLatin1String(what)); }

    static Error over(const char *bound, quint64 limit)
    {
        return {ErrorCode::TooLarge, QStringLiteral("tooLarge"), QLatin1String(bound),
            {{QStringLiteral("limit"), limit}}, {}};
    }

    QByteArrayView m_bytes;
    const CborBounds &m_bounds;
    qsizetype m_at = 0;
};

}

Result<void> checkCbor(QByteArrayView bytes, const CborBounds &bounds, quint64 count)
{
    Walker walker(bytes, bounds);
    TANDEM_TRY(walker.items(count, 0));
    if (!walker.atEnd())
        return Error::corrupt(QStringLiteral("CBOR: bytes after the end"));
    return {};
}

Result<qsizetype> firstCborItem(QByteArrayView bytes, const CborBounds &bounds)
{
    Walker walker(bytes, bounds);
    TANDEM_TRY(walker.items(1, 0));
    return walker.walked();
}

}
