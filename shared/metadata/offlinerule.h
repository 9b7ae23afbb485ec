// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QMap>

namespace tandem {

class ObjectReader;

/// Which records a laptop keeps of those that its user may see.
enum class OfflinePolicy {
    All,
    Mine, ///< what he owns and what is shared with him
    Recent, ///< what was changed within some days, by anybody
    None,
    MineAndRecent, ///< either of the two
};

/// What an entity says of all its records, and a role of those that its holders read.
struct OfflineRule
{
    OfflinePolicy policy = OfflinePolicy::All;
    int days = 0; ///< of Recent and MineAndRecent, 1 to mostDays; else 0

    static constexpr int mostDays = 36'500;

    bool operator==(const OfflineRule &) const = default;
};

/// Whether the policy asks how long ago a record was changed.
bool countsDays(OfflinePolicy policy);

/// What somebody with both rules keeps: whatever one of them keeps.
OfflineRule bothOf(const OfflineRule &one, const OfflineRule &other);

/// A rule whose policy and days stand in these keys. What is wrong with them fails the reader.
OfflineRule readOfflineRule(ObjectReader &reader, QLatin1String policyKey, QLatin1String daysKey);

/// {"account": {"keep": "recent", "days": 90}, "product": {"keep": "none"}}: entity name → rule, as a role holds it.
/// The error names the place in `path`.
Result<QMap<QString, OfflineRule>> readOfflineRules(const QJsonObject &json, const QString &path);

}
