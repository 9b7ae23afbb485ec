// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/serversearch.h"

#include "client/records/offlineerror.h"

#include <chrono>

namespace tandem::client {

using namespace std::chrono_literals;

ServerSearch::ServerSearch(Records &records, QObject *parent)
    : QObject(parent)
    , m_records(records)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(&m_pause, &QTimer::timeout, this, &ServerSearch::ask);
    connect(&records, &Records::syncStateChanged, this, [this](const SyncState &sync) {
        if (m_state == State::Unreachable && sync.phase == SyncState::Phase::Synced)
            ask();
    });
}

std::vector<EntityNumber> ServerSearch::partialEntities(EntityNumber only) const
{
    std::vector<EntityNumber> partial;
    for (const EntityDef &entity : m_records.registry()->entities()) {
        const bool isSearched = only == entity.number
            || (only == 0 && !entity.traits.testFlag(Trait::Internal) && !entity.traits.testFlag(Trait::Junction));
        if (isSearched && !entity.deleted && m_records.access(entity.number).partial)
            partial.push_back(entity.number);
    }
    return partial;
}

void ServerSearch::search(const QString &text, int limitPerEntity, EntityNumber entity)
{
    stop();
    m_text = text.trimmed();
    m_limit = limitPerEntity;
    m_entities = partialEntities(entity);
    if (m_text.isEmpty() || m_entities.empty())
        return;
    m_pause.start();
    setState(State::Looking);
}

void ServerSearch::stop()
{
    ++m_generation;
    m_pause.stop();
    m_found = {};
    if (m_state != State::Idle)
        setState(State::Idle);
}

void ServerSearch::ask()
{
    setState(State::Looking);
    m_records.searchServer(m_text, m_entities, m_limit, this, [this, asked = ++m_generation](Result<ServerHits> found) {
        if (asked == m_generation)
            take(std::move(found));
    });
}

void ServerSearch::take(Result<ServerHits> found)
{
    if (found.ok()) {
        m_found = *std::move(found);
        return setState(State::Done);
    }
    m_error = found.error();
    // Another field of the window has asked since.
    if (m_error.code == ErrorCode::Cancelled)
        return setState(State::Idle);
    setState(isOffline(m_error) ? State::Unreachable : State::Failed);
}

void ServerSearch::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

}
