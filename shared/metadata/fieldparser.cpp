// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/definitionnames.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/loader.h"
#include "shared/metadata/objectreader.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int greatestNumber = 65535;

void readFlags(ObjectReader &reader, FieldDef &field)
{
    field.required = reader.boolean("required"_L1);
    field.unique = reader.boolean("unique"_L1);
    field.indexed = reader.boolean("indexed"_L1);
    field.searchable = reader.boolean("searchable"_L1);
    field.mentions = reader.boolean("mentions"_L1);
    if (field.mentions && field.type != FieldType::Text)
        reader.fail("mentions"_L1, u"notForThisType"_s);
    field.readOnly = reader.boolean("readOnly"_L1);
    field.byProgram = reader.boolean("byProgram"_L1);
    field.hidden = reader.boolean("hidden"_L1);
    field.deleted = reader.boolean("deleted"_L1);
}

void readExpressions(ObjectReader &reader, FieldDef &field)
{
    field.defaultExpression = reader.text("defaultExpression"_L1);
    field.formula = reader.text("formula"_L1);
    field.visibleWhen = reader.text("visibleWhen"_L1);
    field.requiredWhen = reader.text("requiredWhen"_L1);
    field.readOnlyWhen = reader.text("readOnlyWhen"_L1);
    field.validWhen = reader.text("validWhen"_L1);
    if (field.type == FieldType::Formula && field.formula.isEmpty() && !field.deleted)
        reader.fail("formula"_L1, u"missing"_s);
    if (field.type != FieldType::Formula && !field.formula.isEmpty())
        reader.fail("formula"_L1, u"notForThisType"_s);
}

void readOptions(ObjectReader &reader, FieldDef &field)
{
    const QJsonArray options = reader.array("options"_L1);
    for (qsizetype i = 0; i < options.size(); ++i) {
        ObjectReader inner(options.at(i).toObject(), reader.pathOf("options"_L1, i));
        ChoiceOption option;
        option.key = inner.requiredText("key"_L1);
        option.colour = inner.text("colour"_L1);
        option.active = inner.boolean("active"_L1, true);
        if (inner.has("labels"_L1))
            field.optionLabels.insert(option.key, inner.textMap("labels"_L1));
        const bool known = std::any_of(field.options.begin(), field.options.end(),
            [&](const ChoiceOption &earlier) { return earlier.key == option.key; });
        if (known)
            inner.fail("key"_L1, u"twice"_s);
        else if (!isOptionKey(option.key))
            inner.fail("key"_L1, u"notAName"_s);
        if (const auto done = inner.finish(); !done.ok())
            reader.fail(done.error());
        field.options.push_back(std::move(option));
    }
    const bool isChoice = field.type == FieldType::Choice || field.type == FieldType::MultiChoice;
    if (isChoice && field.options.empty() && !field.deleted)
        reader.fail("options"_L1, u"missing"_s);
    if (!isChoice && !field.options.empty())
        reader.fail("options"_L1, u"notForThisType"_s);
}

void readRollUp(ObjectReader &reader, FieldDef &field)
{
    const bool isRollUp = field.type == FieldType::RollUp;
    if (reader.has("rollUp"_L1) != isRollUp)
        reader.fail("rollUp"_L1, isRollUp ? u"missing"_s : u"notForThisType"_s);
    if (!reader.has("rollUp"_L1))
        return;
    ObjectReader inner(reader.object("rollUp"_L1), reader.pathOf("rollUp"_L1));
    RollUpDef rollUp;
    rollUp.entity = inner.requiredText("entity"_L1);
    rollUp.link = inner.requiredText("link"_L1);
    rollUp.function = inner.requiredText("function"_L1);
    rollUp.field = inner.text("field"_L1);
    rollUp.filter = inner.text("filter"_L1);
    static const QStringList functions{u"count"_s, u"sum"_s, u"min"_s, u"max"_s};
    if (!functions.contains(rollUp.function))
        inner.fail("function"_L1, u"unknownWord"_s, {{u"word"_s, rollUp.function}});
    else if ((rollUp.function == u"count"_s) != rollUp.field.isEmpty())
        inner.fail("field"_L1, rollUp.field.isEmpty() ? u"missing"_s : u"notForThisType"_s);
    if (const auto done = inner.finish(); !done.ok())
        reader.fail(done.error());
    field.rollUp = std::move(rollUp);
}

