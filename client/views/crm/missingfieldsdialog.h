// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QDialog>

class QFormLayout;
class QPushButton;

namespace tandem::client {

class FieldEditor;
class MessageStrip;

}

namespace tandem::client::crm {

/// Asks for the fields of a record without which a change to it is not allowed, such as the reason why a deal was lost.
/// Accepted only when the rules have nothing left to say.
class MissingFieldsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `to` is what somebody wants to change, `errors` why it cannot be yet.
    MissingFieldsDialog(FieldContext context, const Record &record, const FieldValues &to,
        const std::vector<Error> &errors, QWidget *parent = nullptr);

    FieldValues values() const; ///< of the fields that were asked for
    void accept() override;

private:
    const EntityDef &definition() const;
    void showErrors(const std::vector<Error> &errors);
    FieldEditor *editorFor(const QString &field);
    void judge(const Result<std::vector<WriteObjection>> &found);

    FieldContext m_context;
    Record m_record;
    FieldValues m_to;
    MessageStrip *m_strip;
    QFormLayout *m_form;
    QPushButton *m_apply;
    std::vector<FieldEditor *> m_editors;
};

}
