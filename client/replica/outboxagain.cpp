// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Outbox that knows what was sent before: to a server that has lost it, and under other names.

#include "client/replica/blobs.h"
#include "client/replica/outbox.h"
#include "shared/database/transaction.h"

namespace tandem::client {

Result<std::vector<RecordId>> Outbox::formerDevices() const
{
    TANDEM_ASSIGN(Statement rows,
        m_connection->prepare(QStringLiteral(
            "SELECT device FROM acknowledged WHERE device IS NOT NULL GROUP BY device ORDER BY max(number) DESC")));
    std::vector<RecordId> devices;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return devices;
        devices.push_back(rows.id(0));
    }
}

/// In order; under the present name.
Result<std::vector<Mutation>> Outbox::lost(qint64 knownNumber, const QHash<RecordId, qint64> &formerNumbers) const
{
    TANDEM_ASSIGN(Statement rows,
        m_connection->prepare(QStringLiteral("SELECT number, device, mutation FROM acknowledged ORDER BY number")));
    std::vector<Mutation> lost;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return lost;
        const qint64 number = rows.integer(0);
        // Of a name that the server did not speak of nobody knows what it has: rather nothing than all of it twice.
        const qint64 known = rows.isNull(1) ? knownNumber : formerNumbers.value(rows.id(1), number);
        if (number <= known)
            continue;
        TANDEM_ASSIGN(Mutation mutation, mutationFromBlob(rows.bytes(2)));
        mutation.id = {m_device, number};
        lost.push_back(std::move(mutation));
    }
}

Result<std::vector<RecordKey>> Outbox::reclaim(qint64 knownNumber, const QHash<RecordId, qint64> &formerNumbers)
{
    TANDEM_ASSIGN(const std::vector<Mutation> again, lost(knownNumber, formerNumbers));
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(
            QStringLiteral("INSERT INTO outbox(number, seq, mutation) VALUES(?1, 0, ?2) "
                           "ON CONFLICT(number) DO UPDATE SET seq = 0, mutation = excluded.mutation")));
    TANDEM_ASSIGN(
        Statement remove, m_connection->prepare(QStringLiteral("DELETE FROM acknowledged WHERE number = ?1")));
    for (const Mutation &mutation : again) {
        TANDEM_TRY(insert.bind(1, mutation.id.number).bind(2, toBlob(mutation)).run());
        TANDEM_TRY(remove.bind(1, mutation.id.number).run());
    }
    TANDEM_ASSIGN(
        Statement settled, m_connection->prepare(QStringLiteral("DELETE FROM outbox WHERE number <= ?1 AND seq > 0")));
    TANDEM_TRY(settled.bind(1, knownNumber).run());
    TANDEM_TRY(transaction.commit());
    TANDEM_TRY(load());
    const QList<RecordKey> keys = records();
    return std::vector<RecordKey>(keys.begin(), keys.end());
}

Result<void> Outbox::renewDevice()
{
    const RecordId device = newRecordId();
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    TANDEM_ASSIGN(Statement former,
        m_connection->prepare(QStringLiteral("UPDATE acknowledged SET device = ?1 WHERE device IS NULL")));
    TANDEM_TRY(former.bind(1, m_device).run());
    TANDEM_TRY(m_connection->execute(QStringLiteral("DELETE FROM outbox")));
    for (const auto &[number, entry] : m_entries) {
        if (entry.acknowledgedSeq != 0)
            continue;
        Mutation mutation = entry.mutation;
        mutation.id = {device, number};
        TANDEM_TRY(insert(mutation));
    }
    TANDEM_TRY(setMeta(QStringLiteral("device"), device));
    TANDEM_TRY(transaction.commit());
    return reload();
}

}