void readTarget(ObjectReader &reader, FieldDef &field)
{
    const QString fixed = fixedTarget(field.type);
    field.target = reader.text("target"_L1, fixed);
    field.via = reader.text("via"_L1);
    const bool points = !fixed.isEmpty() || field.type == FieldType::Link || field.type == FieldType::Links;
    if (points && field.target.isEmpty())
        reader.fail("target"_L1, u"missing"_s);
    if (!points && !field.target.isEmpty())
        reader.fail("target"_L1, u"notForThisType"_s);
    if (!fixed.isEmpty() && field.target != fixed)
        reader.fail("target"_L1, u"notForThisType"_s);
    if ((field.type == FieldType::Links) == field.via.isEmpty())
        reader.fail("via"_L1, field.via.isEmpty() ? u"missing"_s : u"notForThisType"_s);
}

void readLimits(ObjectReader &reader, FieldDef &field)
{
    field.maxLength = reader.integer("maxLength"_L1, 0, 1, 10'000'000);
    field.scale = reader.integer("scale"_L1, defaultScale(field.type), 0, 9);
    field.minimum = reader.wideInteger("minimum"_L1);
    field.maximum = reader.wideInteger("maximum"_L1);
    if (field.minimum && field.maximum && *field.minimum > *field.maximum)
        reader.fail("maximum"_L1, u"outOfRange"_s, {{u"minimum"_s, *field.minimum}});
    field.numberFormat = reader.text("numberFormat"_L1);
    if ((field.type == FieldType::NumberSeries) == field.numberFormat.isEmpty())
        reader.fail("numberFormat"_L1, field.numberFormat.isEmpty() ? u"missing"_s : u"notForThisType"_s);
    field.mask = reader.text("mask"_L1);
    static const QStringList masks{QString(), u"phone"_s, u"email"_s, u"name"_s, u"all"_s};
    if (!masks.contains(field.mask))
        reader.fail("mask"_L1, u"unknownWord"_s, {{u"word"_s, field.mask}});
}

void readContent(ObjectReader &reader, FieldDef &field)
{
    field.content = reader.word("content"_L1, JsonContent::Any, jsonContentFromName);
    if (field.content != JsonContent::Any && field.type != FieldType::Json)
        reader.fail("content"_L1, u"notForThisType"_s);
}

void readDefault(ObjectReader &reader, FieldDef &field)
{
    const QJsonValue json = reader.any("default"_L1);
    if (json.isUndefined() || reader.failed())
        return;
    const FieldTypeInfo &type = fieldTypeInfo(field.type);
    const auto value = type.fromJson(field, json);
    const auto valid = value.ok() ? type.validate(field, *value) : Result<void>(value.error());
    if (!valid.ok())
        reader.fail("default"_L1, valid.error().reason, valid.error().arguments);
    else
        field.defaultValue = *value;
}

void writeFlag(QJsonObject &json, QLatin1String key, bool value)
{
    if (value)
        json.insert(key, true);
}

void writeText(QJsonObject &json, QLatin1String key, const QString &value)
{
    if (!value.isEmpty())
        json.insert(key, value);
}

QJsonArray optionsToJson(const FieldDef &field)
{
    QJsonArray options;
    for (const ChoiceOption &option : field.options) {
        QJsonObject object{{u"key"_s, option.key}};
        writeText(object, "colour"_L1, option.colour);
        if (!option.active)
            object.insert("active"_L1, false);
        if (field.optionLabels.contains(option.key))
            object.insert("labels"_L1, mapToJson(field.optionLabels.value(option.key)));
        options.append(object);
    }
    return options;
}

QJsonObject rollUpToJson(const RollUpDef &rollUp)
{
    QJsonObject object;
    writeText(object, "entity"_L1, rollUp.entity);
    writeText(object, "link"_L1, rollUp.link);
    writeText(object, "function"_L1, rollUp.function);
    writeText(object, "field"_L1, rollUp.field);
    writeText(object, "filter"_L1, rollUp.filter);
    return object;
}

}

