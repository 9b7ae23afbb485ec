// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/problemdialog.h"

#include "client/fields/fieldeditors.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client {

ProblemDialog::ProblemDialog(FieldContext context, const ProblemItem &item, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_item(item)
    , m_strip(new MessageStrip(this))
{
    setHelpContext(*this, QStringLiteral("dialog/problem"));
    setWindowTitle(tr("Not accepted: %1").arg(item.title));
    resize(560, 480);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_strip);
    m_strip->setCloseable(false);
    m_strip->showError(errorText(item.problem.error), item.problem.error.toLog());
    if (const EntityDef *entity = m_context.registry->entity(item.problem.mutation.entity))
        layout->addWidget(buildEditors(*entity, item.problem.mutation), 1);
    else
        layout->addStretch(1);
    auto *buttons = new QDialogButtonBox(this);
    auto *send = buttons->addButton(tr("Send again"), QDialogButtonBox::AcceptRole);
    auto *discard = buttons->addButton(tr("Discard…"), QDialogButtonBox::DestructiveRole);
    buttons->addButton(tr("Decide later"), QDialogButtonBox::RejectRole);
    send->setDefault(true);
    layout->addWidget(buttons);
    connect(send, &QPushButton::clicked, this, &ProblemDialog::resend);
    connect(discard, &QPushButton::clicked, this, &ProblemDialog::askDiscard);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &action) {
        if (action == QLatin1String("discard")) {
            emit discardRequested(m_item.problem.id);
            accept();
        }
    });
}

QWidget *ProblemDialog::buildEditors(const EntityDef &entity, const Mutation &mutation)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    auto *form = new QFormLayout(content);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const FieldChange &change : mutation.changes) {
        const FieldDef *field = entity.field(change.field);
        if (!field)
            continue;
        FieldEditor *editor = createFieldEditor(entity, *field, m_context, content);
        editor->setValue(change.to);
        if (m_item.problem.error.field == field->name)
            editor->setError(errorText(m_item.problem.error));
        form->addRow(editor->label(), editor);
        m_editors.push_back(editor);
    }
    scroll->setWidget(content);
    return scroll;
}

void ProblemDialog::resend()
{
    FieldValues values;
    for (FieldEditor *editor : m_editors) {
        if (!editor->inputError().isEmpty()) {
            editor->setError(editor->inputError());
            editor->setFocus();
            return;
        }
        values[editor->field().number] = editor->value();
    }
    emit resendRequested(m_item.problem.id, values);
    accept();
}

void ProblemDialog::askDiscard()
{
    m_strip->showMessage(Tone::Warning, tr("What you typed here will be gone for good."));
    m_strip->addAction(QStringLiteral("discard"), tr("Discard it"));
}

}
