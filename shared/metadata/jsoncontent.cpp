// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/jsoncontent.h"

#include "shared/metadata/accessparser.h"
#include "shared/metadata/definitionnames.h"

#include <QJsonDocument>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> checkPermissions(const EntityDef &entity, const QJsonValue &entry)
{
    if (!entry.isObject())
        return Error::invalid(entity.name, u"notAnObject"_s);
    TANDEM_ASSIGN(const EntityPermissions permissions, readPermissions(entry.toObject(), entity.name));
    for (auto it = permissions.fields.begin(); it != permissions.fields.end(); ++it) {
        if (!entity.field(it.key()))
            return Error::invalid(entity.name + u".fields."_s + it.key(), u"unknownField"_s);
    }
    return {};
}

Result<void> checkEntry(const Registry &registry, JsonContent content, const QString &name, const QJsonValue &entry)
{
    const EntityDef *entity = registry.entity(name);
    if (!entity)
        return Error::invalid(name, u"unknownEntity"_s);
    if (content == JsonContent::Permissions)
        return checkPermissions(*entity, entry);
    TANDEM_TRY(readOfflineRules(QJsonObject{{name, entry}}, {}));
    return {};
}

/// What may stand where an unknown word stands.
QStringList wordsAt(JsonContent content, const QString &place)
{
    QStringList words;
    if (content == JsonContent::OfflineRules) {
        for (const OfflinePolicy policy : {OfflinePolicy::All, OfflinePolicy::Mine, OfflinePolicy::MineAndRecent,
                 OfflinePolicy::Recent, OfflinePolicy::None})
            words.append(offlinePolicyName(policy));
    } else if (place.section(u'.', 1, 1) == "fields"_L1) {
        for (const FieldAccess access :
            {FieldAccess::Hidden, FieldAccess::Masked, FieldAccess::Read, FieldAccess::Write})
            words.append(fieldAccessName(access));
    } else {
        for (int scope = int(Scope::None); scope <= int(Scope::All); ++scope)
            words.append(scopeName(Scope(scope)));
    }
    return words;
}

Error atField(const FieldDef &field, Error error)
{
    error.arguments.insert(u"place"_s, error.field);
    if (error.reason == "unknownWord"_L1) {
        error.reason = u"notOneOf"_s;
        error.arguments.insert(u"words"_s, wordsAt(field.content, error.field).join(u", "_s));
    }
    error.field = field.name;
    return error;
}

}

QJsonObject jsonEntries(const Value &value)
{
    return value.kind() == Value::Kind::Text ? QJsonDocument::fromJson(value.toText().toUtf8()).object()
                                             : QJsonObject();
}

Result<void> checkJsonContent(const Registry &registry, const FieldDef &field, const Value &before, const Value &now)
{
    if (field.content == JsonContent::Any || now.isNull() || now == before)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(now.toText().toUtf8());
    if (!document.isObject())
        return Error::invalid(field.name, u"notAnObject"_s);
    const QJsonObject former = jsonEntries(before);
    const QJsonObject entries = document.object();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        if (former.value(it.key()) == it.value())
            continue;
        if (const auto checked = checkEntry(registry, field.content, it.key(), it.value()); !checked.ok())
            return atField(field, checked.error());
    }
    return {};
}

}
