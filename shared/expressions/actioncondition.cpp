// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/actioncondition.h"

namespace tandem {

bool allowsAction(
    const EntityDef &entity, const Registry &registry, const QString &action, const EvaluationContext &context)
{
    const QString condition = entity.actionsWhen.value(action);
    if (condition.isEmpty())
        return true;
    // One that this version does not understand says nothing.
    return holds(compileCondition(condition, registry, entity).valueOr({}), context);
}

}
