// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

#include <QFrame>

class QComboBox;
class QVBoxLayout;

namespace tandem::client {

class FieldEditor;

/// One condition being written: field, operator, value.
class ConditionRow : public QWidget
{
    Q_OBJECT

public:
    ConditionRow(const EntityDef &entity, FieldContext context, QWidget *parent = nullptr);

    void setCondition(const FilterCondition &condition);
    /// Nothing while no value has been given for an operator that needs one.
    std::optional<FilterCondition> condition() const;
    void focusField();

signals:
    void edited();
    void removeRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillFields();
    void fillOperators();
    void rebuildEditors();
    const FieldDef *field() const;
    FilterCondition::Operator currentOperator() const;
    void retranslate();

    const EntityDef &m_entity;
    FieldContext m_context;
    QComboBox *m_field;
    QComboBox *m_operator;
    QWidget *m_values;
    QWidget *m_remove;
    std::vector<FieldEditor *> m_editors;
};

/// The popover behind the filter button: rows of conditions, all of which must hold.
class FilterEditor : public QFrame
{
    Q_OBJECT

public:
    FilterEditor(const EntityDef &entity, FieldContext context, QWidget *parent = nullptr);

    void setFilter(const QString &expression);

signals:
    void filterChanged(const QString &expression);

private:
    void addRow(const std::optional<FilterCondition> &condition = {});
    void apply();

    const EntityDef &m_entity;
    FieldContext m_context;
    QVBoxLayout *m_rows;
};

/// A sentence for a condition, as its chip says it: "Amount over ¥10,000.00".
QString conditionText(const EntityDef &entity, const FilterCondition &condition, const FieldContext &context);
QString operatorText(FilterCondition::Operator op);
/// How a value of `field` stands in a condition, and back (decimals are unscaled there).
Value conditionValue(const FieldDef &field, const Value &value);
Value fieldValue(const FieldDef &field, const Value &value);

}
