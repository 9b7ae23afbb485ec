// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/layoutparser.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

void finishInner(ObjectReader &inner, ObjectReader &outer)
{
    if (const auto done = inner.finish(); !done.ok())
        outer.fail(done.error());
}

}

ListDef readList(ObjectReader &reader)
{
    ObjectReader inner(reader.object("list"_L1), u"list"_s);
    ListDef list;
    list.columns = inner.texts("columns"_L1);
    if (inner.has("sort"_L1)) {
        ObjectReader sort(inner.object("sort"_L1), u"list.sort"_s);
        list.sort.field = sort.requiredText("field"_L1);
        list.sort.descending = sort.boolean("descending"_L1);
        finishInner(sort, inner);
    }
    finishInner(inner, reader);
    return list;
}

DetailDef readDetail(ObjectReader &reader)
{
    ObjectReader inner(reader.object("detail"_L1), u"detail"_s);
    DetailDef detail;
    detail.header = inner.texts("header"_L1);
    detail.related = inner.texts("related"_L1);
    detail.actions = inner.texts("actions"_L1);
    const QJsonArray sections = inner.array("sections"_L1);
    for (qsizetype i = 0; i < sections.size(); ++i) {
        ObjectReader part(sections.at(i).toObject(), inner.pathOf("sections"_L1, i));
        DetailSection section;
        section.name = part.requiredText("name"_L1);
        section.fields = part.texts("fields"_L1);
        section.visibleWhen = part.text("visibleWhen"_L1);
        section.collapsed = part.boolean("collapsed"_L1);
        finishInner(part, inner);
        detail.sections.push_back(std::move(section));
    }
    finishInner(inner, reader);
    return detail;
}

std::optional<BoardDef> readBoard(ObjectReader &reader)
{
    if (!reader.has("board"_L1))
        return std::nullopt;
    ObjectReader inner(reader.object("board"_L1), u"board"_s);
    BoardDef board;
    board.groupBy = inner.requiredText("groupBy"_L1);
    board.cardFields = inner.texts("cardFields"_L1);
    board.sumField = inner.text("sumField"_L1);
    finishInner(inner, reader);
    return board;
}

std::vector<FilterDef> readFilters(ObjectReader &reader)
{
    std::vector<FilterDef> filters;
    const QJsonArray array = reader.array("filters"_L1);
    for (qsizetype i = 0; i < array.size(); ++i) {
        ObjectReader inner(array.at(i).toObject(), reader.pathOf("filters"_L1, i));
        FilterDef filter;
        filter.name = inner.requiredText("name"_L1);
        filter.expression = inner.text("expression"_L1);
        filter.isDefault = inner.boolean("default"_L1);
        finishInner(inner, reader);
        filters.push_back(std::move(filter));
    }
    return filters;
}

QJsonObject listToJson(const ListDef &list)
{
    QJsonObject json{{u"columns"_s, QJsonArray::fromStringList(list.columns)}};
    if (!list.sort.field.isEmpty())
        json.insert("sort"_L1, QJsonObject{{u"field"_s, list.sort.field}, {u"descending"_s, list.sort.descending}});
    return json;
}

QJsonObject detailToJson(const DetailDef &detail)
{
    QJsonArray sections;
    for (const DetailSection &section : detail.sections) {
        QJsonObject json{{u"name"_s, section.name}, {u"fields"_s, QJsonArray::fromStringList(section.fields)}};
        if (!section.visibleWhen.isEmpty())
            json.insert("visibleWhen"_L1, section.visibleWhen);
        if (section.collapsed)
            json.insert("collapsed"_L1, true);
        sections.append(json);
    }
    return {{u"header"_s, QJsonArray::fromStringList(detail.header)}, {u"sections"_s, sections},
        {u"related"_s, QJsonArray::fromStringList(detail.related)},
        {u"actions"_s, QJsonArray::fromStringList(detail.actions)}};
}

QJsonObject boardToJson(const BoardDef &board)
{
    return {{u"groupBy"_s, board.groupBy}, {u"cardFields"_s, QJsonArray::fromStringList(board.cardFields)},
        {u"sumField"_s, board.sumField}};
}

QJsonArray filtersToJson(const std::vector<FilterDef> &filters)
{
    QJsonArray array;
    for (const FilterDef &filter : filters) {
        QJsonObject json{{u"name"_s, filter.name}, {u"expression"_s, filter.expression}};
        if (filter.isDefault)
            json.insert("default"_L1, true);
        array.append(json);
    }
    return array;
}

}
