// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

#include <QWidget>

#include <map>

class QComboBox;
class QToolButton;

namespace tandem::client {

class FieldEditor;
struct PathEnd;

/// One condition being written: field, operator, value.
class ConditionRow : public QWidget
{
    Q_OBJECT

public:
    ConditionRow(const EntityDef &entity, FieldContext context, QWidget *parent = nullptr);

    /// False if the row cannot say exactly this; what it shows then is of no use.
    bool setCondition(const FilterCondition &condition);
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
    bool isUsable(const FieldDef &field) const;
    void fillOperators();
    void rebuildEditors();
    QString path() const;
    PathEnd end() const;
    const FieldDef &editedField(const FieldDef &field);
    FilterCondition::Operator currentOperator() const;
    void retranslate();

    const EntityDef &m_entity;
    FieldContext m_context;
    QComboBox *m_field;
    QComboBox *m_operator;
    QWidget *m_values;
    QToolButton *m_remove;
    /// Fields of choices as if they could have several, for "is one of". Before the editors, which refer to them.
    std::map<const FieldDef *, FieldDef> m_severalOf;
    std::vector<FieldEditor *> m_editors;
};

}
