// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace tandem::client {

class DefinitionRow;
class OptionsEditor;

/// What an administrator says about a field of the company's own: labels, name, type, and what the type needs. Errors
/// stand below the line that they are about.
class FieldDefEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit FieldDefEditor(FieldContext context, QWidget *parent = nullptr);

    /// An existing one: name and type are fixed.
    void setDefinition(const FieldDef &field);
    /// Checked as far as one field can be by itself. Error: Invalid; `field` is the key of the line at fault.
    Result<FieldDef> definition() const;
    void showError(const QString &key, const QString &text);
    void clearErrors();
    QLineEdit *line(const QString &key) const { return m_lines.value(key); }
    QComboBox *typeBox() const { return m_type; }
    OptionsEditor *options() const { return m_options; }

    static QString typeLabel(FieldType type);

protected:
    void changeEvent(QEvent *event) override;

private:
    QLineEdit *addLine(const QString &key);
    void addRow(const QString &key, QWidget *control);
    void fillTypes();
    void fillTargets();
    void showParameters();
    void retranslate();
    FieldType type() const;
    Result<void> readLimits(FieldDef &field) const;
    Result<void> readNumbers(FieldDef &field) const;

    FieldContext m_context;
    QFormLayout *m_layout;
    QHash<QString, DefinitionRow *> m_rows;
    QHash<QString, QLineEdit *> m_lines;
    QComboBox *m_type;
    QComboBox *m_target;
    OptionsEditor *m_options;
    QCheckBox *m_required;
    QCheckBox *m_indexed;
    QCheckBox *m_searchable;
    FieldDef m_existing;
    bool m_nameTouched = false;
};

}
