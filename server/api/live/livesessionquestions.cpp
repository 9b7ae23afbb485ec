// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of LiveSession that reads for the client: what he missed, what he lacks, and what he searches for.

#include "server/api/live/livesession.h"
#include "server/api/live/lookups.h"
#include "server/api/live/pages.h"
#include "server/api/live/rights.h"

#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(logLive)

namespace tandem::server {

void LiveSession::handle(const Pull &pull)
{
    auto changes = changesAfter(*m_reads, *m_permissions, pull.cursor,
        rowsWanted(pull.limit, m_core->limits.rowsPerPage), m_core->parts.clock.now());
    if (!changes.ok()) {
        qCWarning(logLive) << "pull failed:" << changes.error().toLog();
        return end(changes.error().reason);
    }
    m_sent = m_seen = changes->cursor;
    m_live = !changes->more;
    m_behind = false;
    reply(*changes);
}

void LiveSession::handle(const SnapshotRequest &request)
{
    auto page = snapshotPage(*m_reads, *m_permissions, request, rowsWanted(request.limit, m_core->limits.rowsPerPage),
        m_core->parts.clock.now());
    if (page.ok())
        return reply(*page);
    // Not his any more: an empty page to the end clears what he holds, and the new rights are on their way.
    if (page.error().code == ErrorCode::NotFound)
        return reply(SnapshotPage{{request.entity, {}, 0, {}}, request.after, {}, true, m_seen, {}});
    qCWarning(logLive) << "snapshot failed:" << page.error().toLog();
    end(page.error().reason);
}

/// Who types on has no use for what was found for the beginning.
void LiveSession::handle(SearchRequest &&request)
{
    const bool isRunning = m_search.has_value();
    if (isRunning)
        reply(SearchReply{m_search->request().request, {}, Error::cancelled(), false});
    if (m_phase != Phase::Open)
        return;
    m_search.emplace(m_permissions, std::move(request), m_core->parts.clock.now());
    if (!isRunning)
        searchOn();
}

void LiveSession::searchOn()
{
    if (m_phase != Phase::Open || !m_search)
        return;
    if (m_search->advance(*m_reads)) {
        m_socket->post([this] { searchOn(); });
        return;
    }
    const SearchReply found = m_search->answer();
    m_search.reset();
    reply(found);
}

/// One at a time of each session, so that who asks for many leaves the others their turn.
void LiveSession::handle(ListRequest &&request)
{
    constexpr size_t mostLists = 100;
    if (m_lists.size() >= mostLists)
        return violation("too many lists in flight");
    m_lists.push_back(std::move(request));
    readNextList();
}

void LiveSession::readNextList()
{
    if (m_phase != Phase::Open || m_isPaused || m_isListing || m_lists.empty())
        return;
    m_isListing = true;
    const ListRequest &request = m_lists.front();
    const Timestamp now = m_core->parts.clock.now();
    // The first rows of a sync are found by an index, and nothing comes before them.
    if (!m_core->limits.listsApart || !request.beyond)
        return listed(m_permissions, answerList(*m_reads, m_permissions, request, now));
    ListReader::Job job{this, m_permissions, request, now, {}};
    job.done = [weak = std::weak_ptr(m_socket), seat = m_seat, permissions = m_permissions](ListReply reply) {
        const std::shared_ptr<WebSocketSession> socket = weak.lock();
        if (!socket)
            return;
        socket->post([seat, permissions, reply = std::move(reply)] {
            if (LiveSession *session = *seat)
                session->listed(permissions, reply);
        });
    };
    m_core->lists.read(std::move(job));
}

/// Where he may see something else meanwhile it is read again, by the rights of now.
void LiveSession::listed(const PermissionsPointer &permissions, ListReply reply)
{
    m_isListing = false;
    if (m_phase != Phase::Open)
        return;
    const bool isOfNow = permissions == m_permissions
        || (permissions->registry() == m_permissions->registry() && readTheSame(*permissions, *m_permissions));
    if (isOfNow) {
        m_lists.pop_front();
        this->reply(std::move(reply));
    }
    readNextList();
}

}
