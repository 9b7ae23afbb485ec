// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/blobs.h"

#include <QCborMap>
#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QCborValue>

namespace tandem::client {

namespace {

constexpr int version = 1;

/// Writes [version, items…].
class BlobWriter
{
public:
    explicit BlobWriter(int items)
        : m_cbor(&m_bytes)
    {
        m_cbor.startArray(quint64(items) + 1);
        m_cbor.append(version);
    }

    QCborStreamWriter &cbor() { return m_cbor; }
    QByteArray finish()
    {
        m_cbor.endArray();
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    QCborStreamWriter m_cbor;
};

Result<qint64> enterArray(QCborStreamReader &cbor)
{
    if (!cbor.isArray() || !cbor.isLengthKnown())
        return Error::corrupt(QStringLiteral("an array was expected"));
    const auto length = qint64(cbor.length());
    if (!cbor.enterContainer())
        return Error::corrupt(QStringLiteral("an array was expected"));
    return length;
}

Result<void> leaveArray(QCborStreamReader &cbor)
{
    if (cbor.hasNext() || !cbor.leaveContainer())
        return Error::corrupt(QStringLiteral("an array is longer than it should be"));
    return {};
}

Result<void> enterBlob(QCborStreamReader &cbor)
{
    TANDEM_TRY(enterArray(cbor));
    TANDEM_ASSIGN(const qint64 found, readInteger(cbor));
    if (found != version)
        return Error::corrupt(QStringLiteral("version %1 of a stored value").arg(found));
    return {};
}

void write(QCborStreamWriter &cbor, const FieldValues &values)
{
    cbor.startArray(quint64(values.size()) * 2);
    for (const auto &[field, value] : values) {
        cbor.append(field);
        writeValue(cbor, value);
    }
    cbor.endArray();
}

Result<FieldValues> readFieldValues(QCborStreamReader &cbor)
{
    TANDEM_ASSIGN(const qint64 length, enterArray(cbor));
    FieldValues values;
    for (qint64 i = 0; i < length / 2; ++i) {
        TANDEM_ASSIGN(const qint64 field, readInteger(cbor));
        TANDEM_ASSIGN(Value value, readValue(cbor));
        values.insert_or_assign(FieldNumber(field), std::move(value));
    }
    TANDEM_TRY(leaveArray(cbor));
    return values;
}

void write(QCborStreamWriter &cbor, const std::vector<FieldChange> &changes)
{
    cbor.startArray(quint64(changes.size()) * 3);
    for (const FieldChange &change : changes) {
        cbor.append(change.field);
        writeValue(cbor, change.from);
        writeValue(cbor, change.to);
    }
    cbor.endArray();
}

Result<std::vector<FieldChange>> readFieldChanges(QCborStreamReader &cbor)
{
    TANDEM_ASSIGN(const qint64 length, enterArray(cbor));
    std::vector<FieldChange> changes;
    for (qint64 i = 0; i < length / 3; ++i) {
        TANDEM_ASSIGN(const qint64 field, readInteger(cbor));
        TANDEM_ASSIGN(Value from, readValue(cbor));
        TANDEM_ASSIGN(Value to, readValue(cbor));
        changes.push_back({FieldNumber(field), std::move(from), std::move(to)});
    }
    TANDEM_TRY(leaveArray(cbor));
    return changes;
}

Result<RecordId> readId(QCborStreamReader &cbor)
{
    TANDEM_ASSIGN(const QByteArray bytes, readBytes(cbor));
    return recordIdFromBytes(bytes);
}

/// A nested CBOR map travels as its own bytes, so that the stream reader need not know its shape.
Result<QCborMap> readMap(QCborStreamReader &cbor)
{
    TANDEM_ASSIGN(const QByteArray bytes, readBytes(cbor));
    QCborParserError error;
    const QCborValue map = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError)
        return Error::corrupt(error.errorString());
    return map.toMap();
}

Result<HistoryEntry> readHistoryEntry(QCborStreamReader &cbor)
{
    HistoryEntry entry;
    TANDEM_ASSIGN(const qint64 length, enterArray(cbor));
    TANDEM_ASSIGN(entry.seq, readInteger(cbor));
    TANDEM_ASSIGN(entry.at, readInteger(cbor));
    TANDEM_ASSIGN(entry.user, readId(cbor));
    TANDEM_ASSIGN(const qint64 kind, readInteger(cbor));
    entry.kind = MutationKind(kind);
    TANDEM_ASSIGN(entry.action, readText(cbor));
    TANDEM_ASSIGN(entry.changes, readFieldChanges(cbor));
    // What was kept before actions said more about themselves ends here.
    if (length > 6) {
        TANDEM_ASSIGN(entry.arguments, readMap(cbor));
    }
    // And here what was kept before they said by which way they came.
    if (length > 8) {
        TANDEM_ASSIGN(const qint64 channel, readInteger(cbor));
        entry.channel = channelFrom(channel);
        TANDEM_ASSIGN(entry.device, readText(cbor));
    }
    TANDEM_TRY(leaveArray(cbor));
    return entry;
}

void write(QCborStreamWriter &cbor, const EntityAccess &access)
{
    cbor.startArray(10);
    cbor.append(access.entity);
    cbor.append(int(access.read));
    cbor.append(int(access.edit));
    cbor.append(int(access.remove));
    cbor.append(access.create ? 1 : 0);
    cbor.append(access.exportRows ? 1 : 0);
    cbor.append(access.import ? 1 : 0);
    cbor.startArray(quint64(access.actions.size()) * 2);
    for (const auto &[action, scope] : access.actions) {
        cbor.append(action);
        cbor.append(int(scope));
    }
    cbor.endArray();
    cbor.startArray(quint64(access.fields.size()) * 2);
    for (const auto &[field, level] : access.fields) {
        cbor.append(field);
        cbor.append(int(level));
    }
    cbor.endArray();
    cbor.append(access.partial ? 1 : 0);
    cbor.endArray();
}

Result<EntityAccess> readAccess(QCborStreamReader &cbor)
{
    EntityAccess access;
    TANDEM_TRY(enterArray(cbor));
    qint64 numbers[7] = {};
    for (qint64 &number : numbers) {
        TANDEM_ASSIGN(number, readInteger(cbor));
    }
    access.entity = EntityNumber(numbers[0]);
    access.read = Scope(numbers[1]);
    access.edit = Scope(numbers[2]);
    access.remove = Scope(numbers[3]);
    access.create = numbers[4] != 0;
    access.exportRows = numbers[5] != 0;
    access.import = numbers[6] != 0;
    TANDEM_ASSIGN(const qint64 actions, enterArray(cbor));
    for (qint64 i = 0; i < actions / 2; ++i) {
        TANDEM_ASSIGN(const QString action, readText(cbor));
        TANDEM_ASSIGN(const qint64 scope, readInteger(cbor));
        access.actions.emplace(action, Scope(scope));
    }
    TANDEM_TRY(leaveArray(cbor));
    TANDEM_ASSIGN(const qint64 fields, enterArray(cbor));
    for (qint64 i = 0; i < fields / 2; ++i) {
        TANDEM_ASSIGN(const qint64 field, readInteger(cbor));
        TANDEM_ASSIGN(const qint64 level, readInteger(cbor));
        access.fields.emplace(FieldNumber(field), FieldAccess(level));
    }
    TANDEM_TRY(leaveArray(cbor));
    if (cbor.hasNext()) { // a build of before did not know of it
        TANDEM_ASSIGN(const qint64 partial, readInteger(cbor));
        access.partial = partial != 0;
    }
    TANDEM_TRY(leaveArray(cbor));
    return access;
}

}

QByteArray toBlob(const FieldValues &values)
{
    BlobWriter writer(1);
    write(writer.cbor(), values);
    return writer.finish();
}

Result<FieldValues> fieldValuesFromBlob(const QByteArray &blob)
{
    QCborStreamReader cbor(blob);
    TANDEM_TRY(enterBlob(cbor));
    return readFieldValues(cbor);
}

QByteArray toBlob(const Mutation &mutation)
{
    BlobWriter writer(9);
    QCborStreamWriter &cbor = writer.cbor();
    cbor.append(toBytes(mutation.id.device));
    cbor.append(mutation.id.number);
    cbor.append(mutation.at);
    cbor.append(mutation.entity);
    cbor.append(toBytes(mutation.record));
    cbor.append(int(mutation.kind));
    write(cbor, mutation.changes);
    cbor.append(mutation.action);
    cbor.append(QCborValue(mutation.arguments).toCbor());
    return writer.finish();
}

Result<Mutation> mutationFromBlob(const QByteArray &blob)
{
    QCborStreamReader cbor(blob);
    TANDEM_TRY(enterBlob(cbor));
    Mutation mutation;
    TANDEM_ASSIGN(mutation.id.device, readId(cbor));
    TANDEM_ASSIGN(mutation.id.number, readInteger(cbor));
    TANDEM_ASSIGN(mutation.at, readInteger(cbor));
    TANDEM_ASSIGN(const qint64 entity, readInteger(cbor));
    mutation.entity = EntityNumber(entity);
    TANDEM_ASSIGN(mutation.record, readId(cbor));
    TANDEM_ASSIGN(const qint64 kind, readInteger(cbor));
    mutation.kind = MutationKind(kind);
    TANDEM_ASSIGN(mutation.changes, readFieldChanges(cbor));
    TANDEM_ASSIGN(mutation.action, readText(cbor));
    TANDEM_ASSIGN(mutation.arguments, readMap(cbor));
    return mutation;
}

QByteArray toBlob(const Error &error)
{
    BlobWriter writer(5);
    QCborStreamWriter &cbor = writer.cbor();
    cbor.append(int(error.code));
    cbor.append(error.reason);
    cbor.append(error.field);
    cbor.append(QCborValue(QCborMap::fromVariantMap(error.arguments)).toCbor());
    cbor.append(error.detail);
    return writer.finish();
}

namespace {

Result<void> readError(QCborStreamReader &cbor, Error &error)
{
    TANDEM_TRY(enterBlob(cbor));
    TANDEM_ASSIGN(const qint64 code, readInteger(cbor));
    error.code = ErrorCode(code);
    TANDEM_ASSIGN(error.reason, readText(cbor));
    TANDEM_ASSIGN(error.field, readText(cbor));
    TANDEM_ASSIGN(const QCborMap arguments, readMap(cbor));
    error.arguments = arguments.toVariantMap();
    TANDEM_ASSIGN(error.detail, readText(cbor));
    return {};
}

}

Error errorFromBlob(const QByteArray &blob)
{
    QCborStreamReader cbor(blob);
    Error error;
    const Result<void> read = readError(cbor, error);
    return read.ok() ? error : read.error();
}

QByteArray toBlob(const std::vector<HistoryEntry> &entries)
{
    BlobWriter writer(1);
    QCborStreamWriter &cbor = writer.cbor();
    cbor.startArray(quint64(entries.size()));
    for (const HistoryEntry &entry : entries) {
        cbor.startArray(9);
        cbor.append(entry.seq);
        cbor.append(entry.at);
        cbor.append(toBytes(entry.user));
        cbor.append(int(entry.kind));
        cbor.append(entry.action);
        write(cbor, entry.changes);
        cbor.append(QCborValue(entry.arguments).toCbor());
        cbor.append(int(entry.channel));
        cbor.append(entry.device);
        cbor.endArray();
    }
    cbor.endArray();
    return writer.finish();
}

Result<std::vector<HistoryEntry>> historyFromBlob(const QByteArray &blob)
{
    QCborStreamReader cbor(blob);
    TANDEM_TRY(enterBlob(cbor));
    TANDEM_ASSIGN(const qint64 length, enterArray(cbor));
    std::vector<HistoryEntry> entries;
    for (qint64 i = 0; i < length; ++i) {
        TANDEM_ASSIGN(HistoryEntry entry, readHistoryEntry(cbor));
        entries.push_back(std::move(entry));
    }
    return entries;
}

QByteArray toBlob(const std::vector<EntityAccess> &access)
{
    BlobWriter writer(1);
    writer.cbor().startArray(quint64(access.size()));
    for (const EntityAccess &entry : access)
        write(writer.cbor(), entry);
    writer.cbor().endArray();
    return writer.finish();
}

Result<std::vector<EntityAccess>> accessFromBlob(const QByteArray &blob)
{
    QCborStreamReader cbor(blob);
    TANDEM_TRY(enterBlob(cbor));
    TANDEM_ASSIGN(const qint64 length, enterArray(cbor));
    std::vector<EntityAccess> access;
    for (qint64 i = 0; i < length; ++i) {
        TANDEM_ASSIGN(EntityAccess entry, readAccess(cbor));
        access.push_back(std::move(entry));
    }
    return access;
}

}
