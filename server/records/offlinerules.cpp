// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/builtins.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/offlinerule.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server {

namespace {

Error misfit(const QString &place)
{
    return Error::invalid(
        QStringLiteral("offline"), QStringLiteral("badOfflineRule"), {{QStringLiteral("place"), place}});
}

/// A rule that nobody understands would change nothing, and its author would wait for an effect.
Result<void> checkOfflineRules(MutationContext &context, RecordChange &change)
{
    using namespace entities::role;
    if (!change.changed(field::offline) || change.is(field::offline).isNull())
        return {};
    const QJsonDocument json = QJsonDocument::fromJson(change.is(field::offline).toText().toUtf8());
    if (!json.isObject())
        return misfit(change.is(field::offline).toText().left(40));
    const auto rules = readOfflineRules(json.object(), {});
    if (!rules.ok())
        return misfit(rules.error().field);
    for (auto it = rules->cbegin(); it != rules->cend(); ++it) {
        if (!context.registry()->entity(it.key()))
            return misfit(it.key());
    }
    return {};
}

}

void registerOfflineRules(HookRegistry &hooks)
{
    hooks.before(entities::role::number, RecordEvent::Create | RecordEvent::Update, checkOfflineRules);
}

}
