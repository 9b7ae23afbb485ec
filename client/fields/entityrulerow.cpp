// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/entityrulerow.h"

#include "client/fields/recordscontext.h"

namespace tandem::client {

EntityRuleRow::EntityRuleRow(FieldContext context, QString entity, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_entity(std::move(entity))
{
}

QString EntityRuleRow::name() const
{
    return words().name(m_entity);
}

const EntityDef *EntityRuleRow::definition() const
{
    return m_context.registry->entity(m_entity);
}

EntityRuleWords EntityRuleRow::words() const
{
    return {*m_context.registry, labelsOf(m_context)};
}

}
