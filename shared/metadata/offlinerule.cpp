// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/offlinerule.h"

#include "shared/metadata/definitionnames.h"
#include "shared/metadata/objectreader.h"

#include <algorithm>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

bool keepsMine(OfflinePolicy policy)
{
    return policy == OfflinePolicy::Mine || policy == OfflinePolicy::MineAndRecent;
}

}

bool countsDays(OfflinePolicy policy)
{
    return policy == OfflinePolicy::Recent || policy == OfflinePolicy::MineAndRecent;
}

OfflineRule bothOf(const OfflineRule &one, const OfflineRule &other)
{
    if (one.policy == OfflinePolicy::All || other.policy == OfflinePolicy::All)
        return {};
    const bool mine = keepsMine(one.policy) || keepsMine(other.policy);
    const int days = std::max(one.days, other.days);
    if (days > 0)
        return {mine ? OfflinePolicy::MineAndRecent : OfflinePolicy::Recent, days};
    return {mine ? OfflinePolicy::Mine : OfflinePolicy::None, 0};
}

OfflineRule readOfflineRule(ObjectReader &reader, QLatin1String policyKey, QLatin1String daysKey)
{
    OfflineRule rule;
    rule.policy = reader.word(policyKey, OfflinePolicy::All, offlinePolicyFromName);
    rule.days = reader.integer(daysKey, 0, 1, OfflineRule::mostDays);
    if (countsDays(rule.policy) == (rule.days == 0))
        reader.fail(daysKey, rule.days == 0 ? u"daysMissing"_s : u"daysNotCounted"_s);
    return rule;
}

Result<QMap<QString, OfflineRule>> readOfflineRules(const QJsonObject &json, const QString &path)
{
    QMap<QString, OfflineRule> rules;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QString entityPath = path.isEmpty() ? it.key() : path + u'.' + it.key();
        if (!it.value().isObject())
            return Error::invalid(entityPath, u"notAnObject"_s);
        ObjectReader reader(it.value().toObject(), entityPath);
        reader.requiredText("keep"_L1);
        rules.insert(it.key(), readOfflineRule(reader, "keep"_L1, "days"_L1));
        TANDEM_TRY(reader.finish());
    }
    return rules;
}

}
