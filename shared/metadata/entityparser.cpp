// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/accessparser.h"
#include "shared/metadata/definitionnames.h"
#include "shared/metadata/layoutparser.h"
#include "shared/metadata/loader.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int greatestNumber = 65535;

void readIdentity(ObjectReader &reader, EntityDef &entity)
{
    const bool company = entity.layer == Layer::Company;
    entity.number = EntityNumber(reader.integer("number"_L1, 0, company ? EntityDef::firstCompanyEntityNumber : 1,
        company ? greatestNumber : EntityDef::firstCompanyEntityNumber - 1));
    if (entity.number == 0)
        reader.fail("number"_L1, u"missing"_s);
    entity.name = reader.requiredText("name"_L1);
    if (!reader.failed() && !isDefinitionName(entity.name))
        reader.fail("name"_L1, u"notAName"_s, {{u"name"_s, entity.name}});
    entity.table = reader.text("table"_L1, company ? u"company_%1"_s.arg(entity.number) : snakeCase(entity.name));
    entity.area = reader.text("area"_L1, company ? u"company"_s : u"core"_s);
    entity.icon = reader.text("icon"_L1, u"record"_s);
    entity.titleField = reader.requiredText("titleField"_L1);
    entity.subtitleField = reader.text("subtitleField"_L1);
    entity.parentLink = reader.text("parentLink"_L1);
    entity.sharedField = reader.text("sharedField"_L1);
    entity.uniqueTogether = reader.textLists("uniqueTogether"_L1);
    entity.duplicateKeys = reader.textLists("duplicateKeys"_L1);
    entity.deleted = reader.boolean("deleted"_L1);
    entity.labels = reader.textMap("labels"_L1);
    entity.pluralLabels = reader.textMap("pluralLabels"_L1);
}

void readTraits(ObjectReader &reader, EntityDef &entity)
{
    const QStringList names = reader.texts("traits"_L1);
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (const auto trait = traitFromName(names.at(i)))
            entity.traits |= *trait;
        else
            reader.fail(Error::invalid(reader.pathOf("traits"_L1, i), u"unknownWord"_s, {{u"word"_s, names.at(i)}}));
    }
    entity.offline = readOfflineRule(reader, "offline"_L1, "offlineDays"_L1);
}

/// The same error, told from the entity's point of view.
Error below(Error error, const QString &path)
{
    error.field = error.field.isEmpty() ? path : path + u'.' + error.field;
    return error;
}

void readFields(ObjectReader &reader, EntityDef &entity)
{
    entity.fields = systemFields();
    const QJsonArray fields = reader.array("fields"_L1);
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const QString path = reader.pathOf("fields"_L1, i);
        if (!fields.at(i).isObject())
            return reader.fail(Error::invalid(path, u"notAnObject"_s));
        auto field = parseField(fields.at(i).toObject(), entity.layer);
        if (!field.ok())
            return reader.fail(below(field.error(), path));
        const bool ascends = field->number > entity.fields.back().number;
        if (!ascends)
            return reader.fail(below(Error::invalid(u"number"_s, u"notAscending"_s), path));
        entity.fields.push_back(*std::move(field));
    }
}

void readRelated(ObjectReader &reader, EntityDef &entity)
{
    const QJsonArray related = reader.array("related"_L1);
    for (qsizetype i = 0; i < related.size(); ++i) {
        ObjectReader inner(related.at(i).toObject(), reader.pathOf("related"_L1, i));
        RelatedDef def;
        def.name = inner.requiredText("name"_L1);
        def.entity = inner.requiredText("entity"_L1);
        def.link = inner.requiredText("link"_L1);
        def.through = inner.text("through"_L1);
        if (const auto done = inner.finish(); !done.ok())
            reader.fail(done.error());
        entity.related.push_back(std::move(def));
    }
}

