// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/conditionrow.h"

#include "client/fields/fieldeditors.h"
#include "client/lists/filtertext.h"
#include "client/records/records.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

namespace tandem::client {

namespace {

using Operator = FilterCondition::Operator;

int valuesNeeded(Operator op)
{
    switch (op) {
    case Operator::IsEmpty:
    case Operator::IsNotEmpty:
    case Operator::IsMe:
        return 0;
    case Operator::Between:
        return 2;
    default:
        return 1;
    }
}

/// One editor gives several values.
bool isOfSeveral(Operator op)
{
    return op == Operator::In || op == Operator::NotIn;
}

bool isOffered(Operator op, const FieldDef &field)
{
    return op != Operator::IsMe || field.type == FieldType::User;
}

}

ConditionRow::ConditionRow(const EntityDef &entity, FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_field(new QComboBox(this))
    , m_operator(new QComboBox(this))
    , m_values(new QWidget(this))
    , m_remove(new QToolButton(this))
{
    m_remove->setIcon(icons::icon(QStringLiteral("x")));
    m_remove->setAutoRaise(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_field, 3);
    layout->addWidget(m_operator, 2);
    layout->addWidget(m_values, 4);
    layout->addWidget(m_remove);
    auto *values = new QHBoxLayout(m_values);
    values->setContentsMargins(0, 0, 0, 0);
    m_field->setMaxVisibleItems(20);
    fillFields();
    connect(m_field, &QComboBox::currentIndexChanged, this, [this] {
        fillOperators();
        emit edited();
    });
    connect(m_operator, &QComboBox::currentIndexChanged, this, [this] {
        rebuildEditors();
        emit edited();
    });
    connect(m_remove, &QToolButton::clicked, this, &ConditionRow::removeRequested);
    fillOperators();
    retranslate();
}

/// The entity's own fields stand before those that every entity has. The title is chosen at first, since it needs a
/// value: a row that was only opened must not say "owner is me".
void ConditionRow::fillFields()
{
    for (const bool system : {false, true}) {
        for (const FieldDef &field : m_entity.fields) {
            if (field.isSystem() == system && isUsable(field))
                m_field->addItem(m_context.labels->field(m_entity, field), field.name);
        }
    }
    m_field->setCurrentIndex(std::max(0, m_field->findData(m_entity.titleField)));
}

bool ConditionRow::isUsable(const FieldDef &field) const
{
    const bool usable = !field.deleted && !field.hidden && field.type != FieldType::Json
        && field.type != FieldType::Links && field.type != FieldType::RollUp;
    return usable
        && (!m_context.records || m_context.records->fieldAccess(m_entity.number, field.number) >= FieldAccess::Read);
}

QString ConditionRow::path() const
{
    return m_field->currentData().toString();
}

PathEnd ConditionRow::end() const
{
    return endOfPath(m_entity, path(), m_context);
}

Operator ConditionRow::currentOperator() const
{
    return Operator(m_operator->currentData().toInt());
}

void ConditionRow::fillOperators()
{
    const QSignalBlocker blocker(m_operator);
    m_operator->clear();
    if (const FieldDef *chosen = end().field) {
        for (const Operator op : filterOperators(chosen->type)) {
            if (isOffered(op, *chosen))
                m_operator->addItem(operatorText(op), int(op));
        }
    }
    rebuildEditors();
}

const FieldDef &ConditionRow::editedField(const FieldDef &field)
{
    if (!isOfSeveral(currentOperator()))
        return field;
    FieldDef &several = m_severalOf.try_emplace(&field, field).first->second;
    several.type = FieldType::MultiChoice;
    return several;
}

void ConditionRow::rebuildEditors()
{
    for (FieldEditor *editor : m_editors)
        editor->deleteLater();
    m_editors.clear();
    const PathEnd chosen = end();
    if (!chosen.field)
        return;
    for (int i = 0; i < valuesNeeded(currentOperator()); ++i) {
        FieldEditor *editor = createFieldEditor(*chosen.entity, editedField(*chosen.field), m_context, m_values);
        connect(editor, &FieldEditor::edited, this, &ConditionRow::edited);
        m_values->layout()->addWidget(editor);
        m_editors.push_back(editor);
    }
}

bool ConditionRow::setCondition(const FilterCondition &condition)
{
    const PathEnd wanted = endOfPath(m_entity, condition.field, m_context);
    // Fields of linked records are not offered, but those that a filter has can be changed.
    if (wanted.field && m_field->findData(condition.field) < 0 && condition.field.contains(QLatin1Char('.')))
        m_field->addItem(wanted.label, condition.field);
    m_field->setCurrentIndex(m_field->findData(condition.field));
    m_operator->setCurrentIndex(m_operator->findData(int(condition.op)));
    if (isOfSeveral(condition.op) && !m_editors.empty()) {
        QStringList keys;
        for (const Value &value : condition.values)
            keys.append(value.toText());
        m_editors.front()->setValue(Value(keys));
    } else {
        for (size_t i = 0; wanted.field && i < m_editors.size() && i < condition.values.size(); ++i)
            m_editors[i]->setValue(fieldValue(*wanted.field, condition.values[i]));
    }
    const auto shown = this->condition();
    return shown && buildFilter({*shown}) == buildFilter({condition});
}

std::optional<FilterCondition> ConditionRow::condition() const
{
    const PathEnd chosen = end();
    if (!chosen.field || m_operator->currentIndex() < 0)
        return std::nullopt;
    FilterCondition condition;
    condition.field = path();
    condition.op = currentOperator();
    condition.type = expressionTypeOf(chosen.field->type);
    for (const FieldEditor *editor : m_editors) {
        const Value value = editor->value();
        if (value.isEmpty())
            return std::nullopt;
        if (value.kind() != Value::Kind::Set) {
            condition.values.push_back(conditionValue(*chosen.field, value));
            continue;
        }
        // "has" asks for one member at a time, "is one of" for any of them.
        for (const QString &member : value.toSet()) {
            if (condition.values.empty() || isOfSeveral(condition.op))
                condition.values.push_back(Value(member));
        }
    }
    return condition;
}

void ConditionRow::focusField()
{
    m_field->setFocus();
}

void ConditionRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ConditionRow::retranslate()
{
    m_field->setAccessibleName(tr("Field"));
    m_operator->setAccessibleName(tr("Comparison"));
    m_remove->setAccessibleName(tr("Remove condition"));
    m_remove->setToolTip(tr("Remove condition"));
    for (int i = 0; i < m_operator->count(); ++i)
        m_operator->setItemText(i, operatorText(Operator(m_operator->itemData(i).toInt())));
}

}
