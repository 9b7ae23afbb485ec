// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/devicestore.h"

#include <QCborArray>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QCryptographicHash>

#include <algorithm>

namespace tandem::server {

namespace {

/// [code, reason, field, arguments, detail]
QByteArray packError(const Error &error)
{
    return QCborValue(
        QCborArray{int(error.code), error.reason, error.field, QCborMap::fromVariantMap(error.arguments), error.detail})
        .toCbor();
}

Error unpackError(const QByteArray &bytes)
{
    const QCborArray parts = QCborValue::fromCbor(bytes).toArray();
    return {ErrorCode(parts.at(0).toInteger(qint64(ErrorCode::Internal))), parts.at(1).toString(),
        parts.at(2).toString(), parts.at(3).toMap().toVariantMap(), parts.at(4).toString()};
}

}

QByteArray DeviceStore::contentHash(const Mutation &mutation)
{
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writer.startArray();
    writer.append(mutation.at);
    writer.append(quint64(mutation.entity));
    writer.append(toBytes(mutation.record));
    writer.append(int(mutation.kind));
    for (const FieldChange &change : mutation.changes) {
        writer.append(quint64(change.field));
        writeValue(writer, change.from);
        writeValue(writer, change.to);
    }
    writer.append(mutation.action);
    QCborValue(mutation.arguments).toCbor(writer);
    writer.endArray();
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Result<qint64> DeviceStore::lastNumber(const RecordId &device)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT max(\"number\") FROM \"device_answer\" WHERE \"device\" = ?1")));
    TANDEM_TRY(statement.bind(1, device).step());
    return statement.integer(0);
}

Result<qint64> DeviceStore::knownLast(const RecordId &device)
{
    if (m_memory == Memory::None)
        return lastNumber(device);
    if (const auto known = m_lastNumbers.constFind(device); known != m_lastNumbers.cend())
        return *known;
    TANDEM_ASSIGN(const qint64 last, lastNumber(device));
    m_lastNumbers.insert(device, last);
    return last;
}

Result<DeviceStore::Lookup> DeviceStore::look(const MutationId &id, const QByteArray &contentHash)
{
    Lookup lookup;
    TANDEM_ASSIGN(lookup.last, knownLast(id.device));
    if (id.number > lookup.last) {
        lookup.standing = id.number == lookup.last + 1 ? Standing::New : Standing::Gap;
        return lookup;
    }
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT \"hash\", \"outcome\", \"seq\", \"error\" FROM \"device_answer\" "
                                            "WHERE \"device\" = ?1 AND \"number\" = ?2")));
    TANDEM_ASSIGN(const bool found, statement.bind(1, id.device).bind(2, id.number).step());
    if (!found) {
        lookup.standing = Standing::Forgotten;
        return lookup;
    }
    if (statement.bytes(0) != contentHash) {
        lookup.standing = Standing::Differs;
        return lookup;
    }
    lookup.standing = Standing::Repeated;
    lookup.answer.id = id;
    lookup.answer.outcome = Outcome(statement.integer(1));
    lookup.answer.seq = statement.integer(2);
    if (!statement.isNull(3))
        lookup.answer.error = unpackError(statement.bytes(3));
    return lookup;
}

Result<void> DeviceStore::keep(const QByteArray &contentHash, const Acknowledgement &answer, Timestamp at)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("INSERT INTO \"device_answer\" (\"device\", \"number\", \"hash\", "
                                            "\"outcome\", \"seq\", \"error\", \"at\") "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")));
    statement.bind(1, answer.id.device)
        .bind(2, answer.id.number)
        .bind(3, contentHash)
        .bind(4, int(answer.outcome))
        .bind(5, answer.seq)
        .bind(7, at);
    if (answer.error)
        statement.bind(6, packError(*answer.error));
    TANDEM_TRY(statement.run());
    if (const auto known = m_lastNumbers.find(answer.id.device); known != m_lastNumbers.end())
        *known = std::max(*known, answer.id.number);
    return {};
}

Result<void> DeviceStore::trim(Timestamp before)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral(
            "DELETE FROM \"device_answer\" WHERE \"at\" < ?1 AND \"number\" < (SELECT max(newest.\"number\") "
            "FROM \"device_answer\" AS newest WHERE newest.\"device\" = \"device_answer\".\"device\")")));
    TANDEM_TRY(statement.bind(1, before).run());
    TANDEM_ASSIGN(const std::vector<RecordId> silent, silentDevices(before));
    for (const RecordId &device : silent) {
        if (device.version() != QUuid::Sha1)
            continue;
        TANDEM_ASSIGN(
            auto forget, m_connection.prepare(QStringLiteral("DELETE FROM \"device_answer\" WHERE \"device\" = ?1")));
        TANDEM_TRY(forget.bind(1, device).run());
    }
    return {};
}

/// Of which nothing newer than `before` is there.
Result<std::vector<RecordId>> DeviceStore::silentDevices(Timestamp before)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(
            QStringLiteral("SELECT \"device\" FROM \"device_answer\" GROUP BY \"device\" HAVING max(\"at\") < ?1")));
    statement.bind(1, before);
    std::vector<RecordId> devices;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return devices;
        devices.push_back(statement.id(0));
    }
}

}
