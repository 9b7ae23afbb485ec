// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/filtergroupbox.h"

#include "client/lists/conditionrow.h"
#include "client/lists/otherpartrow.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

using Kind = FilterPart::Kind;

/// Deeper groups are shown if a filter has them, but nobody can read what is built deeper with the mouse.
constexpr int offeredDepth = 2;

}

FilterGroupBox::FilterGroupBox(const EntityDef &entity, FieldContext context, int depth, QWidget *parent)
    : QFrame(parent)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_depth(depth)
    , m_match(new QComboBox(this))
    , m_remove(new QToolButton(this))
    , m_rows(new QVBoxLayout)
    , m_addCondition(new QPushButton(icons::icon(QStringLiteral("plus")), {}, this))
    , m_addGroup(new QPushButton(icons::icon(QStringLiteral("layers")), {}, this))
{
    setFrameShape(depth == 0 ? QFrame::NoFrame : QFrame::StyledPanel);
    m_match->addItem({}, int(Kind::All));
    m_match->addItem({}, int(Kind::Any));
    m_remove->setIcon(icons::icon(QStringLiteral("x")));
    m_remove->setAutoRaise(true);
    m_remove->setVisible(depth > 0);
    m_addGroup->setVisible(depth < offeredDepth);
    auto *head = new QHBoxLayout;
    head->addWidget(m_match);
    head->addStretch(1);
    head->addWidget(m_remove);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_addCondition);
    buttons->addWidget(m_addGroup);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    const int margin = depth == 0 ? 0 : tokens::space;
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addLayout(head);
    layout->addLayout(m_rows);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(m_match, &QComboBox::activated, this, &FilterGroupBox::edited);
    connect(m_remove, &QToolButton::clicked, this, &FilterGroupBox::removeRequested);
    connect(m_addCondition, &QPushButton::clicked, this, &FilterGroupBox::addCondition);
    connect(m_addGroup, &QPushButton::clicked, this, &FilterGroupBox::addGroup);
    retranslate();
}

void FilterGroupBox::setPart(const FilterPart &group)
{
    clearRows();
    m_match->setCurrentIndex(m_match->findData(int(group.kind)));
    for (const FilterPart &part : group.parts)
        addPart(part);
    // Not isEmpty(), which also holds for a layout whose widgets are all not shown yet.
    if (m_rows->count() == 0)
        addRow(new ConditionRow(m_entity, m_context, this));
}

FilterPart FilterGroupBox::part() const
{
    FilterPart group;
    group.kind = Kind(m_match->currentData().toInt());
    for (int i = 0; i < m_rows->count(); ++i)
        group.parts.push_back(partOf(m_rows->itemAt(i)->widget()));
    return group;
}

/// A row without a value is a group without parts, which says nothing.
FilterPart FilterGroupBox::partOf(QWidget *row) const
{
    if (const auto *group = qobject_cast<const FilterGroupBox *>(row))
        return group->part();
    if (const auto *other = qobject_cast<const OtherPartRow *>(row))
        return other->part();
    FilterPart part;
    if (const auto condition = qobject_cast<const ConditionRow *>(row)->condition()) {
        part.kind = Kind::Condition;
        part.condition = *condition;
    }
    return part;
}

void FilterGroupBox::addCondition()
{
    auto *row = new ConditionRow(m_entity, m_context, this);
    addRow(row);
    row->focusField();
}

void FilterGroupBox::addGroup()
{
    FilterPart group;
    group.kind = Kind(m_match->currentData().toInt()) == Kind::All ? Kind::Any : Kind::All;
    addPart(group);
}

void FilterGroupBox::addPart(const FilterPart &part)
{
    if (part.isGroup()) {
        auto *group = new FilterGroupBox(m_entity, m_context, m_depth + 1, this);
        group->setPart(part);
        return addRow(group);
    }
    if (part.kind == Kind::Other)
        return addOther(part);
    auto *row = new ConditionRow(m_entity, m_context, this);
    if (row->setCondition(part.condition))
        return addRow(row);
    delete row;
    addOther(part);
}

void FilterGroupBox::addOther(const FilterPart &part)
{
    addRow(new OtherPartRow(m_entity, part, m_context, this));
}

void FilterGroupBox::addRow(QWidget *row)
{
    m_rows->addWidget(row);
    const auto remove = [this, row] {
        removeRow(row);
    };
    if (auto *group = qobject_cast<FilterGroupBox *>(row)) {
        connect(group, &FilterGroupBox::edited, this, &FilterGroupBox::edited);
        connect(group, &FilterGroupBox::removeRequested, this, remove);
    } else if (auto *condition = qobject_cast<ConditionRow *>(row)) {
        connect(condition, &ConditionRow::edited, this, &FilterGroupBox::edited);
        connect(condition, &ConditionRow::removeRequested, this, remove);
    } else if (auto *other = qobject_cast<OtherPartRow *>(row)) {
        connect(other, &OtherPartRow::removeRequested, this, remove);
    }
}

void FilterGroupBox::removeRow(QWidget *row)
{
    m_rows->removeWidget(row);
    row->hide();
    row->deleteLater();
    emit edited();
}

void FilterGroupBox::clearRows()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

void FilterGroupBox::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void FilterGroupBox::retranslate()
{
    m_match->setItemText(0, tr("All of these hold"));
    m_match->setItemText(1, tr("Any of these holds"));
    m_match->setAccessibleName(tr("How the conditions go together"));
    m_match->setToolTip(tr("All: every condition must hold. Any: one of them is enough."));
    m_remove->setAccessibleName(tr("Remove group"));
    m_remove->setToolTip(tr("Remove group"));
    m_addCondition->setText(tr("Add condition"));
    m_addGroup->setText(tr("Add group"));
    m_addGroup->setToolTip(tr("Conditions of their own, joined by “any” within “all”, or the other way round"));
}

}
