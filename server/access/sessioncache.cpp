// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/sessioncache.h"

#include <algorithm>

namespace tandem::server {

SessionCache::Look SessionCache::look(const QByteArray &tokenHash) const
{
    const QMutexLocker lock(&m_mutex);
    return {m_known.value(tokenHash), m_endings};
}

void SessionCache::keep(const QByteArray &tokenHash, const Session &session, quint64 endings)
{
    const QMutexLocker lock(&m_mutex);
    if (endings == m_endings)
        m_known.insert(tokenHash, session);
}

void SessionCache::onEnded(Ended listener)
{
    const QMutexLocker lock(&m_mutex);
    m_listeners.push_back(std::move(listener));
}

void SessionCache::end(const std::vector<RecordId> &sessions)
{
    if (sessions.empty())
        return;
    std::vector<Ended> tell;
    {
        const QMutexLocker lock(&m_mutex);
        ++m_endings;
        m_known.removeIf([&sessions](QHash<QByteArray, Session>::iterator it) {
            return std::find(sessions.cbegin(), sessions.cend(), it->id) != sessions.cend();
        });
        tell = m_listeners;
    }
    for (const Ended &listener : tell)
        listener(sessions);
}

void SessionCache::forgetAll()
{
    const QMutexLocker lock(&m_mutex);
    ++m_endings;
    m_known.clear();
}

}
