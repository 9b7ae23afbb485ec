// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/messagereader.h"

#include "shared/protocol/cborcheck.h"
#include "shared/protocol/compression.h"
#include "shared/protocol/rowcolumns.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem {

Error overLimit(const char *bound, qint64 limit)
{
    return {
        ErrorCode::TooLarge, QStringLiteral("tooLarge"), QLatin1String(bound), {{QStringLiteral("limit"), limit}}, {}};
}

Result<qint64> MessageReader::type()
{
    if (!enter())
        return *m_error;
    return readInteger(m_cbor);
}

bool MessageReader::enter()
{
    if (m_error)
        return false;
    if (m_cbor.isArray() && m_cbor.enterContainer())
        return true;
    fail(Error::corrupt(QStringLiteral("message: expected an array")));
    return false;
}

void MessageReader::leave()
{
    while (!m_error && m_cbor.hasNext())
        m_cbor.next();
    if (!m_error && !m_cbor.leaveContainer())
        fail(Error::corrupt(QStringLiteral("message: expected the end of an array")));
}

void MessageReader::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

qint64 MessageReader::integer()
{
    const auto value = readInteger(m_cbor);
    if (value.ok())
        return *value;
    fail(value.error());
    return 0;
}

void MessageReader::get(bool &value)
{
    if (!m_cbor.isBool())
        return fail(Error::corrupt(QStringLiteral("message: expected true or false")));
    value = m_cbor.toBool();
    m_cbor.next();
}

void MessageReader::get(QString &value)
{
    auto text = readText(m_cbor);
    if (!text.ok())
        return fail(text.error());
    value = std::move(*text);
}

void MessageReader::get(QByteArray &value)
{
    auto bytes = readBytes(m_cbor);
    if (!bytes.ok())
        return fail(bytes.error());
    value = std::move(*bytes);
}

void MessageReader::get(Value &value)
{
    auto read = readValue(m_cbor);
    if (!read.ok())
        return fail(read.error());
    value = std::move(*read);
}

void MessageReader::get(QCborMap &value)
{
    if (!m_cbor.isMap())
        return fail(Error::corrupt(QStringLiteral("message: expected a map")));
    value = QCborValue::fromCbor(m_cbor).toMap();
}

void MessageReader::get(QVariantMap &value)
{
    QCborMap map;
    get(map);
    value = map.toVariantMap();
}

void MessageReader::get(QJsonObject &value)
{
    const auto text = readText(m_cbor);
    if (!text.ok())
        return fail(text.error());
    const QJsonDocument document = QJsonDocument::fromJson(text->toUtf8());
    if (!document.isObject())
        return fail(Error::corrupt(QStringLiteral("message: expected a JSON object")));
    value = document.object();
}

void MessageReader::get(RecordId &value)
{
    if (m_cbor.isNull()) {
        m_cbor.next();
        value = {};
        return;
    }
    QByteArray bytes;
    get(bytes);
    if (!m_error && bytes.size() != 16)
        return fail(Error::corrupt(QStringLiteral("message: expected an id of 16 bytes")));
    value = recordIdFromBytes(bytes);
}

void MessageReader::get(QStringList &value)
{
    if (!enter())
        return;
    while (!m_error && m_cbor.hasNext())
        get(value.emplaceBack());
    leave();
}

void MessageReader::get(RowBatch &value)
{
    qint64 unpackedSize = 0;
    QByteArray bytes;
    bool isByColumns = false;
    (*this)(value.entity, value.columns, value.count, unpackedSize, bytes, isByColumns);
    if (m_error)
        return;
    if (unpackedSize != 0) {
        // Together, not each: a frame of a few kilobytes has room for many batches that unpack to the most.
        if (unpackedSize > limits::batchBytes - m_unpackedBytes)
            return fail(overLimit("batchBytes", limits::batchBytes));
        auto unpacked = decompressed(bytes, unpackedSize, limits::batchBytes);
        if (!unpacked.ok())
            return fail(unpacked.error());
        m_unpackedBytes += unpackedSize;
        bytes = std::move(*unpacked);
    }
    if (isByColumns) {
        auto rows = byRows(bytes, value.count, qsizetype(value.columns.size() + 2));
        if (!rows.ok())
            return fail(rows.error());
        value.rows = std::move(*rows);
        return;
    }
    if (value.count < 0 || (value.count == 0) != bytes.isEmpty())
        return fail(Error::corrupt(QStringLiteral("message: number of rows")));
    const CborBounds bounds{limits::depth, limits::items, quint64(limits::textBytes)};
    if (const auto checked = checkCbor(bytes, bounds, bytes.isEmpty() ? 0 : 1); !checked.ok())
        return fail(checked.error());
    value.rows = std::move(bytes);
}

}
