// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

class QDialogButtonBox;
class QScrollArea;

namespace tandem::client {

class FieldDefEditor;
class MessageStrip;
struct Record;
struct WrittenField;

/// An administrator adds a field to an entity, or changes one of the company's own. It is a record like any other: it
/// works offline, and everybody has the field at their next contact.
class CustomFieldDialog final : public QDialog
{
    Q_OBJECT
public:
    CustomFieldDialog(FieldContext context, const QString &entity, QWidget *parent = nullptr);

    /// Changes this one instead of adding: `record` is of entity customField.
    void edit(const Record &record);
    FieldDefEditor *editor() const { return m_editor; }

public slots:
    void accept() override;

signals:
    void saved(const QString &entity, const QString &field);

protected:
    void changeEvent(QEvent *event) override;

private:
    Result<WrittenField> checked() const;
    void showError(const Error &error);
    void submit(const WrittenField &written);
    void retranslate();

    FieldContext m_context;
    QString m_entity;
    RecordId m_record;
    FieldDefEditor *m_editor;
    QScrollArea *m_scroll;
    MessageStrip *m_strip;
    QDialogButtonBox *m_buttons;
};

}
