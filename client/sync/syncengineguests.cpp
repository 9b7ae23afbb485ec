// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of SyncEngine for what the offline policy does not keep here: lists of it, and the rows of it that are here
// all the same, of which no change tells.

#include "client/sync/syncengine.h"
#include "client/sync/wireforms.h"

#include <utility>

namespace tandem::client {

namespace {

constexpr qint64 refreshMilliseconds = 60'000; ///< between two questions for the same ones
constexpr size_t mostAtOnce = 100;

}

void SyncEngine::listServer(
    const ListQuery &query, const std::optional<Record> &after, int limit, std::function<void(Result<ServerPage>)> done)
{
    m_requests.list(query, after, limit, [this, done = std::move(done)](Result<ServerPage> page) {
        // The server leaves out what the policy keeps. Guests, and what has grown old since the last contact, are in
        // the list of this computer as well.
        if (page.ok())
            std::erase_if(page->records, [this](const Record &record) { return m_replica.read(record.key).ok(); });
        done(std::move(page));
    });
}

/// What was asked before does not count any more, nor does the answer to what is asked just now.
void SyncEngine::doubtGuests()
{
    m_guestsAsked.clear();
    m_guestsDoubted = m_guestQuestions > 0;
}

void SyncEngine::refreshGuests()
{
    const std::vector<RecordKey> guests = m_replica.guests();
    const Timestamp now = m_config.clock->now();
    const bool known = guests == m_guestsAsked && now - m_guestsAskedAt < refreshMilliseconds;
    if (guests.empty() || known || m_guestQuestions > 0)
        return;
    m_guestsAsked = guests;
    m_guestsAskedAt = now;
    std::vector<RecordId> ids;
    for (size_t i = 0; i < guests.size(); ++i) {
        ids.push_back(guests[i].id);
        const bool isLast = i + 1 == guests.size() || guests[i + 1].entity != guests[i].entity;
        if (isLast || ids.size() == mostAtOnce)
            askForGuests(guests[i].entity, std::exchange(ids, {}));
    }
}

void SyncEngine::askForGuests(EntityNumber entity, const std::vector<RecordId> &ids)
{
    ++m_guestQuestions;
    m_requests.fetch(entity, ids, [this, entity, ids](const Result<FetchReply> &reply) {
        --m_guestQuestions;
        if (!reply.ok())
            return m_guestsAsked.clear();
        // A reply that was cut off says nothing of those that it lacks.
        const std::vector<RecordId> judged = reply->more ? std::vector<RecordId>() : ids;
        if (const auto done = m_replica.refreshGuests(entity, judged, toIncoming(reply->rows)); !done.ok())
            return failed(done.error());
        if (m_guestQuestions > 0)
            return;
        if (std::exchange(m_guestsDoubted, false))
            refreshGuests();
        else if (!m_guestsAsked.empty())
            m_guestsAsked = m_replica.guests();
    });
}

}
