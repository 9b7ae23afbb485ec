// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/sequence.h"
#include "shared/base/recordid.h"

#include <optional>
#include <vector>

namespace tandem::server {

/// Which past a PostgreSQL has. A standby that was promoted may lack commits that had been answered. The numbers that
/// these could have had are passed over and never given out again, so whoever knows one of them (a daemon, a laptop) is
/// ahead of the database. What a daemon knows is then settled by another generation, as after a restore; a laptop,
/// whose word nobody can check, gets another name for the same data, which is another generation for that laptop alone
/// (decision 32).
struct DatabasePast
{
    RecordId generation;
    QByteArray timeline; ///< of the server that answers; empty: it is a standby
    QByteArray notedTimeline; ///< the newest that a batch has seen; empty: none yet
    std::vector<qint64> promotions; ///< in this generation: the last number before each of them

    /// As `connection` sees it now. Nothing where the database is a file.
    static Result<std::optional<DatabasePast>> read(Connection &connection);

    /// The server is one that no batch has written to yet.
    bool isToBeNoted() const { return !timeline.isEmpty() && timeline != notedTimeline; }
    /// It is a standby that was promoted since the newest batch.
    bool isPromoted() const { return isToBeNoted() && !notedTimeline.isEmpty(); }
    /// Whether `number` belonged to a commit that is no more. `committed`: the last number, read before this past.
    /// The first `settled` promotions are nothing new to whoever asks.
    bool hasLost(qint64 number, qint64 committed, size_t settled = 0) const;
    /// What a laptop takes for its generation that has called it `known` so far and has seen changes up to `number`:
    /// the same, if it was one that this past goes by and nothing of it is lost.
    RecordId nameFor(const RecordId &known, qint64 number, qint64 committed) const;

    /// In a batch, before it gives out numbers: if the server was promoted, passes over what may have been lost.
    Result<void> note(Connection &connection, Sequence &sequence);
    /// Begins another generation, which the other daemons hear of, unless somebody has done so since `former`.
    static Result<void> renew(Connection &connection, const RecordId &former);
    /// For who has put back an older state: another generation, on a server that is yet to be noted.
    static Result<void> beginGeneration(Connection &connection);
    /// Of any database; nothing if it has none yet.
    static Result<std::optional<RecordId>> readGeneration(Connection &connection);

private:
    RecordId nameAfter(size_t promoted) const; ///< for who was ahead at one of so many promotions
};

}
