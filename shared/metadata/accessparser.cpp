// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/accessparser.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Enum>
QMap<QString, Enum> readWords(ObjectReader &reader, QLatin1String key, std::optional<Enum> (*fromName)(const QString &))
{
    QMap<QString, Enum> words;
    const QMap<QString, QString> texts = reader.textMap(key);
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        if (const auto value = fromName(it.value())) {
            words.insert(it.key(), *value);
            continue;
        }
        reader.fail(Error::invalid(reader.pathOf(key) + u'.' + it.key(), u"unknownWord"_s, {{u"word"_s, it.value()}}));
    }
    return words;
}

}

Result<EntityPermissions> readPermissions(const QJsonObject &json, const QString &path)
{
    ObjectReader reader(json, path);
    EntityPermissions permissions;
    permissions.read = reader.word("read"_L1, Scope::None, scopeFromName);
    permissions.edit = reader.word("edit"_L1, Scope::None, scopeFromName);
    permissions.remove = reader.word("remove"_L1, Scope::None, scopeFromName);
    permissions.create = reader.boolean("create"_L1);
    permissions.exportRows = reader.boolean("export"_L1);
    permissions.import = reader.boolean("import"_L1);
    permissions.deny = reader.boolean("deny"_L1);
    permissions.actions = readWords<Scope>(reader, "actions"_L1, scopeFromName);
    permissions.fields = readWords<FieldAccess>(reader, "fields"_L1, fieldAccessFromName);
    TANDEM_TRY(reader.finish());
    return permissions;
}

Result<AccessDef> readAccess(const QJsonObject &json, const QString &path)
{
    AccessDef access;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QString rolePath = path + u'.' + it.key();
        if (!it.value().isObject())
            return Error::invalid(rolePath, u"notAnObject"_s);
        TANDEM_ASSIGN(const auto permissions, readPermissions(it.value().toObject(), rolePath));
        access.byRole.insert(it.key(), permissions);
    }
    return access;
}

QJsonObject permissionsToJson(const EntityPermissions &permissions)
{
    QJsonObject json{{u"read"_s, scopeName(permissions.read)}, {u"edit"_s, scopeName(permissions.edit)},
        {u"remove"_s, scopeName(permissions.remove)}, {u"create"_s, permissions.create},
        {u"export"_s, permissions.exportRows}, {u"import"_s, permissions.import}};
    QJsonObject actions;
    for (auto it = permissions.actions.begin(); it != permissions.actions.end(); ++it)
        actions.insert(it.key(), scopeName(it.value()));
    QJsonObject fields;
    for (auto it = permissions.fields.begin(); it != permissions.fields.end(); ++it)
        fields.insert(it.key(), fieldAccessName(it.value()));
    if (!actions.isEmpty())
        json.insert("actions"_L1, actions);
    if (!fields.isEmpty())
        json.insert("fields"_L1, fields);
    if (permissions.deny)
        json.insert("deny"_L1, true);
    return json;
}

QJsonObject accessToJson(const AccessDef &access)
{
    QJsonObject json;
    for (auto it = access.byRole.begin(); it != access.byRole.end(); ++it)
        json.insert(it.key(), permissionsToJson(it.value()));
    return json;
}

}
