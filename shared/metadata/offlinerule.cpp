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

Result<OfflineRule> readOfflineRule(const QJsonObject &json, const QString &path)
{
    ObjectReader reader(json, path);
    OfflineRule rule;
    reader.requiredText("keep"_L1);
    rule.policy = reader.word("keep"_L1, OfflinePolicy::All, offlinePolicyFromName);
    rule.days = reader.integer("days"_L1, 0, 1, mostOfflineDays);
    if (countsDays(rule.policy) == (rule.days == 0))
        reader.fail("days"_L1, rule.days == 0 ? u"missing"_s : u"notForThisType"_s);
    TANDEM_TRY(reader.finish());
    return rule;
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

Result<QMap<QString, OfflineRule>> readOfflineRules(const QJsonObject &json, const QString &path)
{
    QMap<QString, OfflineRule> rules;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QString entityPath = path.isEmpty() ? it.key() : path + u'.' + it.key();
        if (!it.value().isObject())
            return Error::invalid(entityPath, u"notAnObject"_s);
        TANDEM_ASSIGN(const OfflineRule rule, readOfflineRule(it.value().toObject(), entityPath));
        rules.insert(it.key(), rule);
    }
    return rules;
}

}
