// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/filtereditor.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/linktype.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

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

bool isScaled(const FieldDef &field)
{
    return field.type == FieldType::Decimal || field.type == FieldType::Percent;
}

/// "is any of" is offered for choices only, where one editor gives several values.
bool isOffered(Operator op, const FieldDef &field)
{
    if (op == Operator::In || op == Operator::NotIn)
        return false;
    return op != Operator::IsMe || field.type == FieldType::User;
}

}

QString operatorText(Operator op)
{
    switch (op) {
    case Operator::Equal:
        return ConditionRow::tr("is");
    case Operator::NotEqual:
        return ConditionRow::tr("is not");
    case Operator::Less:
        return ConditionRow::tr("below");
    case Operator::LessOrEqual:
        return ConditionRow::tr("at most");
    case Operator::Greater:
        return ConditionRow::tr("above");
    case Operator::GreaterOrEqual:
        return ConditionRow::tr("at least");
    case Operator::In:
        return ConditionRow::tr("is one of");
    case Operator::NotIn:
        return ConditionRow::tr("is none of");
    case Operator::Contains:
        return ConditionRow::tr("contains");
    case Operator::StartsWith:
        return ConditionRow::tr("begins with");
    case Operator::Between:
        return ConditionRow::tr("between");
    case Operator::IsEmpty:
        return ConditionRow::tr("is empty");
    case Operator::IsNotEmpty:
        return ConditionRow::tr("is not empty");
    case Operator::IsMe:
        return ConditionRow::tr("is me");
    case Operator::HasTag:
        return ConditionRow::tr("has");
    }
    return {};
}

Value conditionValue(const FieldDef &field, const Value &value)
{
    if (isScaled(field) && !value.isNull())
        return Value(double(value.toInteger()) / std::pow(10.0, field.scale));
    return value;
}

Value fieldValue(const FieldDef &field, const Value &value)
{
    if (isScaled(field) && !value.isNull())
        return Value(qint64(std::llround(value.toReal() * std::pow(10.0, field.scale))));
    return value;
}

namespace {

/// The field at the end of a path such as "stage.type", the entity it belongs to, and the path in words.
struct PathEnd
{
    const EntityDef *entity = nullptr;
    const FieldDef *field = nullptr;
    QString label;
};

PathEnd endOfPath(const EntityDef &entity, const QString &path, const FieldContext &context)
{
    PathEnd end{&entity, nullptr, {}};
    QStringList words;
    for (const QString &name : path.split(QLatin1Char('.'))) {
        if (end.field)
            end.entity = context.registry->entity(entityOfLink(*end.field));
        end.field = end.entity ? end.entity->field(name) : nullptr;
        if (!end.field)
            return {};
        words.append(context.labels->field(*end.entity, *end.field));
    }
    end.label = words.join(QStringLiteral(" · "));
    return end;
}

}

QString conditionText(const EntityDef &entity, const FilterCondition &condition, const FieldContext &context)
{
    const PathEnd end = endOfPath(entity, condition.field, context);
    if (!end.field)
        return condition.field + QLatin1Char(' ') + operatorText(condition.op);
    const FieldFormat format = formatOf(context);
    QStringList values;
    for (const Value &value : condition.values)
        values.append(format.text(*end.entity, *end.field, fieldValue(*end.field, value)));
    const QString separator = condition.op == Operator::Between ? QStringLiteral(" – ") : QStringLiteral(", ");
    return (end.label + QLatin1Char(' ') + operatorText(condition.op) + QLatin1Char(' ') + values.join(separator))
        .trimmed();
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
    auto *remove = static_cast<QToolButton *>(m_remove);
    remove->setIcon(icons::icon(QStringLiteral("x")));
    remove->setAutoRaise(true);
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
    connect(remove, &QToolButton::clicked, this, &ConditionRow::removeRequested);
    fillOperators();
    retranslate();
}

void ConditionRow::fillFields()
{
    for (const FieldDef &field : m_entity.fields) {
        const bool usable = !field.deleted && !field.hidden && field.type != FieldType::Json
            && field.type != FieldType::Links && field.type != FieldType::RollUp;
        const bool readable =
            !m_context.records || m_context.records->fieldAccess(m_entity.number, field.number) >= FieldAccess::Read;
        if (usable && readable)
            m_field->addItem(m_context.labels->field(m_entity, field), field.name);
    }
}

