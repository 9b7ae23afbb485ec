// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/livehub.h"
#include "server/api/live/visiblerows.h"

#include <mutex>

namespace tandem::server {

class LiveSession;

/// The signed-in sessions of one network thread, and what they have not looked at yet: the answers to what they have
/// submitted, and the commits. Everything but join(), leave(), put…, post… runs on that thread.
class LiveGroup
{
public:
    /// A session as other threads name it; only the network thread looks inside. Null once the session is gone.
    using Seat = std::shared_ptr<LiveSession *>;

    explicit LiveGroup(LiveHub::Core &core)
        : m_core(core)
    {
    }

    /// This thread's reading side; opened when it is first needed.
    Result<ReadSide *> reads();

    void join(LiveSession &session, const std::shared_ptr<WebSocketSession> &socket, const RecordId &signIn);
    void leave(LiveSession &session);
    /// Any thread. Wakes nobody: the notice that follows does, so that a commit costs one turn of the network thread
    /// however many it answers, and answer and change leave together.
    void putAnswer(Seat seat, std::vector<Acknowledgement> answer);
    /// For answers that no notice follows. Any thread.
    void deliver();
    void postNotice(const CommitNoticePointer &notice); ///< any thread
    void postEnd(const std::vector<RecordId> &signIns, const QString &reason); ///< any thread; empty: all
    int size() const; ///< any thread
    /// Tells the sessions of the answers and commits that wait. Out of itself (a session may end by what it is told,
    /// and leaves) it only notes that there is more.
    void drain();

private:
    struct Answer
    {
        Seat seat;
        std::vector<Acknowledgement> acknowledgements;
    };
    struct Mail
    {
        std::vector<Answer> answers;
        std::vector<CommitNoticePointer> notices;
        bool overflow = false; ///< there were more notices

        bool isEmpty() const { return answers.empty() && notices.empty() && !overflow; }
        void put(const CommitNoticePointer &notice);
    };

    void distribute();
    void tellOfNotices(const std::vector<CommitNoticePointer> &notices, bool overflow);
    Result<VisibleRows> stateAfter(const std::vector<CommitNoticePointer> &notices, bool newRights);
    std::vector<LiveSession *> sessions() const;
    /// Who passes the word on that something waits, if nobody does yet. The mutex is held.
    std::shared_ptr<WebSocketSession> messenger();

    struct Member
    {
        LiveSession *session = nullptr;
        std::shared_ptr<WebSocketSession> socket;
        RecordId signIn;
    };
    /// More notices than this wait for nobody: the sessions read the log instead.
    static constexpr size_t mostNotices = 256;

    LiveHub::Core &m_core;
    std::unique_ptr<ReadSide> m_reads;
    bool m_draining = false;
    bool m_again = false; ///< drain() was called while it ran
    mutable std::mutex m_mutex; ///< of what follows
    std::vector<Member> m_members;
    Mail m_mail;
    bool m_called = false; ///< somebody passes the word on
};

/// What hub and sessions share. Lives as long as the last of them.
class LiveHub::Core : public std::enable_shared_from_this<LiveHub::Core>
{
public:
    Core(Parts parts, Limits limits)
        : parts(std::move(parts))
        , limits(limits)
    {
    }

    LiveGroup &group(int networkThread);
    void each(const std::function<void(LiveGroup &)> &visit);

    const Parts parts;
    const Limits limits;

private:
    std::mutex m_mutex;
    std::map<int, std::unique_ptr<LiveGroup>> m_groups;
};

}
