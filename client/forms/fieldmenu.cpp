// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fieldmenu.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "shared/metadata/fieldtypes/linktype.h"

#include <algorithm>

namespace tandem::client {

namespace {

/// In a menu an ampersand marks the letter behind it.
QString plain(QString label)
{
    return label.replace(QLatin1Char('&'), QLatin1String("&&"));
}

}

FieldMenu::FieldMenu(FieldContext context, QWidget *parent)
    : QMenu(parent)
    , m_context(std::move(context))
{
    connect(this, &QMenu::aboutToShow, this, &FieldMenu::fill);
}

void FieldMenu::fill()
{
    for (QMenu *below : findChildren<QMenu *>(Qt::FindDirectChildrenOnly))
        delete below;
    clear();
    if (const EntityDef *entity = m_context.registry->entity(m_entity))
        addFields(*this, *entity, {});
}

void FieldMenu::addFields(QMenu &menu, const EntityDef &entity, const QString &prefix)
{
    const Labels *labels = labelsOf(m_context);
    std::vector<std::pair<QString, const FieldDef *>> fields;
    for (const FieldDef &field : entity.fields) {
        // Pairs of records have no value of their own that an expression could speak of.
        if (!field.deleted && field.type != FieldType::Links)
            fields.emplace_back(labels ? labels->field(entity, field) : field.name, &field);
    }
    std::stable_sort(fields.begin(), fields.end(),
        [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.first, b.first) < 0; });
    for (const auto &[label, field] : fields) {
        const EntityDef *target =
            prefix.isEmpty() && field->isLinkLike() ? m_context.registry->entity(entityOfLink(*field)) : nullptr;
        if (!target) {
            addField(menu, label, prefix + field->name);
            continue;
        }
        auto *below = new QMenu(plain(label), this);
        menu.addMenu(below);
        addField(*below, label, field->name);
        below->addSeparator();
        addFields(*below, *target, field->name + QLatin1Char('.'));
    }
}

void FieldMenu::addField(QMenu &menu, const QString &label, const QString &path)
{
    // Behind the tab is what will be written.
    QAction *action = menu.addAction(plain(label) + QLatin1Char('\t') + path);
    action->setData(path);
    connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
}

}
