// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/timelineitems.h"
#include "client/models/timelinemodel.h"

#include <QTimer>

#include <map>

namespace tandem::client {

struct TimelineModel::Private
{
    static constexpr int pageSize = 200;

    /// Records of one entity that hang here: the newest, and whatever is pinned.
    struct Hanging
    {
        std::vector<Item> items = {};
        int wanted = pageSize; ///< of the newest
        bool isRead = false;
        bool more = false; ///< there are older ones

        Timestamp oldest() const; ///< of the newest
    };

    /// Those of them that the offline policy leaves at the server.
    struct Beyond
    {
        std::vector<Item> items = {};
        std::optional<Record> last = {}; ///< where the next page begins
        bool more = true;
    };

    TimelineModel *q;
    Records &records;
    RecordKey key = {};
    Kinds kinds = Kinds(Kind::Change) | Kind::Activity | Kind::Note | Kind::Approval | Kind::File;
    std::function<QString(const Item &)> words = {};
    HistoryState historyState = HistoryState::Awaited;
    bool isConnected = false;
    std::vector<Item> history = {};
    bool historyWasTold = false; ///< by the server, since the record was set
    bool moreHistory = false; ///< there are older entries
    bool historyHasGap = false; ///< they could not be had once: what else is older is shown without them
    std::vector<Item> waiting = {};
    std::map<EntityNumber, Hanging> hanging = {};
    std::map<EntityNumber, Beyond> beyond = {};
    bool beyondIsAway = false; ///< the server could not be reached for them
    std::vector<Item> shown = {};
    quint64 generation = 0;
    int olderAwaited = 0; ///< questions for older entries that are on their way
    bool awaitsServer = false;
    std::optional<Error> trouble = {};
    QTimer refreshTimer{nullptr};
    ChangeSet pending = {}; ///< what changed since the last look

    void forget();
    bool counts(const TimelineSource &source) const;
    bool hasMoreHistory() const;
    bool hasMoreHere() const;
    bool isBeyond(const TimelineSource &source) const; ///< some may be at the server, and can be asked for
    bool hasMoreBeyond() const;
    Timestamp edge() const; ///< what is older is not shown yet
    void show();
    void take(std::vector<Item> all);
    void removeOthersThan(const std::vector<Item> &all);
    void insertThoseOf(const std::vector<Item> &all);

    // timelineloading.cpp: what comes from where
    using Then = std::function<void()>;
    void load();
    void retry();
    void follow(const ChangeSet &changes);
    void followSource(const TimelineSource &source, const ChangeSet &changes);
    bool hangsHere(const TimelineSource &source, const Record &record) const;
    void followSync(SyncState::Phase phase);
    void loadHistory();
    void takeHistory(const TimelineHistory &told);
    void historyFailed(const Error &error);
    void loadWaiting();
    void loadSource(const TimelineSource &source, const Then &then = {});
    ListQuery queryOf(const TimelineSource &source) const;
    void addPinned(const TimelineSource &source, const std::vector<RecordId> &newest, const Then &then);
    void readSource(const TimelineSource &source, const std::vector<RecordId> &ids, bool more, const Then &then);
    void loadOlder();
    QString filterBeyond(const TimelineSource &source) const;
    void loadBeyond(const TimelineSource &source, const Then &then);
    void takeBeyond(const TimelineSource &source, const Result<ServerPage> &page);
    void leaveOutBeyond(EntityNumber entity);
    void loadOlderHistory(const Then &then);
    void takeOlderHistory(qint64 before, const Result<HistoryPage> &page);
    void olderCame(size_t shownBefore);
    void fail(const Error &error);
};

}
