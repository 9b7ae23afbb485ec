// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/forms/definitioncheck.h"
#include "shared/expressions/check.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace tandem::client {

class DefinitionRow;
class ExpressionLine;
class FieldRulesEditor;
class FieldTypeBox;
class OptionsEditor;
class RollUpLines;

/// What an administrator says about a field of the company's own: labels, name, type, what the type needs, and rules.
/// Errors stand below the line that they are about, those of expressions while they are typed.
class FieldDefEditor final : public QWidget
{
    Q_OBJECT
public:
    FieldDefEditor(FieldContext context, const QString &entity, QWidget *parent = nullptr);

    /// An existing one: name, type and target are fixed.
    void setDefinition(const FieldDef &field);
    /// Checked as far as one field can be by itself. Error: Invalid; `field` is the key of the line at fault.
    Result<WrittenField> definition() const;
    void showError(const Error &error); ///< `field` is a key of the definition
    void clearErrors();
    QLineEdit *line(const QString &key) const { return m_lines.value(key); }
    FieldTypeBox *typeBox() const { return m_type; }
    QComboBox *targetBox() const { return m_target; }
    OptionsEditor *options() const { return m_options; }
    RollUpLines *rollUp() const { return m_rollUp; }
    FieldRulesEditor *rules() const { return m_rules; }

protected:
    void changeEvent(QEvent *event) override;

private:
    using Compiler = Result<CheckedExpression> (*)(const QString &, const Registry &, const EntityDef &);

    QLineEdit *addLine(const QString &key);
    void addRow(const QString &key, QWidget *control);
    void connectParts();
    void fillTargets();
    void fillVia();
    void showParameters();
    void retranslate();
    DefinitionRow *row(const QString &key) const;
    QString text(const char *key) const;
    FieldDef draft() const;
    WrittenField withPairs(FieldDef field) const;
    Result<void> check(const QString &expression, Compiler compile) const;
    Result<void> readLimits(FieldDef &field) const;
    Result<void> readNumbers(FieldDef &field) const;

    FieldContext m_context;
    QString m_entity;
    QFormLayout *m_layout;
    QHash<QString, DefinitionRow *> m_rows;
    QHash<QString, QLineEdit *> m_lines;
    FieldTypeBox *m_type;
    QComboBox *m_target;
    QComboBox *m_via; ///< which entity holds the pairs of links; empty data: one that is made for it
    OptionsEditor *m_options;
    ExpressionLine *m_formula = nullptr;
    RollUpLines *m_rollUp = nullptr;
    FieldRulesEditor *m_rules = nullptr;
    QCheckBox *m_required;
    QCheckBox *m_indexed;
    QCheckBox *m_searchable;
    FieldDef m_existing;
    bool m_nameTouched = false;
};

}
