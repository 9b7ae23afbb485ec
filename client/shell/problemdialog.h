// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QDialog>

namespace tandem::client {

class FieldEditor;
class MessageStrip;

/// A change that the server refused: why, and everything that was typed, to be corrected and sent again or discarded.
class ProblemDialog : public QDialog
{
    Q_OBJECT

public:
    ProblemDialog(FieldContext context, const ProblemItem &item, QWidget *parent = nullptr);

signals:
    void resendRequested(qint64 problem, const tandem::FieldValues &to);
    void discardRequested(qint64 problem);

private:
    QWidget *buildEditors(const EntityDef &entity, const Mutation &mutation);
    void resend();
    void askDiscard();

    FieldContext m_context;
    ProblemItem m_item;
    MessageStrip *m_strip;
    std::vector<FieldEditor *> m_editors;
};

}
