// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"

#include <functional>

namespace tandem::server {

/// The one door to the database's write connection. Everything that is not a mutation of a record (sessions, jobs,
/// counters) is written through it too, so that nothing ever waits for a lock of SQLite.
class DatabaseWriter
{
public:
    using Work = std::function<Result<void>(Connection &)>;
    using Done = std::function<void(const Result<void> &)>;

    virtual ~DatabaseWriter() = default;

    /// Runs `work` on the writer thread inside a savepoint of the next commit. `done` is called on the writer thread
    /// after that commit is durable, or with what prevented it. Any thread; never blocks.
    virtual void write(Work work, Done done) = 0;
};

/// The same for a thread that may block: gives the outcome when it is durable. Never on the writer thread.
Result<void> writeAndWait(DatabaseWriter &writer, DatabaseWriter::Work work);

}
