// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"

namespace tandem::server {

/// The change log's numbers. They come from a counter row inside the batch's transaction, so that their order is the
/// order of commits and a reader never sees a gap that is filled later.
class Sequence
{
public:
    /// Takes the counter for the running transaction.
    static Result<Sequence> take(Connection &connection);
    qint64 next() { return ++m_last; }
    qint64 last() const { return m_last; }
    /// Before the transaction commits.
    Result<void> save(Connection &connection) const;

    /// The last number that has been committed, as `connection` sees it.
    static Result<qint64> committed(Connection &connection);

private:
    explicit Sequence(qint64 last)
        : m_last(last)
        , m_taken(last)
    {
    }

    qint64 m_last;
    qint64 m_taken;
};

}
