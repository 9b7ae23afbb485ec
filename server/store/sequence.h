// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"

#include <QByteArray>

namespace tandem::server {

/// The change log's numbers, and the head of its hash chain. They come from a counter row inside the batch's
/// transaction, so that their order is the order of commits, a reader never sees a gap that is filled later, and the
/// chain never forks.
class Sequence
{
public:
    /// Takes the counter for the running transaction.
    static Result<Sequence> take(Connection &connection);
    qint64 next() { return ++m_last; }
    void passOver(qint64 count) { m_last += count; } ///< numbers that are given to nobody
    qint64 last() const { return m_last; }
    /// The hash of the newest entry, for ChangeLog::append().
    QByteArray &head() { return m_head; }
    const QByteArray &head() const { return m_head; }
    /// Before the transaction commits.
    Result<void> save(Connection &connection) const;

    /// The last number that has been committed, as `connection` sees it.
    static Result<qint64> committed(Connection &connection);

private:
    Sequence(qint64 last, QByteArray head)
        : m_last(last)
        , m_taken(last)
        , m_head(std::move(head))
    {
    }

    qint64 m_last;
    qint64 m_taken;
    QByteArray m_head;
};

}
