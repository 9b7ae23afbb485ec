// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/answerqueue.h"
#include "server/api/live/livecore.h"
#include "server/api/live/pushqueue.h"
#include "server/api/live/searchrun.h"
#include "shared/protocol/message.h"

#include <deque>

namespace tandem::server {

/// One desktop client: hello → signed in → pages, pulls and pushes → live. All of it on the session's strand.
///
/// Two positions in the change log say where it stands: up to `m_sent` the client has been told everything, up to
/// `m_seen` nothing in the log concerns it beyond that. Commits that do not concern it are not told, so `m_seen` may
/// lag. While it is not live, notices are left alone: the client pulls, or the session reads the log itself when its
/// queue has room again. While answers wait, nothing is read from the client. So a slow one costs no memory, and is
/// ended only if it takes nothing at all.
class LiveSession final : public WebSocketHandler
{
public:
    explicit LiveSession(std::shared_ptr<LiveHub::Core> core);
    ~LiveSession() override;

    void opened(const std::shared_ptr<WebSocketSession> &socket) override;
    void received(const QByteArray &frame) override;
    void drained() override;
    void closed(WebSocketCloseCode code) override;

    const LiveGroup::Seat &seat() const { return m_seat; }
    const PermissionsPointer &permissions() const { return m_permissions; } ///< null before the welcome
    /// Whether it has an answer of a commit that it was not told of.
    bool awaitsCommit() const { return m_phase == Phase::Open && m_live && m_acknowledged > m_seen; }

    /// To what it has submitted.
    void acknowledge(const std::vector<Acknowledgement> &acknowledgements);
    /// Rights or definitions have changed: the client is told what of it concerns him. Outside of a transaction.
    void refreshRights();
    /// What may concern it: the group leaves out other commits. `state` is null when it could not be read; `gap`:
    /// notices were left out.
    void committed(const std::vector<CommitNoticePointer> &notices, VisibleRows *state, bool gap);
    /// No commit up to `seq` concerns it beyond what it was told.
    void toldUpTo(qint64 seq);
    void end(const QString &reason);

private:
    enum class Phase { Opening, SigningIn, Open, Ended };

    void handle(Message &&message);
    void handle(const Hello &hello);
    void handle(Push &&push);
    void handle(const Pull &pull);
    void handle(const SnapshotRequest &request);
    void handle(SearchRequest &&request);
    void handle(ListRequest &&request);
    void handle(const Bye &bye);

    void signIn(const Hello &hello);
    void signedIn(const Hello &hello, const Session &session, const QString &newToken);
    void refuse(const Error &error);
    void violation(const char *what);

    void searchOn();
    void readNextList();
    void listed(const PermissionsPointer &permissions, ListReply reply);
    void submitWaiting();
    void tell(const std::vector<CommitNoticePointer> &notices, VisibleRows &state);
    void catchUp();
    void tellCursor();
    void reply(const Message &message);
    RecordId user() const { return m_permissions ? m_permissions->user() : RecordId(); }

    std::shared_ptr<LiveHub::Core> m_core;
    std::shared_ptr<WebSocketSession> m_socket;
    const LiveGroup::Seat m_seat = std::make_shared<LiveSession *>(this);
    LiveGroup *m_group = nullptr;
    ReadSide *m_reads = nullptr;
    Phase m_phase = Phase::Opening;
    int m_protocol = 0; ///< the version that both sides speak
    QStringList m_features;
    Session m_session;
    RecordId m_generation; ///< of the data that it was greeted with
    Actor m_actor;
    PermissionsPointer m_permissions;
    std::vector<EntityView> m_views; ///< what the client holds or has been told to fetch
    std::deque<ListRequest> m_lists; ///< the first one is being read, or waits until the client takes answers
    bool m_isListing = false; ///< it is being read
    std::optional<SearchRun> m_search; ///< while it runs, its next slice is posted
    PushQueue m_pushes;
    AnswerQueue m_answers;
    bool m_isPaused = false; ///< nothing is read, as answers wait
    bool m_live = false;
    bool m_behind = false; ///< was live, and its queue filled up
    qint64 m_sent = 0;
    qint64 m_seen = 0;
    qint64 m_acknowledged = 0; ///< seq of the last change that this client itself has caused
};

}
