// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLineEdit;

namespace tandem::client {

class DefinitionRow;
class MessageStrip;

/// An administrator makes a kind of record of the company's own: what it is called, its icon, who may use it. It begins
/// with a title; further fields are added by CustomFieldDialog.
class CustomEntityDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit CustomEntityDialog(FieldContext context, QWidget *parent = nullptr);

    /// Error: Invalid; `field` is the key of the line at fault.
    Result<EntityDef> definition() const;
    QLineEdit *line(const QString &key) const { return m_lines.value(key); }

public slots:
    void accept() override;

signals:
    void saved(const QString &entity);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addRow(const QString &key, QWidget *control);
    void fillIcons();
    void submit(const EntityDef &entity);
    void retranslate();

    FieldContext m_context;
    MessageStrip *m_strip;
    QFormLayout *m_layout;
    QHash<QString, QLineEdit *> m_lines;
    QHash<QString, DefinitionRow *> m_rows;
    QComboBox *m_icon;
    QComboBox *m_access;
    QDialogButtonBox *m_buttons;
    bool m_nameTouched = false;
};

}
