// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/builtins.h"
#include "server/records/rulebook.h"
#include "shared/base/compactjson.h"
#include "shared/database/dialects/dialect.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/jsoncontent.h"

#include <QJsonObject>

namespace tandem::server {

namespace {

constexpr int greatestNumber = 65535;

/// The numbers of the fields that matter, the same for the company's entities and its fields.
struct Columns
{
    FieldNumber number;
    FieldNumber name;
    FieldNumber label;
    FieldNumber definition;
};

Columns columnsOf(const EntityDef &entity)
{
    if (entity.number == entities::customEntity::number) {
        using namespace entities::customEntity::field;
        return {number, name, label, definition};
    }
    using namespace entities::customField::field;
    return {number, name, label, definition};
}

/// One more than any that was ever given out, those in the recycle bin included.
Result<int> nextNumber(Connection &connection, const EntityDef &entity, FieldNumber field, int first)
{
    TANDEM_ASSIGN(Statement statement,
        connection.prepare(QStringLiteral("SELECT max(%1) FROM %2")
                               .arg(Dialect::quoted(entity.field(field)->column), Dialect::quoted(entity.table))));
    TANDEM_TRY(statement.step());
    const int next = std::max(int(statement.integer(0)) + 1, first);
    if (next > greatestNumber)
        return Error{ErrorCode::TooLarge, QStringLiteral("tooManyDefinitions"), {}, {}, {}};
    return next;
}

/// A label that the definition does not spell out is the same in both languages.
void completeLabels(QJsonObject &json, const QString &label)
{
    QJsonObject labels = json.value(QLatin1String("labels")).toObject();
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
        if (!labels.contains(language))
            labels.insert(language, label);
    }
    json.insert(QLatin1String("labels"), labels);
}

/// What was once decided stays: the number always, the type and column because rows are stored by them.
Result<void> keepIdentity(QJsonObject &json, const QJsonObject &before)
{
    const QString type = QStringLiteral("type");
    if (before.contains(type) && json.value(type) != before.value(type))
        return Error::invalid(type, QStringLiteral("notChangeable"));
    for (const QString &key : {QStringLiteral("column"), QStringLiteral("table")}) {
        if (before.contains(key))
            json.insert(key, before.value(key));
    }
    return {};
}

/// Gives the definition its number and name, so that record and definition never say different things.
Result<void> completeDefinition(MutationContext &context, RecordChange &change)
{
    const Columns columns = columnsOf(change.entity);
    const bool isEntity = change.entity.number == entities::customEntity::number;
    QJsonObject json = jsonEntries(change.is(columns.definition));
    if (json.isEmpty())
        return Error::invalid(QStringLiteral("definition"), QStringLiteral("notJson"));
    int number = int(change.was(columns.number).toInteger());
    if (number == 0) {
        const int first = isEntity ? EntityDef::firstCompanyEntityNumber : FieldDef::firstCompanyFieldNumber;
        TANDEM_ASSIGN(number, nextNumber(context.connection(), change.entity, columns.number, first));
    }
    TANDEM_TRY(keepIdentity(json, jsonEntries(change.was(columns.definition))));
    json.insert(QLatin1String("number"), number);
    json.insert(QLatin1String("name"), change.is(columns.name).toText());
    completeLabels(json, change.is(columns.label).toText());
    change.after.insert_or_assign(columns.number, Value(number));
    change.after.insert_or_assign(columns.definition, Value(compactJson(json)));
    return {};
}

QString entityConcerned(const RecordChange &change)
{
    return change.entity.number == entities::customEntity::number
        ? change.is(entities::customEntity::field::name).toText()
        : change.is(entities::customField::field::entity).toText();
}

/// The definitions as they would be, checked as a whole; then tables and registry of this transaction follow.
Result<void> adopt(MutationContext &context, const RecordChange &change, const Store &store)
{
    TANDEM_ASSIGN(const RegistryPointer candidate, store.candidateRegistry(context.connection()));
    if (const EntityDef *entity = candidate->entity(entityConcerned(change)))
        TANDEM_TRY(RuleBook::check(*candidate, *entity));
    else if (change.event != RecordEvent::Delete)
        return Error::invalid(QStringLiteral("entity"), QStringLiteral("unknownEntity"));
    return context.changeMetadata(candidate);
}

}

void registerCustomisation(HookRegistry &hooks, Store &store)
{
    const RecordEvents all = RecordEvent::Create | RecordEvent::Update | RecordEvent::Delete | RecordEvent::Restore;
    for (const EntityNumber entity : {entities::customEntity::number, entities::customField::number}) {
        hooks.before(entity, RecordEvent::Create | RecordEvent::Update, completeDefinition);
        hooks.after(entity, all,
            [&store](MutationContext &context, RecordChange &change) { return adopt(context, change, store); });
    }
}

}
