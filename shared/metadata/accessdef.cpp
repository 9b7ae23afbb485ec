// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/accessdef.h"

#include "shared/metadata/nametable.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr NameTable<Scope, 7> scopes{{{
    {Scope::None, "none"_L1},
    {Scope::Own, "own"_L1},
    {Scope::Collaborator, "collaborator"_L1},
    {Scope::Team, "team"_L1},
    {Scope::Department, "department"_L1},
    {Scope::DepartmentBelow, "departmentBelow"_L1},
    {Scope::All, "all"_L1},
}}};

constexpr NameTable<FieldAccess, 4> fieldAccesses{{{
    {FieldAccess::Hidden, "hidden"_L1},
    {FieldAccess::Masked, "masked"_L1},
    {FieldAccess::Read, "read"_L1},
    {FieldAccess::Write, "write"_L1},
}}};

}

QString scopeName(Scope scope)
{
    return scopes.name(scope);
}

std::optional<Scope> scopeFromName(const QString &name)
{
    return scopes.value(name);
}

QString fieldAccessName(FieldAccess access)
{
    return fieldAccesses.name(access);
}

std::optional<FieldAccess> fieldAccessFromName(const QString &name)
{
    return fieldAccesses.value(name);
}

}
