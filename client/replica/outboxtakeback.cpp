// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Outbox that lets go of what nobody else has.

#include "client/replica/blobs.h"
#include "client/replica/outbox.h"
#include "shared/database/transaction.h"

namespace tandem::client {

Result<void> Outbox::takeBack(const TakeBack &taken)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    TANDEM_ASSIGN(
        Statement update, m_connection->prepare(QStringLiteral("UPDATE outbox SET mutation = ?2 WHERE number = ?1")));
    for (const Mutation &mutation : taken.changed)
        TANDEM_TRY(update.bind(1, mutation.id.number).bind(2, toBlob(mutation)).run());
    // With the content of a file that is not made after all: nothing that is sent would ever ask for it.
    TANDEM_ASSIGN(Statement unload, m_connection->prepare(QStringLiteral("DELETE FROM upload WHERE file = ?1")));
    for (const Mutation &mutation : taken.gone) {
        TANDEM_TRY(erase(mutation.id.number));
        if (mutation.kind == MutationKind::Create)
            TANDEM_TRY(unload.bind(1, mutation.record).run());
    }
    TANDEM_TRY(transaction.commit());
    for (const Mutation &mutation : taken.changed)
        m_entries.at(mutation.id.number).mutation = mutation;
    for (const Mutation &mutation : taken.gone)
        forget(mutation.id.number);
    return {};
}

}
