// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/evaluate.h"

namespace tandem {

/// Whether the state of a record allows an action, as its entity's definition says it (`actionsWhen`). The same on the
/// server, which decides, and on a laptop, which offers the action. Rights are another question.
bool allowsAction(
    const EntityDef &entity, const Registry &registry, const QString &action, const EvaluationContext &context);

}
