// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the administrator does to the company's own fields and entities, while outboxes wait with values for them.

#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "tests/sync/simulation/office.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::sim {

namespace customField = entities::customField;
namespace customEntity = entities::customEntity;

namespace {

constexpr int mostMoods = 4;
constexpr int mostEntities = 2;
constexpr quint32 options = 6; ///< that there are in all
constexpr int shortText = 4; ///< letters: not every word of the ledger's fits

QString textOf(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// Two or three of all that there are.
QJsonArray someOptions(quint32 dice)
{
    QJsonArray some;
    for (quint32 i = 0; i < 2 + dice % 2; ++i)
        some.append(QJsonObject{{QStringLiteral("key"), QStringLiteral("option%1").arg((dice / 2 + i) % options)}});
    return some;
}

/// Also those that are taken away.
std::vector<server::StoredRecord> definitionsOf(const Server &server, EntityNumber kind)
{
    const auto reader = server.reader();
    server::RecordStore records(*reader, server.registry());
    RecordQuery query;
    query.entity = server.registry()->entity(kind)->name;
    query.deleted = RecordQuery::Deleted::With;
    const auto ids = records.queryIds(query);
    must(ids);
    std::vector<server::StoredRecord> rows;
    for (const RecordId &id : *ids) {
        const auto row = records.find(kind, id);
        must(row);
        if (*row)
            rows.push_back(**row);
    }
    return rows;
}

std::optional<server::StoredRecord> oneOf(const std::vector<server::StoredRecord> &rows, quint32 dice)
{
    return rows.empty() ? std::nullopt : std::optional(rows[dice % rows.size()]);
}

/// One of the fields that change.
std::optional<server::StoredRecord> someField(const Server &server, quint32 dice)
{
    std::vector<server::StoredRecord> moods = definitionsOf(server, customField::number);
    std::erase_if(moods, [](const server::StoredRecord &row) {
        return !row.value(customField::field::name).toText().startsWith(Office::fieldPrefix());
    });
    return oneOf(moods, dice);
}

QJsonObject definitionOf(const server::StoredRecord &field)
{
    return QJsonDocument::fromJson(field.value(customField::field::definition).toText().toUtf8()).object();
}

}

/// Every other one of options.
void Office::defineField(Server &server, const Step &step)
{
    if (m_moods >= mostMoods)
        return;
    const bool isChoice = m_moods % 2 != 0;
    const QString name = fieldPrefix() + QString::number(m_moods++);
    QJsonObject definition{{QStringLiteral("type"), isChoice ? QStringLiteral("choice") : QStringLiteral("text")}};
    if (isChoice)
        definition.insert(QStringLiteral("options"), someOptions(step.dice));
    create(server, customField::number,
        {{customField::field::entity, Value(QStringLiteral("account"))}, {customField::field::name, Value(name)},
            {customField::field::label, Value(name)}, {customField::field::definition, Value(textOf(definition))}});
}

/// What somebody has chosen already may be none of them any more.
void Office::changeOptions(Server &server, const Step &step)
{
    const auto field = someField(server, step.dice);
    if (!field || field->isDeleted())
        return;
    QJsonObject definition = definitionOf(*field);
    if (!definition.contains(QStringLiteral("options")))
        return;
    definition.insert(QStringLiteral("options"), someOptions(step.dice));
    change(server, customField::number, field->id, customField::field::definition, Value(textOf(definition)));
}

/// It is to hold numbers, which the server refuses, or shorter texts, which values that wait in outboxes may not fit.
void Office::retypeField(Server &server, const Step &step)
{
    const auto field = someField(server, step.dice);
    if (!field || field->isDeleted())
        return;
    QJsonObject definition = definitionOf(*field);
    const QString type = QStringLiteral("type");
    const QString length = QStringLiteral("maxLength");
    const bool isText = definition.value(type).toString() == QLatin1String("text");
    if (!isText || step.dice / 8 % 2)
        definition.insert(type, QStringLiteral("integer"));
    else if (definition.contains(length))
        definition.remove(length);
    else
        definition.insert(length, shortText);
    change(server, customField::number, field->id, customField::field::definition, Value(textOf(definition)));
}

void Office::retireField(Server &server, const Step &step)
{
    if (const auto field = someField(server, step.dice))
        retireOrBringBack(server, customField::number, *field);
}

void Office::retireOrBringBack(Server &server, EntityNumber entity, const server::StoredRecord &row)
{
    if (row.isDeleted())
        restore(server, entity, row.id);
    else
        remove(server, entity, row.id);
}

void Office::renameField(Server &server, const Step &step)
{
    const auto field = someField(server, step.dice);
    if (field && !field->isDeleted())
        change(server, customField::number, field->id, customField::field::name,
            Value(fieldPrefix() + QStringLiteral("Anew%1").arg(step.dice % 1000)));
}

void Office::defineEntity(Server &server, const Step &)
{
    if (m_entities >= mostEntities)
        return;
    const QString name = QStringLiteral("thing%1").arg(m_entities++);
    const QJsonObject title{{QStringLiteral("number"), FieldDef::firstCompanyFieldNumber},
        {QStringLiteral("name"), QStringLiteral("name")}, {QStringLiteral("type"), QStringLiteral("text")},
        {QStringLiteral("required"), true}};
    const QJsonObject definition{
        {QStringLiteral("titleField"), QStringLiteral("name")}, {QStringLiteral("fields"), QJsonArray{title}}};
    create(server, customEntity::number,
        {{customEntity::field::name, Value(name)}, {customEntity::field::label, Value(name)},
            {customEntity::field::definition, Value(textOf(definition))}});
}

/// With all its fields and records, of which more may wait in outboxes.
void Office::retireEntity(Server &server, const Step &step)
{
    if (const auto entity = oneOf(definitionsOf(server, customEntity::number), step.dice))
        retireOrBringBack(server, customEntity::number, *entity);
}

}
