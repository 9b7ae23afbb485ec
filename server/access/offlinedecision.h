// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/database/audiencekey.h"
#include "shared/metadata/offlinerule.h"

#include <optional>

namespace tandem::server {

/// Which rows of an entity go to the laptops of one user. Snapshots, live changes and lists of what is beyond it all
/// follow this one decision.
struct OfflineDecision
{
    OfflinePolicy policy = OfflinePolicy::None;
    KeySet visible; ///< he sees what meets these keys; nothing else goes anywhere
    KeySet own; ///< his are the records that meet these
    std::optional<Timestamp> since; ///< recent is what was changed then or later; none: the policy does not ask

    bool keepsNothing() const { return policy == OfflinePolicy::None || visible.isEmpty(); }
    bool keepsAllVisible() const { return policy == OfflinePolicy::All; }
    bool countsOwn() const { return policy == OfflinePolicy::Mine || policy == OfflinePolicy::MineAndRecent; }
    bool keeps(const std::vector<AudienceKey> &audience, Timestamp modifiedAt) const;
};

/// `visible` is what the user reads of the entity.
OfflineDecision decideOffline(const OfflineRule &rule, const KeySet &visible, const RecordId &user, Timestamp now);

/// From when on a record counts as recent. It moves in steps of an eighth of the days (one at least, thirty at most),
/// each user's at a time of his own: with every step the laptops fetch the entity again, and so lose what has grown
/// old.
Timestamp recentSince(int days, const RecordId &user, Timestamp now);

}
