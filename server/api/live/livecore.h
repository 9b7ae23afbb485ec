// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/livehub.h"
#include "server/api/live/visiblerows.h"

#include <mutex>

namespace tandem::server {

class LiveSession;

/// The signed-in sessions of one network thread, and the commits that they have not looked at yet. Everything but
/// join(), leave(), post… runs on that thread.
class LiveGroup
{
public:
    explicit LiveGroup(LiveHub::Core &core)
        : m_core(core)
    {
    }

    /// This thread's reading side; opened when it is first needed.
    Result<ReadSide *> reads();

    void join(LiveSession &session, const std::shared_ptr<WebSocketSession> &socket, const RecordId &signIn);
    void leave(LiveSession &session);
    void postNotice(const CommitNoticePointer &notice); ///< any thread
    void postEnd(const std::vector<RecordId> &signIns, const QString &reason); ///< any thread; empty: all
    int size() const; ///< any thread
    /// Tells the sessions of the commits that wait. Out of itself (a session may end by what it is told, and leaves) it
    /// only notes that there is more.
    void drain();

private:
    void tellOfNotices();

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
    std::vector<CommitNoticePointer> m_notices;
    bool m_overflow = false;
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
