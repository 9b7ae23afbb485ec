// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/synccontrol.h"
#include "client/replica/replica.h"
#include "shared/metadata/registry.h"
#include "tests/support/clientdata.h"

#include <algorithm>
#include <atomic>

namespace tandem::test {

/// In place of the sync engine where a test needs no server: the user may do everything, and everything stays here.
class LocalSync : public client::SyncControl
{
public:
    using FieldRights = QHash<EntityNumber, std::map<FieldNumber, FieldAccess>>;

    /// `rights` are those that are less than writing.
    LocalSync(client::Replica &replica, const RecordId &user, const FieldRights &rights = {})
        : m_replica(replica)
    {
        std::vector<EntityAccess> access;
        const RegistryPointer registry = replica.registry();
        for (const EntityDef &entity : registry->entities()) {
            EntityAccess all;
            all.entity = entity.number;
            all.read = all.edit = all.remove = Scope::All;
            all.create = all.exportRows = all.import = true;
            all.fields = rights.value(entity.number);
            access.push_back(all);
        }
        m_ready = replica.setUser(user).ok() && replica.setCompany(QStringLiteral("星河科技")).ok()
            && replica.setAccess(access).ok();
    }

    bool isReady() const { return m_ready; }
    int searches() const { return m_searches; } ///< at the server, whether it is there or not; any thread
    /// What the server would tell of any record; nothing: it is away.
    void setHistory(std::vector<client::HistoryEntry> history) { m_history = std::move(history); }
    /// Why it does not tell what is older than its first page of a history; nothing: it does. In the thread of the
    /// replica.
    void setOlderHistoryError(const std::optional<Error> &error) { m_olderHistoryError = error; }
    static constexpr size_t historyPage = 200;
    /// What a server would have that is not here, which makes it one that can be reached. Before the workspace starts
    /// it.
    void setAtServer(std::vector<client::Record> records) { m_atServer = std::move(records); }

    /// Takes all that waits, as a server would, for what only it has.
    void acceptAll()
    {
        std::vector<Acknowledgement> taken;
        for (const Mutation &mutation : m_replica.outboxAfter(0, 1'000).valueOr({})) {
            for (client::Record &record : m_atServer) {
                for (const FieldChange &change : mutation.changes) {
                    if (record.key.id == mutation.record && mutation.kind == MutationKind::Update)
                        record.values[change.field] = change.to;
                }
            }
            if (mutation.kind == MutationKind::Delete)
                std::erase_if(m_atServer, [&](const client::Record &each) { return each.key.id == mutation.record; });
            taken.push_back({mutation.id, Outcome::Applied, 1, {}});
        }
        (void)m_replica.applyAcknowledgements(taken).ok();
    }

    void start() override { emit stateChanged(state()); }
    void stop() override { }
    void setNetwork(Network network) override
    {
        m_offlineByChoice = network == Network::Offline;
        emit stateChanged(state());
    }
    void syncNow() override { }
    void signIn(const QString &, const QString &, std::function<void(Result<void>)> done) override { done({}); }
    void signInWithCode(
        const QString &, const QString &, const QString &, std::function<void(Result<void>)> done) override
    {
        done({});
    }
    void trustCertificate(const QByteArray &) override { }
    void signOut() override { }
    void fetchHistory(
        const client::RecordKey &, qint64 before, std::function<void(Result<client::HistoryPage>)> done) override
    {
        if (m_history.empty())
            return done(Error::unavailable(QStringLiteral("offline")));
        if (before > 0 && m_olderHistoryError)
            return done(*m_olderHistoryError);
        client::HistoryPage page;
        for (const client::HistoryEntry &entry : m_history) {
            if (before > 0 && entry.seq >= before)
                continue;
            page.more = page.entries.size() == historyPage;
            if (page.more)
                break;
            page.entries.push_back(entry);
        }
        done(std::move(page));
    }
    void fetchFile(const RecordId &, std::function<void(Result<client::CachedFile>)> done) override
    {
        done(Error::unavailable(QStringLiteral("offline")));
    }
    void cancelFetch(const RecordId &) override { }
    void searchServer(const QString &text, const std::vector<EntityNumber> &entities, int limit,
        std::function<void(Result<client::ServerHits>)> done) override
    {
        ++m_searches;
        if (!isReachable())
            return done(Error::unavailable(QStringLiteral("offline")));
        client::ServerHits found;
        for (const EntityNumber entity : entities) {
            client::SearchGroup group{entity, {}, false};
            for (const client::Record &record : m_atServer) {
                const bool fits = record.key.entity == entity && titleOf(record).contains(text, Qt::CaseInsensitive);
                if (fits && int(group.hits.size()) < limit && !m_replica.read(record.key).ok())
                    group.hits.push_back({record.key, titleOf(record), {}});
            }
            if (!group.hits.empty())
                found.groups.push_back(std::move(group));
        }
        done(std::move(found));
    }
    void fetchTitles(const std::vector<client::RecordKey> &keys,
        std::function<void(Result<QHash<client::RecordKey, QString>>)> done) override
    {
        if (!isReachable())
            return done(Error::unavailable(QStringLiteral("offline")));
        QHash<client::RecordKey, QString> titles;
        for (const client::Record &record : m_atServer) {
            if (std::find(keys.begin(), keys.end(), record.key) != keys.end())
                titles.insert(record.key, titleOf(record));
        }
        done(std::move(titles));
    }
    void listServer(const client::ListQuery &, const std::optional<client::Record> &after, int,
        std::function<void(Result<client::ServerPage>)> done) override
    {
        if (!isReachable())
            return done(Error::unavailable(QStringLiteral("offline")));
        std::vector<client::Record> rest = after ? std::vector<client::Record>() : m_atServer;
        std::erase_if(rest, [this](const client::Record &record) { return m_replica.read(record.key).ok(); });
        done(client::ServerPage{std::move(rest), false, {}});
    }
    void fetchRecord(const client::RecordKey &key, std::function<void(Result<client::Record>)> done) override
    {
        if (!isReachable())
            return done(Error::unavailable(QStringLiteral("offline")));
        for (const client::Record &record : m_atServer) {
            if (record.key != key)
                continue;
            std::vector<FieldNumber> columns;
            for (const auto &[field, value] : record.values)
                columns.push_back(field);
            (void)m_replica.invite(incomingRows(key.entity, columns, {{key.id, record.values}}, 1)).ok();
            return done(record);
        }
        done(Error::unavailable(QStringLiteral("offline")));
    }

private:
    QString titleOf(const client::Record &record) const
    {
        const EntityDef *entity = m_replica.registry()->entity(record.key.entity);
        const FieldDef *field = entity ? entity->field(entity->titleField) : nullptr;
        return field ? record.value(field->number).toText() : QString();
    }

    bool isReachable() const { return !m_atServer.empty() && !m_offlineByChoice; }

    client::SyncState state() const
    {
        client::SyncState state;
        state.phase = isReachable() ? client::SyncState::Phase::Synced : client::SyncState::Phase::Offline;
        state.offlineByChoice = m_offlineByChoice;
        return state;
    }

    client::Replica &m_replica;
    std::vector<client::Record> m_atServer;
    std::atomic<int> m_searches = 0;
    bool m_ready = false;
    bool m_offlineByChoice = false;
    std::vector<client::HistoryEntry> m_history;
    std::optional<Error> m_olderHistoryError;
};

}
