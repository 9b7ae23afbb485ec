// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/serverlink.h"
#include "client/records/synccontrol.h"

#include <map>

namespace tandem::client {

/// Questions to the server beside the sync itself. Each is answered exactly once: by the server, by the time limit, or
/// when the connection ends.
class RequestTable : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds timeout{20'000};

    RequestTable(ServerLink &link, Replica &replica, QObject *parent);

    using HistoryDone = std::function<void(Result<HistoryPage>)>;
    using SearchDone = std::function<void(Result<ServerHits>)>;
    using ListDone = std::function<void(Result<ServerPage>)>;
    using FetchDone = std::function<void(Result<FetchReply>)>;

    void history(const RecordKey &key, qint64 before, HistoryDone done);
    void search(const QString &text, const std::vector<EntityNumber> &entities, int limit, SearchDone done);
    void list(const ListQuery &query, const std::optional<Record> &after, int limit, ListDone done);
    void fetch(EntityNumber entity, const std::vector<RecordId> &ids, FetchDone done);
    static Result<std::vector<Record>> rowsOf(const FetchReply &reply);
    /// Error: NotFound.
    static Result<Record> recordOf(const FetchReply &reply, const RecordKey &key);

    /// `features` are those that both sides named; a question that the server does not know fails with Unavailable
    /// ("serverTooOld").
    void open(const QStringList &features);
    void close(); ///< answers all that wait
    /// True if it was an answer to one of these.
    bool take(const Message &message);

private:
    using Answer = std::function<void(const Message *message, const Error &why)>; ///< null: there is none, and why

    void ask(const QString &feature, Message message, qint64 number, Answer answer);
    void expire();
    static Error offline();

    struct Waiting
    {
        Answer answer;
        qint64 deadline = 0;
    };

    ServerLink &m_link;
    Replica &m_replica;
    bool m_open = false;
    QStringList m_features;
    qint64 m_last = 0;
    std::map<qint64, Waiting> m_waiting;
    QTimer m_timer;
};

}
