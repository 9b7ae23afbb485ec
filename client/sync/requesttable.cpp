// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/requesttable.h"

#include "client/replica/historycache.h"
#include "client/replica/incomingreader.h"
#include "client/sync/wireforms.h"
#include "shared/protocol/features.h"

#include <QDeadlineTimer>

namespace tandem::client {

namespace {

qint64 monotonicNow()
{
    return QDeadlineTimer::current().deadline();
}

std::vector<SearchGroup> groupsOf(const SearchReply &reply)
{
    std::vector<SearchGroup> groups;
    for (const tandem::SearchHit &hit : reply.hits) {
        if (groups.empty() || groups.back().entity != hit.entity)
            groups.push_back({hit.entity, {}, false});
        groups.back().hits.push_back({{hit.entity, hit.record}, hit.title, hit.subtitle});
    }
    return groups;
}

Result<std::vector<Record>> recordsOf(const RowBatch &batch)
{
    std::vector<Record> records;
    const IncomingRows rows = toIncoming(batch);
    IncomingReader reader(rows);
    while (reader.hasNext()) {
        TANDEM_TRY(reader.beginRow());
        TANDEM_ASSIGN(FieldValues values, reader.values());
        records.push_back({{batch.entity, reader.id()}, std::move(values), false});
    }
    return records;
}

qint64 requestOf(const Message &message)
{
    if (const auto *history = std::get_if<HistoryReply>(&message))
        return history->request;
    if (const auto *search = std::get_if<SearchReply>(&message))
        return search->request;
    if (const auto *fetch = std::get_if<FetchReply>(&message))
        return fetch->request;
    if (const auto *list = std::get_if<ListReply>(&message))
        return list->request;
    return 0;
}

}

RequestTable::RequestTable(ServerLink &link, Replica &replica, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_replica(replica)
{
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &RequestTable::expire);
}

Error RequestTable::offline()
{
    return Error::unavailable(QStringLiteral("offline"));
}

void RequestTable::ask(const QString &feature, Message message, qint64 number, Answer answer)
{
    // One that does not know the question would not answer it.
    if (!m_open || !m_features.contains(feature)) {
        const Error why = m_open ? Error::unavailable(QStringLiteral("serverTooOld")) : offline();
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer), why] { answer(nullptr, why); }, Qt::QueuedConnection);
        return;
    }
    m_waiting.emplace(number, Waiting{std::move(answer), monotonicNow() + timeout.count()});
    m_timer.start();
    m_link.send(message);
}

void RequestTable::history(const RecordKey &key, qint64 before, HistoryDone done)
{
    const qint64 number = ++m_last;
    ask(feature::history, HistoryRequest{number, key.entity, key.id, before, 0}, number,
        [this, key, before, done = std::move(done)](const Message *message, const Error &why) {
            const auto *reply = message ? std::get_if<HistoryReply>(message) : nullptr;
            if (!reply)
                return done(why);
            if (reply->error)
                return done(*reply->error);
            HistoryPage page{toEntries(reply->entries), reply->more};
            if (before == 0) // what is remembered is the newest
                (void)m_replica.history().store(key, {page.entries, SystemClock::instance().now()}).ok();
            done(std::move(page));
        });
}

void RequestTable::search(const QString &text, const std::vector<EntityNumber> &entities, int limit, SearchDone done)
{
    const qint64 number = ++m_last;
    const auto answered = [done = std::move(done)](const Message *message, const Error &why) {
        const auto *reply = message ? std::get_if<SearchReply>(message) : nullptr;
        if (!reply)
            return done(why);
        if (reply->error && reply->hits.empty())
            return done(*reply->error);
        done(ServerHits{groupsOf(*reply), reply->unfinished});
    };
    ask(feature::search, SearchRequest{number, text, entities, limit, true}, number, answered);
}

void RequestTable::list(const ListQuery &query, const std::optional<Record> &after, int limit, ListDone done)
{
    const qint64 number = ++m_last;
    ListRequest request{number, query.entity, query.filter, query.sort, {}, {}, limit, true};
    const EntityDef *entity = m_replica.registry()->entity(query.entity);
    if (after && entity) {
        request.after = after->key.id;
        for (const SortKey &key : query.sort) {
            const FieldDef *field = entity->field(key.field);
            request.afterValues.push_back(field ? after->value(field->number) : Value());
        }
    }
    ask(feature::lists, std::move(request), number, [done = std::move(done)](const Message *message, const Error &why) {
        const auto *reply = message ? std::get_if<ListReply>(message) : nullptr;
        if (!reply)
            return done(why);
        if (reply->error)
            return done(*reply->error);
        auto records = recordsOf(reply->rows);
        if (!records.ok())
            return done(records.error());
        ServerPage page{*std::move(records), reply->more, {}};
        if (!page.records.empty())
            page.last = page.records.back();
        done(std::move(page));
    });
}

void RequestTable::fetch(EntityNumber entity, const std::vector<RecordId> &ids, FetchDone done)
{
    const qint64 number = ++m_last;
    const auto answered = [done = std::move(done)](const Message *message, const Error &why) {
        const auto *reply = message ? std::get_if<FetchReply>(message) : nullptr;
        if (!reply)
            return done(why);
        done(reply->error ? Result<FetchReply>(*reply->error) : Result<FetchReply>(*reply));
    };
    ask(feature::fetch, FetchRequest{number, entity, ids}, number, answered);
}

Result<std::vector<Record>> RequestTable::rowsOf(const FetchReply &reply)
{
    return recordsOf(reply.rows);
}

Result<Record> RequestTable::recordOf(const FetchReply &reply, const RecordKey &key)
{
    TANDEM_ASSIGN(const std::vector<Record> records, rowsOf(reply));
    for (const Record &record : records) {
        if (record.key == key)
            return record;
    }
    return Error::notFound(toText(key.id));
}

void RequestTable::open(const QStringList &features)
{
    m_open = true;
    m_features = features;
}

void RequestTable::close()
{
    m_open = false;
    m_timer.stop();
    for (const auto &[number, waiting] : std::exchange(m_waiting, {}))
        waiting.answer(nullptr, offline());
}

bool RequestTable::take(const Message &message)
{
    const auto found = m_waiting.find(requestOf(message));
    if (found == m_waiting.end())
        return requestOf(message) != 0;
    const Answer answer = std::move(found->second.answer);
    m_waiting.erase(found);
    if (m_waiting.empty())
        m_timer.stop();
    answer(&message, {});
    return true;
}

void RequestTable::expire()
{
    const qint64 now = monotonicNow();
    std::vector<Answer> late;
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (it->second.deadline <= now) {
            late.push_back(std::move(it->second.answer));
            it = m_waiting.erase(it);
        } else {
            ++it;
        }
    }
    if (m_waiting.empty())
        m_timer.stop();
    for (const Answer &answer : late)
        answer(nullptr, offline());
}

}
