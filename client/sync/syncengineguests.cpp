// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of SyncEngine for what the offline policy does not keep here: lists of it, searches in it, what it is
// called, and the rows of it that are here all the same, of which no change tells.

#include "client/sync/syncengine.h"
#include "client/sync/wireforms.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tandem::client {

namespace {

constexpr qint64 refreshMilliseconds = 60'000; ///< between two questions for the same ones
constexpr size_t mostAtOnce = 100;

/// What the row calls itself. A title that is no text is that of another record, and such records are shown nowhere by
/// their own.
std::optional<QString> titleIn(const EntityDef &entity, const Record &record)
{
    const FieldDef *field = entity.field(entity.titleField);
    const Value title = field ? record.value(field->number) : Value();
    if (title.kind() == Value::Kind::Text)
        return field->readable(title.toText());
    return title.isNull() ? std::optional(QString()) : std::nullopt;
}

}

void SyncEngine::searchServer(const QString &text, const std::vector<EntityNumber> &entities, int limit,
    std::function<void(Result<ServerHits>)> done)
{
    m_requests.search(text, entities, limit, [this, done = std::move(done)](Result<ServerHits> found) {
        if (found.ok()) {
            // As with lists: what is here all the same is found here.
            for (SearchGroup &group : found->groups)
                std::erase_if(group.hits, [this](const SearchHit &hit) { return m_replica.read(hit.key).ok(); });
            std::erase_if(found->groups, [](const SearchGroup &group) { return group.hits.empty(); });
        }
        done(std::move(found));
    });
}

void SyncEngine::fetchTitles(
    const std::vector<RecordKey> &keys, std::function<void(Result<QHash<RecordKey, QString>>)> done)
{
    std::vector<RecordKey> sorted = keys;
    std::sort(sorted.begin(), sorted.end());
    fetchNextTitles(std::move(sorted), {}, std::move(done));
}

void SyncEngine::fetchNextTitles(std::vector<RecordKey> keys, QHash<RecordKey, QString> found,
    std::function<void(Result<QHash<RecordKey, QString>>)> done)
{
    const RegistryPointer registry = m_replica.registry();
    std::erase_if(keys, [&](const RecordKey &key) { return !registry->entity(key.entity); });
    if (keys.empty())
        return done(std::move(found));
    const EntityDef *entity = registry->entity(keys.front().entity);
    std::vector<RecordId> ids;
    for (const RecordKey &key : keys) {
        if (key.entity == entity->number && ids.size() < mostAtOnce)
            ids.push_back(key.id);
    }
    m_requests.fetch(entity->number, ids,
        [this, keys = std::move(keys), ids, found = std::move(found), done = std::move(done)](
            const Result<FetchReply> &reply) mutable {
            const auto records = reply.ok() ? RequestTable::rowsOf(*reply) : Result<std::vector<Record>>(reply.error());
            if (!records.ok())
                return done(records.error());
            const EntityDef *entity = m_replica.registry()->entity(keys.front().entity);
            for (const Record &record : *records) {
                if (const auto title = entity ? titleIn(*entity, record) : std::nullopt)
                    found.insert(record.key, *title);
            }
            // A reply that was cut off says nothing of those behind its last row.
            auto answered = ids.end();
            if (reply->more && !records->empty())
                answered = std::find(ids.begin(), ids.end(), records->back().key.id);
            if (answered != ids.end())
                ++answered;
            keys.erase(keys.begin(), keys.begin() + std::distance(ids.begin(), answered));
            fetchNextTitles(std::move(keys), std::move(found), std::move(done));
        });
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
