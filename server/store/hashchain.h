// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/recordid.h"
#include "shared/base/result.h"
#include "shared/database/statement.h"

#include <QCryptographicHash>

#include <functional>
#include <optional>
#include <vector>

namespace tandem::server {

/// The hash of one entry of a chain: of the hash before it and of all its columns, in their order. So an entry that is
/// changed, taken out, put in or moved no longer fits to what follows it. SHA-256, 32 bytes.
class EntryHash
{
public:
    explicit EntryHash(QByteArrayView previous); ///< empty: the first of the chain

    EntryHash &number(qint64 value);
    EntryHash &bytes(QByteArrayView value); ///< NULL and empty are the same
    EntryHash &text(const QString &value);
    EntryHash &id(const RecordId &value);

    QByteArray result() const { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

namespace hashchain {

/// One entry as the verification sees it.
struct Link
{
    qint64 number = 0;
    QByteArray hash; ///< as it is stored; empty: from before the chain
    QByteArray expected; ///< from the entry's content and the hash that is stored before it
};

/// What is known of a chain beside its entries.
struct Ends
{
    qint64 startsAfter = 0; ///< entries up to this number were written before there was a chain
    qint64 horizon = 0; ///< entries up to this number were removed for their age
    QByteArray anchor; ///< hash of the last of those; empty: the chain begins with its first entry
    QByteArray head; ///< hash of the newest entry
};

/// What somebody wrote down outside of the database: the hash of one entry, or its beginning.
struct Noted
{
    qint64 number = 0;
    QByteArray hash;
};

enum class Damage {
    None,
    DoesNotFollow, ///< `at` or the entry before it was changed, or something between them was added, removed or moved
    BeforeHorizon, ///< `at` stands where everything has been removed
    EndMissing, ///< entries after `at`, the last one, were removed or changed
    DiffersFromNote, ///< `at` is not what was noted: the chain has been written anew
};

struct Report
{
    qint64 entries = 0; ///< that were checked
    qint64 unchained = 0; ///< from before the chain: nothing vouches for them
    Noted newest; ///< to be noted somewhere else
    bool isNoteTooOld = false; ///< what was noted is no longer there, so it could not be compared
    Damage damage = Damage::None;
    qint64 at = 0; ///< number of the entry where it breaks first
};

/// Reads up to `limit` entries after `number`, in their order; `previous` is the hash before them.
using LinksAfter = std::function<Result<std::vector<Link>>(qint64 number, const QByteArray &previous, int limit)>;

/// Makes one entry of its row; `previous`: the hash that is stored before it.
using LinkOf = std::function<Link(const Statement &row, const QByteArray &previous)>;
/// The rows that `page` reads, for LinksAfter.
Result<std::vector<Link>> readLinks(Statement page, const QByteArray &previous, const LinkOf &linkOf);

/// The old end of a chain, which is to be removed for its age.
struct Expired
{
    qint64 count = 0;
    qint64 last = 0; ///< number of its newest entry
    QByteArray anchor; ///< hash of that
};
/// What lies before this time; `oldest` reads number, time and hash from the oldest entry on.
Result<Expired> readExpired(Statement oldest, Timestamp before);

/// Walks a chain from its oldest entry to its newest and stops at the first place where it breaks. In the caller's read
/// transaction.
Result<Report> verify(const Ends &ends, const LinksAfter &linksAfter, const std::optional<Noted> &noted = {});

}

}
