// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/textparts.h"

#include "shared/expressions/filterbuilder.h"
#include "shared/metadata/recordwords.h"

#include <algorithm>
#include <utility>

namespace tandem::server {

namespace textparts {

bool areOf(const FieldDef &field)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Url:
    case FieldType::NumberSeries:
        return RecordWords::areOf(field);
    default:
        return false;
    }
}

QString of(const EntityDef &entity, const FieldValues &values)
{
    // Between two texts stands what none of them has, and behind each of them so much of it that their last two
    // characters begin a three.
    const QString end(textparts::shortest, u'\n');
    QString parts;
    for (const auto &[number, value] : values) {
        const FieldDef *field = entity.field(number);
        if (field && areOf(*field) && !value.toText().isEmpty())
            parts += value.toText() + end;
    }
    return parts;
}

QStringList threesOf(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    QStringList threes;
    for (qsizetype i = 0; i + 3 <= characters.size(); ++i)
        threes.append(QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.data()) + i, 3));
    return threes;
}

}

namespace {

std::optional<TextDemand> demandOf(const FilterCondition &condition, const EntityDef &entity)
{
    using Operator = FilterCondition::Operator;
    const FieldDef *field = entity.field(condition.field);
    const bool isPart = condition.op == Operator::Contains || condition.op == Operator::StartsWith;
    if (!isPart || !field || !textparts::areOf(*field) || condition.values.size() != 1)
        return std::nullopt;
    const QString text = condition.values.front().toText();
    // A byte order mark is lost where a text begins with it, as one of its threes may.
    const bool isKnown = text.toUcs4().size() >= textparts::shortest && text.isValidUtf16()
        && std::none_of(
            text.begin(), text.end(), [](QChar c) { return c == u'\n' || c.isNull() || c == QChar::ByteOrderMark; });
    return isKnown ? std::optional(TextDemand{TextDemand::Kind::Text, text, {}}) : std::nullopt;
}

std::optional<TextDemand> demandOf(const FilterPart &filter, const EntityDef &entity)
{
    if (filter.kind == FilterPart::Kind::Condition)
        return demandOf(filter.condition, entity);
    if (!filter.isGroup())
        return std::nullopt;
    const bool isAll = filter.kind == FilterPart::Kind::All;
    TextDemand group{isAll ? TextDemand::Kind::All : TextDemand::Kind::Any, {}, {}};
    for (const FilterPart &part : filter.parts) {
        std::optional<TextDemand> demand = demandOf(part, entity);
        if (!demand && !isAll)
            return std::nullopt; // what fits this part may have any texts
        // One box above a list asks the same of each field, and the index does not tell fields apart.
        if (demand && std::find(group.parts.begin(), group.parts.end(), *demand) == group.parts.end())
            group.parts.push_back(*std::move(demand));
    }
    if (group.parts.empty())
        return std::nullopt;
    if (group.parts.size() == 1)
        return TextDemand(group.parts.front());
    return group;
}

}

std::optional<TextDemand> TextDemand::of(const Expression &filter, const EntityDef &entity)
{
    return demandOf(filterParts(filter), entity);
}

}
