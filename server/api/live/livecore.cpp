// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/livecore.h"

#include "server/api/live/livesession.h"
#include "server/store/sequence.h"

#include <QScopeGuard>

#include <algorithm>
#include <utility>

namespace tandem::server {

Result<ReadSide *> LiveGroup::reads()
{
    if (!m_reads) {
        TANDEM_ASSIGN(m_reads, ReadSide::open(m_core.parts.store, m_core.parts.words));
    }
    return m_reads.get();
}

void LiveGroup::join(LiveSession &session, const std::shared_ptr<WebSocketSession> &socket, const RecordId &signIn)
{
    m_newcomers.push_back(session.seat());
    const std::lock_guard lock(m_mutex);
    m_members.push_back({&session, socket, signIn});
}

/// A notice may have been handed to this very session to pass on, and be dropped with it: so look after them first.
void LiveGroup::leave(LiveSession &session)
{
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_members, [&](const Member &member) { return member.session == &session; });
    }
    std::erase(m_newcomers, session.seat());
    m_followers.leave(session.seat());
    drain();
}

void LiveGroup::putAnswer(Seat seat, std::vector<Acknowledgement> answer)
{
    const std::lock_guard lock(m_mutex);
    if (!m_members.empty())
        m_mail.answers.push_back({std::move(seat), std::move(answer)});
}

void LiveGroup::deliver()
{
    std::shared_ptr<WebSocketSession> messenger;
    {
        const std::lock_guard lock(m_mutex);
        messenger = this->messenger();
    }
    if (messenger)
        messenger->post([this] { drain(); });
}

void LiveGroup::postNotice(const CommitNoticePointer &notice)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_members.empty())
            return;
        if (!notice->changes.empty() || notice->metadataChanged)
            m_mail.put(notice);
    }
    deliver();
}

void LiveGroup::Mail::put(const CommitNoticePointer &notice)
{
    if (notices.size() >= mostNotices) {
        // What changes rights or definitions is never passed over.
        std::erase_if(notices, [](const auto &old) { return !old->accessChanged && !old->metadataChanged; });
        overflow = true;
    }
    notices.push_back(notice);
}

std::shared_ptr<WebSocketSession> LiveGroup::messenger()
{
    if (m_called || m_members.empty() || m_mail.isEmpty())
        return {};
    m_called = true;
    return m_members.front().socket;
}

void LiveGroup::postEnd(const std::vector<RecordId> &signIns, const QString &reason)
{
    const std::lock_guard lock(m_mutex);
    for (const Member &member : m_members) {
        if (signIns.empty() || std::find(signIns.begin(), signIns.end(), member.signIn) != signIns.end())
            member.socket->post([session = member.session, reason] { session->end(reason); });
    }
}

std::vector<LiveSession *> LiveGroup::sessions() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<LiveSession *> sessions;
    sessions.reserve(m_members.size());
    for (const Member &member : m_members)
        sessions.push_back(member.session);
    return sessions;
}

int LiveGroup::size() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_members.size());
}

/// One round after the other: what came during one is told on a state of its own, which is not older than it, and to
/// nobody before what it follows.
void LiveGroup::drain()
{
    m_again = true;
    if (std::exchange(m_draining, true))
        return;
    // Also when a session throws, which ends that one: the others must not go deaf with it.
    const auto done = qScopeGuard([this] { m_draining = false; });
    while (std::exchange(m_again, false))
        distribute();
}

/// Answers first: what a session is told of its own change then needs no word of its own on how far that goes.
void LiveGroup::distribute()
{
    Mail mail;
    {
        const std::lock_guard lock(m_mutex);
        mail = std::exchange(m_mail, {});
        m_called = false;
    }
    for (const Answer &answer : mail.answers)
        tellOfAnswer(answer);
    if (!mail.notices.empty() || mail.overflow)
        tellOfNotices(mail.notices, mail.overflow);
}

void LiveGroup::tellOfAnswer(const Answer &answer)
{
    LiveSession *session = *answer.seat;
    if (!session)
        return;
    session->acknowledge(answer.acknowledgements);
    if (session->awaitsCommit())
        m_authors.push_back(answer.seat);
}

void LiveGroup::tellOfNotices(const std::vector<CommitNoticePointer> &notices, bool overflow)
{
    // Before the state is fixed: rights are kept for all, and must be those of now.
    const bool rights = std::any_of(notices.begin(), notices.end(),
        [](const auto &notice) { return notice->accessChanged || notice->metadataChanged; });
    if (rights)
        refreshRights();
    for (const Seat &seat : std::exchange(m_newcomers, {}))
        follow(seat);
    const std::vector<Seat> concerned = m_followers.concernedBy(notices);
    if (rights || overflow || !concerned.empty()) {
        // One state for all of them, so that a row that many see is encoded once.
        auto state = stateAfter(notices, rights);
        tell(concerned, notices, state.ok() ? &*state : nullptr, overflow);
    }
    if (!notices.empty())
        m_told = std::max(m_told, notices.back()->lastSeq);
    tellAuthors();
}

void LiveGroup::follow(const Seat &seat)
{
    if (*seat && (*seat)->permissions())
        m_followers.follow(seat, (*seat)->permissions());
}

void LiveGroup::refreshRights()
{
    for (LiveSession *session : sessions())
        session->refreshRights();
    for (LiveSession *session : sessions()) // without those that this has ended
        follow(session->seat());
}

void LiveGroup::tell(const std::vector<Seat> &concerned, const std::vector<CommitNoticePointer> &notices,
    VisibleRows *state, bool overflow)
{
    if (overflow) {
        for (LiveSession *session : sessions())
            session->committed(notices, state, overflow);
        return;
    }
    for (const Seat &seat : concerned) {
        if (LiveSession *session = *seat)
            session->committed(notices, state, overflow);
    }
}

/// Who may not see what has become of his change waits all the same to hear how far it goes.
void LiveGroup::tellAuthors()
{
    for (const Seat &author : std::exchange(m_authors, {})) {
        LiveSession *session = *author;
        if (!session || !session->awaitsCommit())
            continue; // most: the change has come to its author
        session->toldUpTo(m_told);
        if (session->awaitsCommit()) // what was told are commits before his
            m_authors.push_back(author);
    }
}

/// Rights that were just read may be of a later state than the notices, whose rows were then never meant for them: so
/// these are read as they are now.
Result<VisibleRows> LiveGroup::stateAfter(const std::vector<CommitNoticePointer> &notices, bool newRights)
{
    TANDEM_ASSIGN(ReadSide * reads, this->reads());
    if (newRights) {
        TANDEM_ASSIGN(const qint64 now, Sequence::committed(reads->connection()));
        reads->hasShown(now);
    }
    return VisibleRows::after(*reads, notices);
}

LiveGroup &LiveHub::Core::group(int networkThread)
{
    const std::lock_guard lock(m_mutex);
    auto &group = m_groups[networkThread];
    if (!group)
        group = std::make_unique<LiveGroup>(*this);
    return *group;
}

void LiveHub::Core::each(const std::function<void(LiveGroup &)> &visit)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[thread, group] : m_groups)
        visit(*group);
}

}