const FieldDef *ConditionRow::field() const
{
    return m_entity.field(m_field->currentData().toString());
}

Operator ConditionRow::currentOperator() const
{
    return Operator(m_operator->currentData().toInt());
}

void ConditionRow::fillOperators()
{
    const QSignalBlocker blocker(m_operator);
    m_operator->clear();
    if (const FieldDef *chosen = field()) {
        for (const Operator op : filterOperators(chosen->type)) {
            if (isOffered(op, *chosen))
                m_operator->addItem(operatorText(op), int(op));
        }
    }
    rebuildEditors();
}

void ConditionRow::rebuildEditors()
{
    for (FieldEditor *editor : m_editors)
        editor->deleteLater();
    m_editors.clear();
    const FieldDef *chosen = field();
    if (!chosen)
        return;
    for (int i = 0; i < valuesNeeded(currentOperator()); ++i) {
        FieldEditor *editor = createFieldEditor(m_entity, *chosen, m_context, m_values);
        connect(editor, &FieldEditor::edited, this, &ConditionRow::edited);
        m_values->layout()->addWidget(editor);
        m_editors.push_back(editor);
    }
}

void ConditionRow::setCondition(const FilterCondition &condition)
{
    m_field->setCurrentIndex(m_field->findData(condition.field));
    m_operator->setCurrentIndex(m_operator->findData(int(condition.op)));
    const FieldDef *chosen = field();
    for (size_t i = 0; chosen && i < m_editors.size() && i < condition.values.size(); ++i)
        m_editors[i]->setValue(fieldValue(*chosen, condition.values[i]));
}

std::optional<FilterCondition> ConditionRow::condition() const
{
    const FieldDef *chosen = field();
    if (!chosen)
        return std::nullopt;
    FilterCondition condition;
    condition.field = chosen->name;
    condition.op = currentOperator();
    condition.type = expressionTypeOf(chosen->type);
    for (const FieldEditor *editor : m_editors) {
        Value value = editor->value();
        if (value.isEmpty())
            return std::nullopt;
        // A set is asked for one member at a time.
        if (value.kind() == Value::Kind::Set)
            value = Value(value.toSet().value(0));
        condition.values.push_back(conditionValue(*chosen, value));
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

FilterEditor::FilterEditor(const EntityDef &entity, FieldContext context, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_rows(new QVBoxLayout)
{
    setHelpContext(*this, QStringLiteral("dialog/filter"));
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Filter"));
    setMinimumWidth(560);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_rows);
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(icons::icon(QStringLiteral("plus")), tr("Add condition"), this);
    auto *clear = new QPushButton(tr("Clear"), this);
    auto *done = new QPushButton(tr("Done"), this);
    done->setDefault(true);
    buttons->addWidget(add);
    buttons->addStretch(1);
    buttons->addWidget(clear);
    buttons->addWidget(done);
    layout->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, [this] { addRow(); });
    connect(clear, &QPushButton::clicked, this, [this] {
        setFilter({});
        apply();
    });
    connect(done, &QPushButton::clicked, this, [this] {
        apply();
        close();
    });
}

void FilterEditor::setFilter(const QString &expression)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const auto parsed = parseExpression(expression);
    const auto conditions = parsed.ok() ? filterConditions(*parsed) : std::nullopt;
    for (const FilterCondition &condition : conditions.value_or(std::vector<FilterCondition>()))
        addRow(condition);
    if (m_rows->isEmpty())
        addRow();
}

void FilterEditor::addRow(const std::optional<FilterCondition> &condition)
{
    auto *row = new ConditionRow(m_entity, m_context, this);
    if (condition)
        row->setCondition(*condition);
    connect(row, &ConditionRow::edited, this, &FilterEditor::apply);
    connect(row, &ConditionRow::removeRequested, this, [this, row] {
        m_rows->removeWidget(row);
        row->deleteLater();
        apply();
        adjustSize();
    });
    m_rows->addWidget(row);
    row->focusField();
}

void FilterEditor::apply()
{
    std::vector<FilterCondition> conditions;
    for (int i = 0; i < m_rows->count(); ++i) {
        const auto *row = qobject_cast<ConditionRow *>(m_rows->itemAt(i)->widget());
        if (const auto condition = row ? row->condition() : std::nullopt)
            conditions.push_back(*condition);
    }
    emit filterChanged(buildFilter(conditions).toText());
}

}
