// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/definitionnames.h"

#include "shared/metadata/nametable.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr NameTable<MergeRule, 5> mergeRules{{{
    {MergeRule::LastArrival, "lastArrival"_L1},
    {MergeRule::Union, "union"_L1},
    {MergeRule::Counter, "counter"_L1},
    {MergeRule::Text, "text"_L1},
    {MergeRule::FirstArrival, "firstArrival"_L1},
}}};

constexpr NameTable<Trait, 9> traits{{{
    {Trait::Timeline, "timeline"_L1},
    {Trait::Activities, "activities"_L1},
    {Trait::Attachments, "attachments"_L1},
    {Trait::Approval, "approval"_L1},
    {Trait::Stage, "stage"_L1},
    {Trait::Tags, "tags"_L1},
    {Trait::Junction, "junction"_L1},
    {Trait::Internal, "internal"_L1},
    {Trait::ByProgram, "byProgram"_L1},
}}};

constexpr NameTable<OfflinePolicy, 5> offlinePolicies{{{
    {OfflinePolicy::All, "all"_L1},
    {OfflinePolicy::Mine, "mine"_L1},
    {OfflinePolicy::Recent, "recent"_L1},
    {OfflinePolicy::None, "none"_L1},
    {OfflinePolicy::MineAndRecent, "mineAndRecent"_L1},
}}};

FieldDef systemField(FieldNumber number, const QString &name, FieldType type, bool readOnly)
{
    FieldDef field;
    field.number = number;
    field.name = name;
    field.column = snakeCase(name);
    field.type = type;
    field.readOnly = readOnly;
    field.indexed = true;
    field.target = fixedTarget(type);
    return field;
}

}

QString mergeRuleName(MergeRule rule)
{
    return mergeRules.name(rule);
}

std::optional<MergeRule> mergeRuleFromName(const QString &name)
{
    return mergeRules.value(name);
}

QString traitName(Trait trait)
{
    return traits.name(trait);
}

std::optional<Trait> traitFromName(const QString &name)
{
    return traits.value(name);
}

const std::vector<Trait> &allTraits()
{
    static const std::vector<Trait> all = [] {
        std::vector<Trait> list;
        for (const auto &entry : traits.entries)
            list.push_back(entry.value);
        return list;
    }();
    return all;
}

QString offlinePolicyName(OfflinePolicy policy)
{
    return offlinePolicies.name(policy);
}

std::optional<OfflinePolicy> offlinePolicyFromName(const QString &name)
{
    return offlinePolicies.value(name);
}

QString snakeCase(const QString &camelCase)
{
    QString snake;
    for (const QChar c : camelCase) {
        if (c.isUpper())
            snake += u'_';
        snake += c.toLower();
    }
    return snake;
}

MergeRule defaultMergeRule(FieldType type)
{
    switch (type) {
    case FieldType::Tags:
    case FieldType::MultiChoice:
    case FieldType::Links:
        return MergeRule::Union;
    case FieldType::LongText:
    case FieldType::RichText:
        return MergeRule::Text;
    default:
        return MergeRule::LastArrival;
    }
}

int defaultScale(FieldType type)
{
    return type == FieldType::Decimal ? 2 : 0;
}

QString fixedTarget(FieldType type)
{
    switch (type) {
    case FieldType::User:
        return u"user"_s;
    case FieldType::File:
    case FieldType::Image:
        return u"file"_s;
    default:
        return {};
    }
}

const std::vector<FieldDef> &systemFields()
{
    static const std::vector<FieldDef> fields = [] {
        std::vector<FieldDef> list{
            systemField(systemfield::owner, u"owner"_s, FieldType::User, false),
            systemField(systemfield::department, u"department"_s, FieldType::Link, false),
            systemField(systemfield::createdBy, u"createdBy"_s, FieldType::User, true),
            systemField(systemfield::createdAt, u"createdAt"_s, FieldType::DateTime, true),
            systemField(systemfield::modifiedBy, u"modifiedBy"_s, FieldType::User, true),
            systemField(systemfield::modifiedAt, u"modifiedAt"_s, FieldType::DateTime, true),
            systemField(systemfield::deletedAt, u"deletedAt"_s, FieldType::DateTime, true),
        };
        list[1].target = u"department"_s;
        list[6].hidden = true;
        return list;
    }();
    return fields;
}

}
