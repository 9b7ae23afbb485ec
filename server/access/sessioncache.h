// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/session.h"

#include <QByteArray>
#include <QHash>
#include <QMutex>

#include <functional>
#include <vector>

namespace tandem::server {

/// The sessions whose tokens were seen, so that a request costs no query, and who wants to hear of their end. Any
/// thread.
class SessionCache
{
public:
    struct Look
    {
        Session session; ///< its id is null if the token is not known here
        quint64 endings = 0; ///< to be given back to keep()
    };
    Look look(const QByteArray &tokenHash) const;
    /// Not if sessions ended since look(): this one may be among them.
    void keep(const QByteArray &tokenHash, const Session &session, quint64 endings);

    using Ended = std::function<void(const std::vector<RecordId> &sessions)>;
    void onEnded(Ended listener);
    /// Forgets them and tells the listeners, on the caller's thread.
    void end(const std::vector<RecordId> &sessions);
    void forgetAll(); ///< so that each is looked up again

private:
    mutable QMutex m_mutex;
    QHash<QByteArray, Session> m_known; ///< by hash of the token
    quint64 m_endings = 0;
    std::vector<Ended> m_listeners;
};

}