/// What a company's entity gets when its definition does not say: the administrator all, everybody else their own.
AccessDef companyAccess()
{
    AccessDef access;
    EntityPermissions own{Scope::Own, Scope::Own, Scope::Own, true, false, false, {}, {}, false};
    EntityPermissions below{
        Scope::DepartmentBelow, Scope::DepartmentBelow, Scope::Own, true, true, true, {}, {}, false};
    EntityPermissions all{Scope::All, Scope::All, Scope::All, true, true, true, {}, {}, false};
    access.byRole = {
        {u"administrator"_s, all}, {u"manager"_s, below}, {u"sales"_s, own}, {u"service"_s, own}, {u"employee"_s, own}};
    return access;
}

QJsonArray listsToJson(const std::vector<QStringList> &lists)
{
    QJsonArray array;
    for (const QStringList &list : lists)
        array.append(QJsonArray::fromStringList(list));
    return array;
}

}

Result<EntityDef> parseEntity(const QJsonObject &json, Layer layer)
{
    ObjectReader reader(json, {});
    EntityDef entity;
    entity.layer = layer;
    readIdentity(reader, entity);
    readTraits(reader, entity);
    readFields(reader, entity);
    readRelated(reader, entity);
    entity.actionsWhen = reader.textMap("actionsWhen"_L1);
    entity.list = readList(reader);
    entity.detail = readDetail(reader);
    entity.board = readBoard(reader);
    entity.filters = readFilters(reader);
    const bool given = reader.has("access"_L1);
    auto access = readAccess(reader.object("access"_L1), u"access"_s);
    if (!access.ok())
        reader.fail(access.error());
    else
        entity.access = !given && layer == Layer::Company ? companyAccess() : *std::move(access);
    TANDEM_TRY(reader.finish());
    return entity;
}

QJsonObject entityToJson(const EntityDef &entity)
{
    QJsonObject json{{u"number"_s, entity.number}, {u"name"_s, entity.name}, {u"table"_s, entity.table},
        {u"area"_s, entity.area}, {u"icon"_s, entity.icon}, {u"titleField"_s, entity.titleField},
        {u"subtitleField"_s, entity.subtitleField}, {u"parentLink"_s, entity.parentLink},
        {u"offline"_s, offlinePolicyName(entity.offline.policy)}, {u"deleted"_s, entity.deleted},
        {u"access"_s, accessToJson(entity.access)}, {u"list"_s, listToJson(entity.list)},
        {u"detail"_s, detailToJson(entity.detail)}, {u"filters"_s, filtersToJson(entity.filters)}};
    if (entity.offline.days > 0)
        json.insert("offlineDays"_L1, entity.offline.days);
    if (entity.board)
        json.insert("board"_L1, boardToJson(*entity.board));
    QJsonArray traits;
    for (const Trait trait : allTraits()) {
        if (entity.traits.testFlag(trait))
            traits.append(traitName(trait));
    }
    QJsonArray fields;
    for (const FieldDef &field : entity.fields) {
        if (!field.isSystem())
            fields.append(fieldToJson(field));
    }
    QJsonArray related;
    for (const RelatedDef &def : entity.related)
        related.append(QJsonObject{
            {u"name"_s, def.name}, {u"entity"_s, def.entity}, {u"link"_s, def.link}, {u"through"_s, def.through}});
    json.insert("traits"_L1, traits);
    json.insert("fields"_L1, fields);
    json.insert("related"_L1, related);
    json.insert("uniqueTogether"_L1, listsToJson(entity.uniqueTogether));
    json.insert("duplicateKeys"_L1, listsToJson(entity.duplicateKeys));
    // A build of before refuses a key that it does not know, and with it all that the company defined.
    if (!entity.actionsWhen.isEmpty())
        json.insert("actionsWhen"_L1, mapToJson(entity.actionsWhen));
    if (!entity.sharedField.isEmpty())
        json.insert("sharedField"_L1, entity.sharedField);
    json.insert("labels"_L1, mapToJson(entity.labels));
    json.insert("pluralLabels"_L1, mapToJson(entity.pluralLabels));
    return json;
}

}
