// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/actionregistry.h"

#include <QCborArray>

namespace tandem::server {

void ActionRegistry::add(const ActionDef &action)
{
    m_actions[action.entity].insert(action.name, action);
}

const ActionDef *ActionRegistry::find(EntityNumber entity, const QString &name) const
{
    for (const EntityNumber candidate : {entity, anyEntity}) {
        const auto actions = m_actions.constFind(candidate);
        if (actions == m_actions.cend())
            continue;
        const auto found = actions->constFind(name);
        if (found != actions->cend())
            return &*found;
    }
    return nullptr;
}

std::vector<const ActionDef *> ActionRegistry::of(EntityNumber entity) const
{
    QMap<QString, const ActionDef *> byName;
    for (const EntityNumber candidate : {anyEntity, entity}) {
        const auto actions = m_actions.constFind(candidate);
        if (actions == m_actions.cend())
            continue;
        for (const ActionDef &action : *actions)
            byName.insert(action.name, &action);
    }
    return {byName.cbegin(), byName.cend()};
}

Value actionArgument(const QCborMap &arguments, const QString &name, Value::Kind kind)
{
    const QCborValue value = arguments.value(name);
    switch (kind) {
    case Value::Kind::Boolean:
        return value.isBool() ? Value(value.toBool()) : Value();
    case Value::Kind::Integer:
        return value.isInteger() ? Value(value.toInteger()) : Value();
    case Value::Kind::Real:
        return value.isDouble() || value.isInteger() ? Value(value.toDouble()) : Value();
    case Value::Kind::Text:
        return value.isString() ? Value(value.toString()) : Value();
    case Value::Kind::Id: {
        const RecordId id = value.isByteArray() ? recordIdFromBytes(value.toByteArray())
            : value.isUuid()                    ? value.toUuid()
                                                : recordIdFromText(value.toString());
        return id.isNull() ? Value() : Value(id);
    }
    case Value::Kind::Set: {
        if (!value.isArray())
            return {};
        QStringList set;
        for (const QCborValue item : value.toArray())
            set.append(item.toString());
        return set;
    }
    case Value::Kind::Money:
    case Value::Kind::Null:
        break;
    }
    return {};
}

Result<void> ActionRegistry::checkArguments(const ActionDef &action, const QCborMap &arguments)
{
    for (auto it = arguments.cbegin(); it != arguments.cend(); ++it) {
        const QString name = it.key().toString();
        const bool known = std::any_of(action.arguments.cbegin(), action.arguments.cend(),
            [&](const ActionArgument &argument) { return argument.name == name; });
        if (!known)
            return Error::invalid(name, QStringLiteral("unknownArgument"));
    }
    for (const ActionArgument &argument : action.arguments) {
        const QCborValue raw = arguments.value(argument.name);
        if (raw.isUndefined() || raw.isNull()) {
            if (argument.required)
                return Error::invalid(argument.name, QStringLiteral("required"));
            continue;
        }
        const Value value = actionArgument(arguments, argument.name, argument.kind);
        if (value.isNull())
            return Error::invalid(argument.name, QStringLiteral("wrongKind"));
        if (!argument.options.isEmpty() && !argument.options.contains(value.toText()))
            return Error::invalid(argument.name, QStringLiteral("unknownOption"));
    }
    return {};
}

}
