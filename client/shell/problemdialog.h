// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QCborMap>
#include <QDialog>

class QDialogButtonBox;
class QFormLayout;

namespace tandem::client {

class FieldEditor;
class MessageStrip;

/// A change that the server refused: why, and everything that was typed, to be corrected and sent again or discarded.
/// What was corrected is kept until one or the other was done. What went into fields or entities that the company has
/// removed is shown to be read and copied; it cannot be sent any more.
class ProblemDialog : public QDialog
{
    Q_OBJECT

public:
    ProblemDialog(FieldContext context, const ProblemItem &item, QWidget *parent = nullptr);

signals:
    void discardRequested(qint64 problem);

protected:
    void reject() override;

private:
    QWidget *buildContent();
    QString wanted(const EntityDef *entity, const Mutation &mutation) const;
    void addFields(QFormLayout &form, const EntityDef *entity, const Mutation &mutation);
    void addKept(QFormLayout &form, const EntityDef *entity, const FieldChange &change);
    void addArguments(QFormLayout &form, const QCborMap &arguments);
    void addReadOnly(QFormLayout &form, const QString &label, const QString &text);
    bool isSendable() const;
    bool showInputErrors();
    FieldValues values() const;
    void resend();
    void askDiscard();

    FieldContext m_context;
    ProblemItem m_item;
    MessageStrip *m_strip;
    QDialogButtonBox *m_buttons = nullptr;
    std::vector<FieldEditor *> m_editors;
};

}
