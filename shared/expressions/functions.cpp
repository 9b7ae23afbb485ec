// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/functions.h"

#include <algorithm>
#include <array>

namespace tandem {

namespace {

constexpr std::array functions{
    FunctionDef{QLatin1String("if"), Operation::If, 3, 3},
    FunctionDef{QLatin1String("isEmpty"), Operation::IsEmpty, 1, 1},
    FunctionDef{QLatin1String("isNotEmpty"), Operation::IsNotEmpty, 1, 1},
    FunctionDef{QLatin1String("today"), Operation::Today, 0, 0},
    FunctionDef{QLatin1String("now"), Operation::Now, 0, 0},
    FunctionDef{QLatin1String("me"), Operation::Me, 0, 0},
    FunctionDef{QLatin1String("myDepartment"), Operation::MyDepartment, 0, 0},
    FunctionDef{QLatin1String("addDays"), Operation::AddDays, 2, 2},
    FunctionDef{QLatin1String("daysBetween"), Operation::DaysBetween, 2, 2},
    FunctionDef{QLatin1String("date"), Operation::DateOf, 1, 1},
    FunctionDef{QLatin1String("changed"), Operation::Changed, 1, 1},
    FunctionDef{QLatin1String("previous"), Operation::Previous, 1, 1},
    FunctionDef{QLatin1String("hasTag"), Operation::HasTag, 2, 2},
    FunctionDef{QLatin1String("lower"), Operation::Lower, 1, 1},
    FunctionDef{QLatin1String("length"), Operation::Length, 1, 1},
    FunctionDef{QLatin1String("round"), Operation::Round, 1, 2},
};

}

const FunctionDef *findFunction(const QString &name)
{
    const auto found =
        std::find_if(functions.begin(), functions.end(), [&](const FunctionDef &f) { return name == f.name; });
    return found == functions.end() ? nullptr : &*found;
}

const FunctionDef *findFunction(Operation operation)
{
    const auto found = std::find_if(
        functions.begin(), functions.end(), [&](const FunctionDef &f) { return operation == f.operation; });
    return found == functions.end() ? nullptr : &*found;
}

QLatin1String infixText(Operation operation)
{
    switch (operation) {
    case Operation::And:
        return QLatin1String("and");
    case Operation::Or:
        return QLatin1String("or");
    case Operation::Equal:
        return QLatin1String("=");
    case Operation::NotEqual:
        return QLatin1String("!=");
    case Operation::Less:
        return QLatin1String("<");
    case Operation::LessOrEqual:
        return QLatin1String("<=");
    case Operation::Greater:
        return QLatin1String(">");
    case Operation::GreaterOrEqual:
        return QLatin1String(">=");
    case Operation::Contains:
        return QLatin1String("contains");
    case Operation::StartsWith:
        return QLatin1String("startsWith");
    case Operation::Add:
        return QLatin1String("+");
    case Operation::Subtract:
        return QLatin1String("-");
    case Operation::Multiply:
        return QLatin1String("*");
    case Operation::Divide:
        return QLatin1String("/");
    default:
        return {};
    }
}

int bindingStrength(Operation operation)
{
    switch (operation) {
    case Operation::Or:
        return 1;
    case Operation::And:
        return 2;
    case Operation::Not:
        return 3;
    case Operation::Equal:
    case Operation::NotEqual:
    case Operation::Less:
    case Operation::LessOrEqual:
    case Operation::Greater:
    case Operation::GreaterOrEqual:
    case Operation::In:
    case Operation::Contains:
    case Operation::StartsWith:
    case Operation::Between:
        return 4;
    case Operation::Add:
    case Operation::Subtract:
        return 5;
    case Operation::Multiply:
    case Operation::Divide:
        return 6;
    case Operation::Negate:
        return 7;
    default:
        return 8;
    }
}

}
