// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/database/connection.h"

#include <QThread>

namespace tandem::server {

class Authenticator;
class Pipeline;

/// Listens to the other daemons on the same PostgreSQL, on a thread and a connection of its own, and hands on what they
/// say. On a database that is a file there is nobody, and this does nothing.
class Neighbours
{
public:
    Neighbours(const DatabaseAddress &database, Pipeline &pipeline, Authenticator &authenticator, const Clock &clock);
    ~Neighbours(); ///< when it is over, nothing more is handed on

private:
    QThread m_thread; ///< of the listener
    Timestamp m_heardAt; ///< in that thread: the line was whole then
};

}
