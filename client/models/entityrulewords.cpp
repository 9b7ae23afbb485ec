// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/entityrulewords.h"

#include "client/models/entityorder.h"
#include "shared/base/compactjson.h"
#include "shared/metadata/accessparser.h"
#include "shared/metadata/jsoncontent.h"

#include <QCoreApplication>

namespace tandem::client {

namespace {

/// Whose texts are translated here.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EntityRuleWords)
};

QString storedText(const QJsonValue &entry)
{
    return entry.isObject() ? compactJson(entry.toObject()) : entry.toVariant().toString();
}

QString joinedWords(const QStringList &words)
{
    return words.join(Words::tr(", "));
}

}

QString EntityRuleWords::name(const QString &entity) const
{
    const EntityDef *definition = m_registry.entity(entity);
    return definition && m_labels ? m_labels->plural(*definition) : entity;
}

QString EntityRuleWords::rule(const OfflineRule &rule)
{
    switch (rule.policy) {
    case OfflinePolicy::All:
        return Words::tr("everything");
    case OfflinePolicy::Mine:
        return Words::tr("own and shared");
    case OfflinePolicy::Recent:
        return Words::tr("changed in the last %n day(s)", nullptr, rule.days);
    case OfflinePolicy::MineAndRecent:
        return Words::tr("own, shared, or changed in the last %n day(s)", nullptr, rule.days);
    case OfflinePolicy::None:
        break;
    }
    return Words::tr("nothing");
}

QString EntityRuleWords::scope(Scope scope)
{
    switch (scope) {
    case Scope::Own:
        return Words::tr("own");
    case Scope::Collaborator:
        return Words::tr("own and shared by name");
    case Scope::Team:
        return Words::tr("the team's");
    case Scope::Department:
        return Words::tr("the department's");
    case Scope::DepartmentBelow:
        return Words::tr("the department's and those below");
    case Scope::All:
        return Words::tr("all");
    case Scope::None:
        break;
    }
    return Words::tr("none");
}

QString EntityRuleWords::fieldAccess(FieldAccess access)
{
    switch (access) {
    case FieldAccess::Hidden:
        return Words::tr("hidden");
    case FieldAccess::Masked:
        return Words::tr("masked");
    case FieldAccess::Read:
        return Words::tr("read only");
    case FieldAccess::Write:
        break;
    }
    return Words::tr("can be changed");
}

QString EntityRuleWords::permissions(const EntityDef &entity, const EntityPermissions &permissions) const
{
    if (permissions.deny)
        return Words::tr("no access, whatever other roles give");
    QStringList words;
    if (permissions.read != Scope::None)
        words.append(Words::tr("sees %1").arg(scope(permissions.read)));
    if (permissions.edit != Scope::None)
        words.append(Words::tr("changes %1").arg(scope(permissions.edit)));
    if (permissions.remove != Scope::None)
        words.append(Words::tr("deletes %1").arg(scope(permissions.remove)));
    if (permissions.create)
        words.append(Words::tr("creates"));
    if (permissions.exportRows)
        words.append(Words::tr("exports"));
    if (permissions.import)
        words.append(Words::tr("imports"));
    for (auto it = permissions.actions.begin(); it != permissions.actions.end(); ++it)
        words.append(
            Words::tr("“%1”: %2").arg(m_labels ? m_labels->action(entity, it.key()) : it.key(), scope(it.value())));
    for (auto it = permissions.fields.begin(); it != permissions.fields.end(); ++it) {
        const FieldDef *field = entity.field(it.key());
        words.append(Words::tr("“%1”: %2")
                         .arg(field && m_labels ? m_labels->field(entity, *field) : it.key(), fieldAccess(it.value())));
    }
    return words.isEmpty() ? Words::tr("no access") : joinedWords(words);
}

QString EntityRuleWords::entry(JsonContent content, const QString &entity, const QJsonValue &entry) const
{
    if (entry.isUndefined())
        return Words::tr("not set here");
    const EntityDef *definition = m_registry.entity(entity);
    if (content == JsonContent::OfflineRules) {
        const auto rules = readOfflineRules(QJsonObject{{entity, entry}}, {});
        if (rules.ok())
            return rule(rules->value(entity));
    } else if (definition && content == JsonContent::Permissions && entry.isObject()) {
        const auto read = readPermissions(entry.toObject(), {});
        if (read.ok())
            return permissions(*definition, *read);
    }
    return storedText(entry);
}

QStringList EntityRuleWords::ordered(const QJsonObject &entries) const
{
    const EntityOrder order = entityOrder(m_registry);
    QStringList names;
    for (const QString &name : order.listed + order.others) {
        if (entries.contains(name))
            names.append(name);
    }
    for (const QString &name : entries.keys()) {
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

QStringList EntityRuleWords::said(JsonContent content, const QStringList &entities, const QJsonObject &entries) const
{
    QStringList parts;
    for (const QString &entity : entities)
        parts.append(Words::tr("%1: %2").arg(name(entity), entry(content, entity, entries.value(entity))));
    return parts;
}

QStringList EntityRuleWords::lines(const FieldDef &field, const Value &value) const
{
    if (field.content == JsonContent::Any)
        return {value.toText()};
    const QJsonObject entries = jsonEntries(value);
    const bool isUnderstood = !entries.isEmpty() || value.toText() == u"{}";
    return isUnderstood ? said(field.content, ordered(entries), entries) : QStringList(value.toText());
}

QString EntityRuleWords::text(const FieldDef &field, const Value &value) const
{
    return lines(field, value).join(Words::tr("; "));
}

std::pair<QString, QString> EntityRuleWords::change(const FieldDef &field, const Value &from, const Value &to) const
{
    const QJsonObject before = jsonEntries(from);
    const QJsonObject after = jsonEntries(to);
    QJsonObject either = before;
    for (auto it = after.begin(); it != after.end(); ++it)
        either.insert(it.key(), it.value());
    QStringList differing = ordered(either);
    differing.removeIf([&](const QString &name) { return before.value(name) == after.value(name); });
    if (field.content == JsonContent::Any || differing.isEmpty())
        return {text(field, from), text(field, to)};
    const auto side = [&](const QJsonObject &entries) {
        return entries.isEmpty() ? QString() : said(field.content, differing, entries).join(Words::tr("; "));
    };
    return {side(before), side(after)};
}

}
