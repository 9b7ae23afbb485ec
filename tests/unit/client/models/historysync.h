// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/filecache.h"
#include "shared/entities/entitynames.h"
#include "tests/support/localsync.h"

#include <QFile>

#include <atomic>

namespace tandem::test {

/// A server that answers for the history of records, or is away.
class HistorySync final : public LocalSync
{
public:
    HistorySync(client::Replica &replica, const RecordId &user, const std::atomic_bool &online, std::atomic_int &asked)
        : LocalSync(replica, user)
        , m_replica(replica)
        , m_online(online)
        , m_asked(asked)
    {
    }

    void fetchHistory(const client::RecordKey &, qint64, std::function<void(Result<client::HistoryPage>)> done) override
    {
        ++m_asked;
        if (!m_online)
            return done(Error::unavailable(QStringLiteral("offline")));
        client::HistoryEntry created;
        created.seq = 1;
        created.at = 1'000;
        created.kind = MutationKind::Create;
        client::HistoryEntry won;
        won.seq = 2;
        won.at = 5'000;
        won.kind = MutationKind::Action;
        won.action = QStringLiteral("approval.approved");
        // What the server reckons from the activities, which are in the timeline anyway.
        client::HistoryEntry contacted;
        contacted.seq = 3;
        contacted.at = 7'000;
        contacted.kind = MutationKind::Update;
        contacted.changes = {{entities::account::field::lastContactAt, Value(), Value(qint64(7'000))},
            {systemfield::modifiedAt, Value(), Value(qint64(7'000))}};
        done(client::HistoryPage{{contacted, won, created}, false});
    }

    /// As the engine does: what is known to the cache is fetched.
    void fetchFile(const RecordId &id, std::function<void(Result<client::CachedFile>)> done) override
    {
        const auto known = m_replica.files().find(id);
        if (!known.ok() || !*known)
            return done(Error::notFound(QStringLiteral("file")));
        QFile part(m_replica.files().partPathOf((*known)->sha256));
        if (!part.open(QIODevice::WriteOnly) || part.write(offer()) < 0)
            return done(Error::unavailable(QStringLiteral("cannotWrite")));
        part.close();
        done(m_replica.files().adoptPart(id, (*known)->sha256));
    }

    static QByteArray offer() { return QByteArrayLiteral("an offer"); }

private:
    client::Replica &m_replica;
    const std::atomic_bool &m_online;
    std::atomic_int &m_asked;
};

}
