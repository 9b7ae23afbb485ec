// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/cborhead.h"

#include <QByteArrayView>
#include <QtEndian>

#include <optional>

namespace tandem {

/// Reads the few forms of CBOR that rows are made of, with views into the buffer instead of copies. Everything of
/// indefinite length, and everything that runs over the end, is nothing.
class CborCursor
{
public:
    explicit CborCursor(QByteArrayView cbor)
        : m_rest(cbor)
    {
    }

    QByteArrayView rest() const { return m_rest; }

    bool null() { return simple(22) || simple(23); } ///< null or undefined; moves only if it is one
    std::optional<bool> boolean()
    {
        if (simple(21))
            return true;
        return simple(20) ? std::optional(false) : std::nullopt;
    }
    std::optional<qint64> integer()
    {
        const int major = majorType();
        if (major != 0 && major != 1)
            return std::nullopt;
        const auto number = head(CborMajor(major));
        if (!number || *number > quint64(std::numeric_limits<qint64>::max()))
            return std::nullopt;
        return major == 0 ? qint64(*number) : -1 - qint64(*number);
    }
    std::optional<double> real() ///< also of an integer
    {
        if (m_rest.size() < 9 || quint8(m_rest[0]) != 0xfb) {
            const auto number = integer();
            return number ? std::optional(double(*number)) : std::nullopt;
        }
        const double value = qFromBigEndian<double>(m_rest.data() + 1);
        m_rest = m_rest.sliced(9);
        return value;
    }
    std::optional<QByteArrayView> text() { return span(CborMajor::Text); }
    std::optional<QByteArrayView> bytes() { return span(CborMajor::Bytes); }
    std::optional<quint64> array() ///< how many items follow
    {
        const auto size = head(CborMajor::Array);
        // Each item takes a byte at least, so no length can make the caller reserve more than it was sent.
        return size && *size <= quint64(m_rest.size()) ? size : std::nullopt;
    }
    bool arrayOf(quint64 wanted) { return array() == wanted; }
    /// Moves past one value of the forms above; arrays no deeper than values have them.
    bool skip(int depth = 0)
    {
        if (null() || boolean() || integer() || real() || text() || bytes())
            return true;
        const auto size = depth < 2 ? array() : std::nullopt;
        for (quint64 i = 0; size && i < *size; ++i) {
            if (!skip(depth + 1))
                return false;
        }
        return size.has_value();
    }

private:
    int majorType() const { return m_rest.isEmpty() ? -1 : quint8(m_rest[0]) >> 5; }
    bool simple(quint8 value)
    {
        if (m_rest.isEmpty() || quint8(m_rest[0]) != (0xe0 | value))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    std::optional<quint64> head(CborMajor major)
    {
        if (majorType() != int(major)) // asked first, since skip() tries one after the other
            return std::nullopt;
        const auto head = cborHead(m_rest);
        if (!head)
            return std::nullopt;
        m_rest = m_rest.sliced(head->size);
        return head->value;
    }
    std::optional<QByteArrayView> span(CborMajor major)
    {
        const auto size = head(major);
        if (!size || *size > quint64(m_rest.size()))
            return std::nullopt;
        const QByteArrayView view = m_rest.first(qsizetype(*size));
        m_rest = m_rest.sliced(qsizetype(*size));
        return view;
    }

    QByteArrayView m_rest;
};

}
