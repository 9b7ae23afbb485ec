// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/cborcheck.h"

#include "shared/base/cborhead.h"

#include <QUtf8StringView>

namespace tandem {

namespace {

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

    Result<CborHead> head()
    {
        const auto head = cborHead(m_bytes.sliced(m_at));
        if (!head)
            return broken(left() < 1 ? "ends within an item" : "an open, reserved or cut-off length");
        m_at += head->size;
        return *head;
    }

    Result<void> item(int depth)
    {
        TANDEM_ASSIGN(const CborHead head, this->head());
        switch (head.major) {
        case CborMajor::Unsigned:
        case CborMajor::Negative:
            return {};
        case CborMajor::Bytes:
        case CborMajor::Text:
            return string(head);
        case CborMajor::Array:
        case CborMajor::Map:
            return container(head, depth);
        case CborMajor::Tag:
            return broken("a tag");
        default:
            return head.info == 24 && head.value < 32 ? Result<void>(broken("a reserved simple value"))
                                                      : Result<void>();
        }
    }

    Result<void> string(const CborHead &head)
    {
        if (head.value > m_bounds.stringBytes)
            return over("stringBytes", m_bounds.stringBytes);
        if (head.value > left())
            return broken("ends within a string");
        const QByteArrayView content = m_bytes.sliced(m_at, qsizetype(head.value));
        m_at += qsizetype(head.value);
        if (head.major == CborMajor::Text && !QUtf8StringView(content.data(), content.size()).isValidUtf8())
            return broken("text that is not UTF-8");
        return {};
    }

    Result<void> container(const CborHead &head, int depth)
    {
        if (depth >= m_bounds.depth)
            return over("depth", quint64(m_bounds.depth));
        if (head.value > m_bounds.items)
            return over("items", m_bounds.items);
        // Each item takes a byte at least, so a count beyond the rest is a lie that costs nothing to find.
        if (head.value > left())
            return broken("ends within a container");
        return items(head.major == CborMajor::Map ? head.value * 2 : head.value, depth + 1);
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
