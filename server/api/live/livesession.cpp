// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/livesession.h"

#include "server/api/live/lookups.h"
#include "server/api/live/pages.h"
#include "server/api/live/rights.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(logLive, "tandem.live")

namespace tandem::server {

LiveSession::LiveSession(std::shared_ptr<LiveHub::Core> core)
    : m_core(std::move(core))
    , m_pushes(m_core->limits.mutationsInFlight)
{
}

LiveSession::~LiveSession()
{
    *m_seat = nullptr;
}

void LiveSession::opened(const std::shared_ptr<WebSocketSession> &socket)
{
    m_socket = socket;
    m_answers.open(socket);
    m_group = &m_core->group(socket->networkThread());
    socket->postAfter(m_core->limits.hello, [this] {
        if (m_phase == Phase::Opening)
            end(QStringLiteral("idle"));
    });
}

void LiveSession::received(const QByteArray &frame)
{
    if (m_phase == Phase::Ended)
        return;
    auto message = decode(frame);
    if (!message.ok()) {
        qCInfo(logLive) << "bad message from" << m_socket->peerAddress() << message.error().toLog();
        return end(QStringLiteral("protocolError"));
    }
    handle(*std::move(message));
}

void LiveSession::closed(WebSocketCloseCode)
{
    const bool wasOpen = m_phase == Phase::Open;
    m_phase = Phase::Ended;
    if (m_group && wasOpen)
        m_group->leave(*this);
    m_core->lists.forget(this);
    m_answers.clear();
}

void LiveSession::end(const QString &reason)
{
    if (m_phase == Phase::Ended)
        return;
    if (m_phase == Phase::Open)
        m_group->leave(*this);
    m_phase = Phase::Ended;
    m_socket->send(encode(Bye{reason, 0}));
    const bool ours = reason == QLatin1String("shuttingDown");
    m_socket->close(ours ? WebSocketCloseCode::GoingAway : WebSocketCloseCode::PolicyViolation, reason);
}

void LiveSession::violation(const char *what)
{
    qCInfo(logLive) << "protocol violation by" << m_socket->peerAddress() << what;
    end(QStringLiteral("protocolError"));
}

void LiveSession::refuse(const Error &error)
{
    m_phase = Phase::Ended;
    Error shown = error;
    shown.detail.clear();
    m_socket->send(encode(Refused{shown, error.arguments.value(QStringLiteral("retryAfter")).toInt()}));
    m_socket->close(WebSocketCloseCode::PolicyViolation, error.reason);
}

void LiveSession::handle(Message &&message)
{
    if (const auto *hello = std::get_if<Hello>(&message))
        return m_phase == Phase::Opening ? handle(*hello) : violation("a second hello");
    if (const auto *ping = std::get_if<Ping>(&message))
        return reply(Pong{ping->number, m_core->parts.clock.now()});
    if (const auto *bye = std::get_if<Bye>(&message))
        return handle(*bye);
    if (std::holds_alternative<Unknown>(message) || std::holds_alternative<Pong>(message))
        return;
    if (m_phase != Phase::Open)
        return violation("a message before the welcome");
    if (auto *push = std::get_if<Push>(&message))
        handle(std::move(*push));
    else if (const auto *pull = std::get_if<Pull>(&message))
        handle(*pull);
    else if (const auto *page = std::get_if<SnapshotRequest>(&message))
        handle(*page);
    else if (const auto *history = std::get_if<HistoryRequest>(&message))
        reply(answerHistory(*m_reads, m_permissions, *history));
    else if (auto *search = std::get_if<SearchRequest>(&message))
        handle(std::move(*search));
    else if (const auto *fetch = std::get_if<FetchRequest>(&message))
        reply(answerFetch(*m_reads, *m_permissions, *fetch));
    else if (auto *list = std::get_if<ListRequest>(&message))
        handle(std::move(*list));
    else
        violation("a message of the server's");
}

// ── the client's questions ─────────────────────────────────────────────────────────────────────────────────────────

void LiveSession::handle(Push &&push)
{
    const bool foreign = std::any_of(push.mutations.begin(), push.mutations.end(),
        [&](const Mutation &mutation) { return mutation.id.device != m_actor.device; });
    if (foreign)
        return violation("a mutation of another device");
    auto answers = m_pushes.take(std::move(push.mutations));
    if (!answers)
        return violation("too many mutations in flight");
    if (!answers->empty())
        reply(Ack{*std::move(answers)});
    submitWaiting();
}

void LiveSession::submitWaiting()
{
    std::vector<Mutation> mutations = m_pushes.next();
    if (mutations.empty())
        return;
    const std::weak_ptr<LiveHub::Core> weak = m_core;
    const bool isTaken = m_core->parts.pipeline.submit(
        m_actor, std::move(mutations),
        [weak, group = m_group, seat = m_seat](const std::vector<Acknowledgement> &acknowledgements) {
            if (const auto core = weak.lock()) // which has the groups
                group->putAnswer(seat, acknowledgements);
        },
        Pipeline::AnswerTime::BeforeTheNotice, m_generation);
    if (!isTaken)
        m_group->deliver();
}

void LiveSession::acknowledge(const std::vector<Acknowledgement> &acknowledgements)
{
    if (m_phase != Phase::Open)
        return;
    Ack ack{m_pushes.judged(acknowledgements)};
    for (const Acknowledgement &acknowledgement : ack.acknowledgements)
        m_acknowledged = std::max(m_acknowledged, acknowledgement.seq);
    reply(std::move(ack));
    toldUpTo(m_group->told());
    submitWaiting();
}

void LiveSession::toldUpTo(qint64 seq)
{
    if (m_live)
        m_seen = std::max(m_seen, seq);
    tellCursor();
}

/// A client keeps its own mutation on top of the row until the change comes back to it. If it may not see the result,
/// nothing comes but this.
void LiveSession::tellCursor()
{
    if (!m_live || m_acknowledged <= m_sent || m_seen < m_acknowledged)
        return;
    if (m_answers.trySend(Changes{m_sent, m_seen, false, {}, {}}))
        m_sent = m_seen;
}

// ── what others did ────────────────────────────────────────────────────────────────────────────────────────────────

void LiveSession::committed(const std::vector<CommitNoticePointer> &notices, VisibleRows *state, bool gap)
{
    if (m_phase != Phase::Open || !m_permissions || !m_live)
        return;
    if (gap || !state) {
        m_live = false;
        m_behind = true;
        return catchUp();
    }
    tell(notices, *state);
}

void LiveSession::tell(const std::vector<CommitNoticePointer> &notices, VisibleRows &state)
{
    ChangesBuilder builder(state, *m_permissions, m_core->parts.clock.now());
    qint64 reached = m_seen;
    for (const CommitNoticePointer &notice : notices) {
        if (notice->lastSeq <= m_seen)
            continue;
        reached = std::max(reached, notice->lastSeq);
        for (const CommittedChange &change : notice->changes) {
            const KeySet &keys = m_permissions->keySet(change.entity);
            if (!keys.meets(change.keysAfter) && !keys.meets(change.keysLost))
                continue;
            if (const auto added = builder.add(change.entity, change.record, change.keysLost); !added.ok()) {
                qCWarning(logLive) << "live change failed:" << added.error().toLog();
                return end(added.error().reason);
            }
        }
    }
    m_seen = reached;
    Changes changes = builder.take();
    if (changes.batches.empty() && changes.forgets.empty())
        return tellCursor();
    changes.from = m_sent;
    changes.cursor = reached;
    if (m_answers.trySend(changes)) {
        m_sent = reached;
    } else {
        m_live = false;
        m_behind = true;
    }
}

/// Sends the next part of what the client missed while its queue was full.
void LiveSession::catchUp()
{
    auto changes =
        changesAfter(*m_reads, *m_permissions, m_sent, m_core->limits.rowsPerPage, m_core->parts.clock.now());
    if (!changes.ok())
        return end(changes.error().reason);
    if (!m_answers.trySend(*changes))
        return;
    m_sent = m_seen = changes->cursor;
    m_live = !changes->more; // with more to come, the client pulls
    m_behind = false;
}

void LiveSession::refreshRights()
{
    if (m_phase != Phase::Open || !m_permissions)
        return;
    const RegistryPointer registry = m_core->parts.store.registry();
    auto permissions = m_core->parts.access.permissions(m_reads->connection(), registry, m_session.user);
    if (!permissions.ok()) {
        // A database that cannot be read says nothing of him; he comes again.
        const ErrorCode code = permissions.error().code;
        const bool isOut = code == ErrorCode::Forbidden || code == ErrorCode::NotFound;
        return end(isOut ? QStringLiteral("userDisabled") : QStringLiteral("busy"));
    }
    if (registry->revision() != m_permissions->registry()->revision()) {
        const auto layer = m_reads->companyLayer(*registry);
        if (!layer.ok())
            return end(layer.error().reason);
        reply(MetadataUpdate{*layer});
    }
    const Timestamp at = m_core->parts.clock.now();
    const PermissionsPointer earlier = std::exchange(m_permissions, *permissions);
    if (m_search)
        m_search.emplace(m_permissions, SearchRequest(m_search->request()), at);
    const Rights before = rightsOf(*earlier, m_views, at);
    Rights now = rightsOf(*m_permissions, m_views, at);
    // What has grown old meanwhile is no new right: the laptop hears of that at its next hello, as it says what it
    // holds.
    const bool isKeptAlike = now.entities == before.entities && now.views == before.views;
    // What is opened of an entity that laptops do not keep is in no view, and has to go all the same.
    if (isKeptAlike && readTheSame(*earlier, *m_permissions))
        return;
    m_views = now.views;
    reply(PermissionsUpdate{std::move(now)});
}

// ── sending ────────────────────────────────────────────────────────────────────────────────────────────────────────

void LiveSession::reply(const Message &message)
{
    if (!m_answers.reply(message))
        return end(QStringLiteral("slow"));
    // He gets no new answers before he has taken the old ones, so he need not ask.
    if (m_answers.isWaiting() && !std::exchange(m_isPaused, true))
        m_socket->setReading(false);
}

void LiveSession::drained()
{
    if (!m_answers.drain())
        return;
    if (std::exchange(m_isPaused, false))
        m_socket->setReading(true);
    if (m_phase != Phase::Open)
        return;
    readNextList();
    if (m_behind)
        catchUp();
    else
        tellCursor(); // for which there was no room
}

}
