// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMap>
#include <QString>

#include <optional>

namespace tandem {

/// How far a permission reaches, from nothing to everything. Ordered: a wider one has the greater number.
enum class Scope { None, Own, Collaborator, Team, Department, DepartmentBelow, All };

QString scopeName(Scope scope); ///< "none", "own", "collaborator", "team", "department", "departmentBelow", "all"
std::optional<Scope> scopeFromName(const QString &name);

enum class FieldAccess { Hidden, Masked, Read, Write };

QString fieldAccessName(FieldAccess access);
std::optional<FieldAccess> fieldAccessFromName(const QString &name);

inline constexpr char administratorRole[] = "administrator";

/// What one role may do with one entity.
struct EntityPermissions
{
    Scope read = Scope::None;
    Scope edit = Scope::None;
    Scope remove = Scope::None;
    bool create = false;
    bool exportRows = false;
    bool import = false;
    QMap<QString, Scope> actions; ///< action name → scope; an action not named here follows `edit`
    QMap<QString, FieldAccess> fields; ///< field name → access; a field not named here is Write
    bool deny = false; ///< beats whatever other roles of the user give

    bool operator==(const EntityPermissions &) const = default;
};

/// The permissions that an entity ships with, by key of the built-in role
/// ("administrator", "manager", "sales", "service", "employee"). Roles of the company carry their own in role records.
struct AccessDef
{
    QMap<QString, EntityPermissions> byRole;

    bool operator==(const AccessDef &) const = default;
};

}
