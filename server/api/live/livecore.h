// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/followers.h"
#include "server/api/live/listreader.h"
#include "server/api/live/livehub.h"
#include "server/api/live/visiblerows.h"

#include <mutex>

namespace tandem::server {

/// The signed-in sessions of one network thread, and what they have not looked at yet: the answers to what they have
/// submitted, and the commits. Everything runs on that thread but where it says any thread.
class LiveGroup
{
public:
    using Seat = Followers::Seat;

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
    qint64 told() const { return m_told; } ///< up to here, whom it concerned was told of every commit
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
    void tellOfAnswer(const Answer &answer);
    void follow(const Seat &seat);
    void refreshRights();
    void tellOfNotices(const std::vector<CommitNoticePointer> &notices, bool overflow);
    void tell(const std::vector<Seat> &concerned, const std::vector<CommitNoticePointer> &notices, VisibleRows *state,
        bool overflow);
    void tellAuthors();
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
    Followers m_followers;
    std::vector<Seat> m_newcomers; ///< who have joined and are not among the followers yet
    qint64 m_told = 0;
    std::vector<Seat> m_authors; ///< who wait for the commit that they have an answer of already
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
        , lists(this->parts.store, this->parts.words)
    {
    }

    LiveGroup &group(int networkThread);
    void each(const std::function<void(LiveGroup &)> &visit);

    const Parts parts;
    const Limits limits;
    ListReader lists;

private:
    std::mutex m_mutex;
    std::map<int, std::unique_ptr<LiveGroup>> m_groups;
};

}
