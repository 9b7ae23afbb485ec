// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/ruledef.h"

#include "shared/metadata/definitionfile.h"
#include "shared/metadata/nametable.h"
#include "shared/metadata/objectreader.h"

#include <QDir>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr NameTable<RuleTrigger::Event, 5> events{{{
    {RuleTrigger::Event::Created, "created"_L1},
    {RuleTrigger::Event::Imported, "imported"_L1},
    {RuleTrigger::Event::Updated, "updated"_L1},
    {RuleTrigger::Event::Deleted, "deleted"_L1},
    {RuleTrigger::Event::Action, "action"_L1},
}}};

constexpr NameTable<RuleStep::Kind, 5> stepKinds{{{
    {RuleStep::Kind::Create, "create"_L1},
    {RuleStep::Kind::Update, "update"_L1},
    {RuleStep::Kind::StartApproval, "startApproval"_L1},
    {RuleStep::Kind::Notify, "notify"_L1},
    {RuleStep::Kind::Action, "action"_L1},
}}};

/// One word or a list of them.
std::vector<RuleTrigger::Event> readEvents(ObjectReader &reader)
{
    const QJsonValue given = reader.any("event"_L1);
    if (given.isUndefined())
        return {RuleTrigger::Event::Updated};
    const QJsonArray words = given.isArray() ? given.toArray() : QJsonArray{given};
    std::vector<RuleTrigger::Event> read;
    for (const QJsonValue &word : words) {
        if (const auto event = events.value(word.toString()))
            read.push_back(*event);
        else
            reader.fail("event"_L1, u"unknownWord"_s, {{u"word"_s, word.toString()}});
    }
    if (read.empty())
        reader.fail("event"_L1, u"missing"_s);
    return read;
}

std::optional<RuleRelated> readUnless(ObjectReader &reader)
{
    if (!reader.has("unless"_L1))
        return std::nullopt;
    ObjectReader inner(reader.object("unless"_L1), reader.pathOf("unless"_L1));
    RuleRelated related;
    related.entity = inner.requiredText("entity"_L1);
    related.link = inner.requiredText("link"_L1);
    related.when = inner.text("when"_L1);
    if (const auto done = inner.finish(); !done.ok())
        reader.fail(done.error());
    return related;
}

RuleTrigger readTrigger(ObjectReader &reader)
{
    ObjectReader inner(reader.object("on"_L1), u"on"_s);
    RuleTrigger trigger;
    trigger.entity = inner.requiredText("entity"_L1);
    trigger.events = readEvents(inner);
    trigger.action = inner.text("action"_L1);
    trigger.when = inner.text("when"_L1);
    trigger.unless = readUnless(inner);
    if (trigger.isOn(RuleTrigger::Event::Action) == trigger.action.isEmpty())
        inner.fail("action"_L1, trigger.action.isEmpty() ? u"missing"_s : u"notForThisType"_s);
    if (const auto done = inner.finish(); !done.ok())
        reader.fail(done.error());
    return trigger;
}

std::vector<RuleValue> readValues(ObjectReader &reader)
{
    std::vector<RuleValue> values;
    const QMap<QString, QString> map = reader.textMap("values"_L1);
    for (auto it = map.begin(); it != map.end(); ++it)
        values.push_back({it.key(), it.value()});
    return values;
}

void readMembers(ObjectReader &reader, RuleStep &step)
{
    step.when = reader.text("when"_L1);
    switch (step.kind) {
    case RuleStep::Kind::Create:
        step.entity = reader.requiredText("entity"_L1);
        step.as = reader.text("as"_L1);
        step.values = readValues(reader);
        break;
    case RuleStep::Kind::Update:
        step.record = reader.text("record"_L1, u"record"_s);
        step.values = readValues(reader);
        break;
    case RuleStep::Kind::StartApproval:
        step.flow = reader.requiredText("flow"_L1);
        step.record = reader.text("record"_L1, u"record"_s);
        break;
    case RuleStep::Kind::Notify:
        step.to = reader.requiredText("to"_L1);
        step.text = reader.requiredText("text"_L1);
        step.record = reader.text("record"_L1, u"record"_s);
        break;
    case RuleStep::Kind::Action:
        step.action = reader.requiredText("name"_L1);
        step.record = reader.text("record"_L1, u"record"_s);
        step.values = readValues(reader);
        break;
    }
}

/// A step is an object with one key, which says what is done: {"create": {…}}.
Result<RuleStep> readStep(const QJsonObject &json, const QString &path)
{
    if (json.size() != 1)
        return Error::invalid(path, u"notOneStep"_s);
    const QString word = json.begin().key();
    const auto kind = stepKinds.value(word);
    if (!kind)
        return Error::invalid(path + u'.' + word, u"unknownWord"_s, {{u"word"_s, word}});
    if (!json.begin().value().isObject())
        return Error::invalid(path + u'.' + word, u"notAnObject"_s);
    RuleStep step;
    step.kind = *kind;
    ObjectReader reader(json.begin().value().toObject(), path + u'.' + word);
    readMembers(reader, step);
    TANDEM_TRY(reader.finish());
    return step;
}

}

Result<RuleDef> parseRule(const QJsonObject &json)
{
    ObjectReader reader(json, {});
    RuleDef rule;
    rule.name = reader.requiredText("name"_L1);
    rule.trigger = readTrigger(reader);
    const QJsonArray steps = reader.array("steps"_L1);
    if (steps.isEmpty())
        reader.fail("steps"_L1, u"missing"_s);
    for (qsizetype i = 0; i < steps.size(); ++i) {
        auto step = readStep(steps.at(i).toObject(), reader.pathOf("steps"_L1, i));
        if (!step.ok())
            reader.fail(step.error());
        else
            rule.steps.push_back(*std::move(step));
    }
    TANDEM_TRY(reader.finish());
    return rule;
}

Result<std::vector<RuleDef>> loadRules(const QString &folder)
{
    std::vector<RuleDef> rules;
    const QDir root(folder);
    for (const QString &area : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir ruleFolder(root.filePath(area + u"/rules"_s));
        for (const QString &name : ruleFolder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
            TANDEM_ASSIGN(const auto file, DefinitionFile::read(ruleFolder.filePath(name), area + u"/rules/"_s + name));
            auto rule = parseRule(file.object());
            if (!rule.ok())
                return file.located(rule.error());
            rules.push_back(*std::move(rule));
        }
    }
    return rules;
}

}
