// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/offlinedecision.h"

#include "server/access/audience.h"

#include <algorithm>

namespace tandem::server {

namespace {

constexpr qint64 day = 24LL * 3600 * 1000;

KeySet ownKeys(const RecordId &user)
{
    return KeySet::of(
        {audienceKey(audience::owner(user)), audienceKey(audience::shared(QStringLiteral("user"), user))});
}

}

bool OfflineDecision::keeps(const std::vector<AudienceKey> &audience, Timestamp modifiedAt) const
{
    if (keepsNothing() || !visible.meets(audience))
        return false;
    if (keepsAllVisible())
        return true;
    return (countsOwn() && own.meets(audience)) || (since && modifiedAt >= *since);
}

OfflineDecision decideOffline(const OfflineRule &rule, const KeySet &visible, const RecordId &user, Timestamp now)
{
    OfflineDecision decision;
    decision.policy = rule.policy;
    decision.visible = visible;
    if (decision.countsOwn())
        decision.own = ownKeys(user);
    if (countsDays(rule.policy))
        decision.since = recentSince(rule.days, user, now);
    return decision;
}

Timestamp recentSince(int days, const RecordId &user, Timestamp now)
{
    const qint64 step = std::clamp(days / 8, 1, 30) * day;
    // So that not everybody fetches at the same midnight. The last bytes of an id are random.
    const QByteArray bytes = toBytes(user);
    qint64 shift = 0;
    for (const char byte : bytes.last(4))
        shift = shift * 256 + uchar(byte);
    shift = shift * 1000 % step;
    const Timestamp stepBegan = (now + shift) / step * step - shift;
    return stepBegan - days * day;
}

}
