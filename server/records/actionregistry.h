// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/mutationcontext.h"
#include "shared/metadata/fielddef.h"

#include <QHash>

#include <functional>

namespace tandem::server {

struct ActionArgument
{
    QString name; ///< key in the mutation's arguments
    Value::Kind kind = Value::Kind::Text; ///< Id arrives as 16 bytes or as text
    bool required = false;
    QStringList options; ///< of a Text argument: what it may be; empty: anything
};

struct ActionCall
{
    const EntityDef &entity;
    RecordId record;
    FieldValues row; ///< of now
    QCborMap arguments; ///< checked against the schema
    MutationId id; ///< null device when it came as a follow-up
};

/// A named decision on a record ("approve", "convert"): what it does is judged by the state of now.
struct ActionDef
{
    using Handler = std::function<Result<void>(MutationContext &, const ActionCall &)>;

    QString name;
    EntityNumber entity = 0;
    std::vector<ActionArgument> arguments;
    /// Who may: Scope asks Permissions::mayAct(); Visible leaves the decision to the handler for everybody who sees the
    /// record (an approver may approve what he may not edit).
    enum class Right { Scope, Visible } right = Right::Scope;
    Handler handler;
};

/// All actions, by entity and name. Filled at start, then never changed.
class ActionRegistry
{
public:
    static constexpr EntityNumber anyEntity = 0;

    void add(const ActionDef &action);
    /// The entity's own action, else the one for any entity. Null if there is none.
    const ActionDef *find(EntityNumber entity, const QString &name) const;
    /// Those of one entity and those of any, by name: what REST and its OpenAPI offer.
    std::vector<const ActionDef *> of(EntityNumber entity) const;

    /// Error: Invalid with the argument's name: "required", "unknownArgument", "wrongKind", "unknownOption".
    static Result<void> checkArguments(const ActionDef &action, const QCborMap &arguments);

private:
    QHash<EntityNumber, QMap<QString, ActionDef>> m_actions;
};

/// Reads an argument that was checked; null if absent.
Value actionArgument(const QCborMap &arguments, const QString &name, Value::Kind kind);

}
