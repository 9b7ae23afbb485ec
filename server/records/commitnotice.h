// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/audiencekey.h"
#include "shared/replication/mutation.h"

#include <memory>

namespace tandem::server {

struct CommittedChange
{
    qint64 seq = 0;
    EntityNumber entity = 0;
    RecordId record;
    std::vector<AudienceKey> keysAfter; ///< its audience of now
    std::vector<AudienceKey> keysLost; ///< those it had before the change and has no more: their holders forget it
    std::vector<FieldNumber> fields; ///< what changed, sorted; empty when only the audience did
    /// What the record holds after it, so that telling of it needs no reading; null where that was not at hand.
    std::shared_ptr<const FieldValues> row = nullptr;
};

/// What one commit did, told after it is durable. In the order of the change log. Without changes where a batch changed
/// nothing, and is told because somebody's answers go the same way.
struct CommitNotice
{
    qint64 firstSeq = 0;
    qint64 lastSeq = 0;
    std::vector<CommittedChange> changes;
    bool metadataChanged = false; ///< the Store has the new registry already
    bool accessChanged = false; ///< the AccessResolver has forgotten what it knew already
    /// The Store has another generation already: what laptops hold is to be compared and fetched anew.
    bool anotherPast = false;
};

using CommitNoticePointer = std::shared_ptr<const CommitNotice>;

}
