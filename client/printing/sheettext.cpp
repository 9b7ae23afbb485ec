// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/sheettext.h"

#include "client/fields/recordscontext.h"
#include "client/fields/usualwidth.h"
#include "client/models/valuetext.h"
#include "client/printing/pagehead.h"
#include "shared/expressions/check.h"
#include "shared/expressions/evaluate.h"

#include <QCoreApplication>

namespace tandem::client {

namespace {

/// Whose texts are translated here.
struct Printing
{
    Q_DECLARE_TR_FUNCTIONS(Printing)
};

}

SheetText::SheetText(FieldContext context)
    : m_context(std::move(context))
    , m_format(m_context, [this](const QString &entity, const RecordId &id) {
        const EntityDef *definition = m_context.registry->entity(entity);
        return definition ? title({definition->number, id}) : QString();
    })
{
}

void SheetText::setTitles(QHash<RecordKey, QString> titles)
{
    m_titles = std::move(titles);
}

std::vector<RecordKey> SheetText::linksOf(const Record &record) const
{
    std::vector<RecordKey> links;
    const EntityDef *entity = m_context.registry->entity(record.key.entity);
    for (const auto &[number, value] : record.values) {
        const FieldDef *field = entity ? entity->field(number) : nullptr;
        const RecordKey key = field ? linkedRecord(*m_context.registry, *field, value) : RecordKey();
        if (!key.isNull())
            links.push_back(key);
    }
    return links;
}

QString SheetText::title(const RecordKey &record) const
{
    const EntityDef *entity = m_context.registry->entity(record.entity);
    return entity ? m_context.labels->translated(entity->name, m_titles.value(record)) : QString();
}

QString SheetText::text(const Record &record, FieldNumber number) const
{
    const EntityDef *entity = m_context.registry->entity(record.key.entity);
    const FieldDef *field = entity ? entity->field(number) : nullptr;
    return field && isReadable(*entity, *field) ? m_format.longText(*entity, *field, record.value(number)) : QString();
}

bool SheetText::isReadable(const EntityDef &entity, const FieldDef &field) const
{
    return !m_context.records || m_context.records->fieldAccess(entity.number, field.number) != FieldAccess::Hidden;
}

bool SheetText::holds(const EntityDef &entity, const QString &condition, const Record &record) const
{
    const auto compiled = compileCondition(condition, *m_context.registry, entity);
    if (!compiled.ok())
        return true;
    EvaluationContext context;
    context.values = &record.values;
    context.previous = &record.values;
    context.record = record.key.id;
    context.surroundings = surroundingsOf(m_context);
    context.resolveLink = [this](const EntityDef &linked, const RecordId &id) -> std::optional<FieldValues> {
        const auto found = m_linked.constFind({linked.number, id});
        return found == m_linked.cend() ? std::optional<FieldValues>() : std::optional(*found);
    };
    return tandem::holds(*compiled, context);
}

PrintedSection SheetText::section(const EntityDef &entity, const QStringList &fields, const Record &record) const
{
    PrintedSection section;
    for (const QString &name : fields) {
        const FieldDef *field = entity.field(name);
        if (!field || field->deleted || !holds(entity, field->visibleWhen, record))
            continue;
        const QString value = text(record, field->number).trimmed();
        if (!value.isEmpty())
            section.facts.push_back({m_context.labels->field(entity, *field), value});
    }
    return section;
}

std::vector<PrintedSection> SheetText::sections(const Record &record) const
{
    std::vector<PrintedSection> sections;
    const EntityDef *entity = m_context.registry->entity(record.key.entity);
    if (!entity)
        return sections;
    for (const DetailSection &definition : entity->formSections()) {
        if (!holds(*entity, definition.visibleWhen, record))
            continue;
        sections.push_back(section(*entity, definition.fields, record));
        sections.back().title = definition.name.isEmpty() ? Printing::tr("Further fields")
                                                          : m_context.labels->section(*entity, definition.name);
    }
    return sections;
}

std::vector<PrintedColumn> SheetText::columns(const EntityDef &entity, const QStringList &fields) const
{
    std::vector<PrintedColumn> columns;
    for (const QString &name : fields) {
        const FieldDef *field = entity.field(name);
        if (field)
            columns.push_back(
                {m_context.labels->field(entity, *field), m_format.alignment(*field), usualCharacters(*field)});
    }
    return columns;
}

QStringList SheetText::row(const Record &record, const QStringList &fields) const
{
    QStringList cells;
    const EntityDef *entity = m_context.registry->entity(record.key.entity);
    for (const QString &name : fields) {
        if (const FieldDef *field = entity ? entity->field(name) : nullptr)
            cells.append(m_format.text(*entity, *field, record.value(field->number)));
    }
    return cells;
}

PageHead SheetText::head(const QString &title) const
{
    return pageHead(m_format, title);
}

}
