// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/expressionnode.h"

#include <QString>

namespace tandem {

/// A function as it is called, and the operation that it stands for.
struct FunctionDef
{
    QLatin1String name;
    Operation operation;
    int minimumArguments;
    int maximumArguments;
};

/// Null if there is no function of this name. The literals date(), datetime(), money() and id() are not listed.
const FunctionDef *findFunction(const QString &name);
const FunctionDef *findFunction(Operation operation);

/// The sign or word of an infix operation; empty for others.
QLatin1String infixText(Operation operation);

/// How strongly an operation binds in canonical text: a child that binds less than its place needs parentheses.
int bindingStrength(Operation operation);

}
