// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tandem::client {

class FieldEditor;
class MessageStrip;

/// Sets fields of many records to the same values: pick fields, give values, see how many records it will change.
class BulkEditDialog : public QDialog
{
    Q_OBJECT

public:
    BulkEditDialog(const QString &entity, int count, FieldContext context, QWidget *parent = nullptr);

    FieldValues values() const;
    void setNote(const QString &text); ///< a sentence above the fields; empty: none

    void accept() override; ///< only with at least one field, and no value that makes no sense

private:
    const EntityDef *definition() const;
    void fillFields();
    void addField();
    void keepButtonsLast();
    void updateButton();
    QString errorOf(const FieldEditor &editor) const;

    QString m_entity;
    int m_count;
    FieldContext m_context;
    std::vector<FieldEditor *> m_editors;
    MessageStrip *m_strip;
    QLabel *m_note;
    QComboBox *m_fields;
    QVBoxLayout *m_rows;
    QPushButton *m_add;
    QPushButton *m_apply;
    QPushButton *m_cancel;
};

}
