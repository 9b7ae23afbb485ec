// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/message.h"
#include "shared/protocol/messagefields.h"

#include <QCborMap>
#include <QCborStreamWriter>
#include <QCborValue>

#include <type_traits>
#include <utility>

namespace tandem {

/// Writes messages by their Fields: a struct is an array of its fields, in their order.
class MessageWriter
{
public:
    MessageWriter(QByteArray *target, Compression compression)
        : m_cbor(target)
        , m_compression(compression)
    {
    }

    template <typename M>
    void message(qint64 type, const M &message)
    {
        m_type = type;
        Fields<M>::visit(*this, message);
    }

    /// Called by Fields with all fields of a struct at once.
    template <typename... T>
    void operator()(const T &...fields)
    {
        const std::optional<qint64> type = std::exchange(m_type, std::nullopt);
        size_t left = writtenOf(fields...);
        m_cbor.startArray(left + (type ? 1 : 0));
        if (type)
            m_cbor.append(*type);
        const auto putNext = [&](const auto &field) {
            if (left > 0) {
                put(field);
                --left;
            }
        };
        (putNext(fields), ...);
        m_cbor.endArray();
    }

private:
    /// How many of them, from the first on, have to be there.
    template <typename... T>
    static size_t writtenOf(const T &...fields)
    {
        size_t written = 0;
        size_t place = 0;
        const auto look = [&](bool says) {
            ++place;
            if (says)
                written = place;
        };
        (look(saysSomething(fields)), ...);
        return written;
    }
    template <typename T>
    static bool saysSomething(const T &)
    {
        return true;
    }
    template <typename T>
    static bool saysSomething(const Added<T> &field)
    {
        return field.value != std::remove_const_t<T>();
    }

    template <typename T>
    void put(const Added<T> &field)
    {
        put(field.value);
    }
    void put(bool value) { m_cbor.append(value); }
    void put(const QString &value) { m_cbor.append(QStringView(value)); }
    void put(const QByteArray &value) { m_cbor.append(value); }
    void put(const Value &value) { writeValue(m_cbor, value); }
    void put(const QCborMap &value) { value.toCborValue().toCbor(m_cbor); }
    void put(const QVariantMap &value) { put(QCborMap::fromVariantMap(value)); }
    void put(const QJsonObject &value);
    void put(const RecordId &value);
    void put(const RowBatch &value);
    void put(const QStringList &value) { list(value); }

    template <std::integral T>
    void put(T value)
    {
        m_cbor.append(qint64(value));
    }
    template <typename T>
    requires std::is_enum_v<T>
    void put(T value) { m_cbor.append(qint64(value)); }
    template <typename T>
    void put(const std::optional<T> &value)
    {
        if (value)
            put(*value);
        else
            m_cbor.append(nullptr);
    }
    template <typename T>
    void put(const std::vector<T> &value)
    {
        list(value);
    }
    /// Keys and values in turn.
    template <typename K, typename V>
    void put(const std::map<K, V> &value)
    {
        m_cbor.startArray(value.size() * 2);
        for (const auto &[key, item] : value) {
            put(key);
            put(item);
        }
        m_cbor.endArray();
    }
    template <HasFields T>
    void put(const T &value)
    {
        Fields<T>::visit(*this, value);
    }
    template <typename L>
    void list(const L &items)
    {
        m_cbor.startArray(quint64(items.size()));
        for (const auto &item : items)
            put(item);
        m_cbor.endArray();
    }

    QCborStreamWriter m_cbor;
    Compression m_compression;
    std::optional<qint64> m_type; ///< to write before the fields of the outermost struct
};

}