Result<FieldDef> parseField(const QJsonObject &json, Layer layer)
{
    ObjectReader reader(json, {});
    FieldDef field;
    field.layer = layer;
    const int least = layer == Layer::Company ? FieldDef::firstCompanyFieldNumber : FieldDef::firstOwnFieldNumber;
    const int most = layer == Layer::Company ? greatestNumber : FieldDef::firstCompanyFieldNumber - 1;
    field.number = FieldNumber(reader.integer("number"_L1, 0, least, most));
    if (field.number == 0)
        reader.fail("number"_L1, u"missing"_s);
    field.name = reader.requiredText("name"_L1);
    if (!reader.failed() && !isDefinitionName(field.name))
        reader.fail("name"_L1, u"notAName"_s, {{u"name"_s, field.name}});
    field.type = reader.word("type"_L1, FieldType::Text, fieldTypeFromName);
    if (!reader.has("type"_L1))
        reader.fail("type"_L1, u"missing"_s);
    // A company's column is named by its number: it can never meet the column of a field shipped later.
    field.column =
        reader.text("column"_L1, layer == Layer::Company ? u"c%1"_s.arg(field.number) : snakeCase(field.name));
    readFlags(reader, field);
    readExpressions(reader, field);
    readOptions(reader, field);
    readRollUp(reader, field);
    readTarget(reader, field);
    readLimits(reader, field);
    readContent(reader, field);
    field.merge = reader.word("merge"_L1, defaultMergeRule(field.type), mergeRuleFromName);
    field.labels = reader.textMap("labels"_L1);
    field.validTexts = reader.textMap("validTexts"_L1);
    readDefault(reader, field);
    TANDEM_TRY(reader.finish());
    return field;
}

QJsonObject fieldToJson(const FieldDef &field)
{
    QJsonObject json{{u"number"_s, field.number}, {u"name"_s, field.name}, {u"type"_s, fieldTypeName(field.type)},
        {u"column"_s, field.column}};
    writeFlag(json, "required"_L1, field.required);
    writeFlag(json, "unique"_L1, field.unique);
    writeFlag(json, "indexed"_L1, field.indexed);
    writeFlag(json, "searchable"_L1, field.searchable);
    writeFlag(json, "mentions"_L1, field.mentions);
    writeFlag(json, "readOnly"_L1, field.readOnly);
    writeFlag(json, "byProgram"_L1, field.byProgram);
    writeFlag(json, "hidden"_L1, field.hidden);
    writeFlag(json, "deleted"_L1, field.deleted);
    writeText(json, "defaultExpression"_L1, field.defaultExpression);
    writeText(json, "formula"_L1, field.formula);
    writeText(json, "visibleWhen"_L1, field.visibleWhen);
    writeText(json, "requiredWhen"_L1, field.requiredWhen);
    writeText(json, "readOnlyWhen"_L1, field.readOnlyWhen);
    writeText(json, "validWhen"_L1, field.validWhen);
    writeText(json, "via"_L1, field.via);
    writeText(json, "numberFormat"_L1, field.numberFormat);
    writeText(json, "mask"_L1, field.mask);
    writeText(json, "content"_L1, jsonContentName(field.content));
    if (field.target != fixedTarget(field.type))
        json.insert("target"_L1, field.target);
    if (field.maxLength > 0)
        json.insert("maxLength"_L1, field.maxLength);
    if (field.scale != defaultScale(field.type))
        json.insert("scale"_L1, field.scale);
    if (field.minimum)
        json.insert("minimum"_L1, *field.minimum);
    if (field.maximum)
        json.insert("maximum"_L1, *field.maximum);
    if (field.merge != defaultMergeRule(field.type))
        json.insert("merge"_L1, mergeRuleName(field.merge));
    if (!field.options.empty())
        json.insert("options"_L1, optionsToJson(field));
    if (field.rollUp)
        json.insert("rollUp"_L1, rollUpToJson(*field.rollUp));
    if (!field.defaultValue.isNull())
        json.insert("default"_L1, fieldTypeInfo(field.type).toJson(field, field.defaultValue));
    if (!field.labels.isEmpty())
        json.insert("labels"_L1, mapToJson(field.labels));
    if (!field.validTexts.isEmpty())
        json.insert("validTexts"_L1, mapToJson(field.validTexts));
    return json;
}

}
