// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/problemdialog.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/fieldformat.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"
#include "shared/replication/origin.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int readOnlyHeight = 120;

}

ProblemDialog::ProblemDialog(FieldContext context, const ProblemItem &item, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_item(item)
    , m_strip(new MessageStrip(this))
{
    setHelpContext(*this, QStringLiteral("dialog/problem"));
    setWindowTitle(tr("Not accepted: %1").arg(item.title));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_strip);
    m_strip->setCloseable(false);
    m_strip->showError(item.problem.error);
    layout->addWidget(buildContent(), 1);
    m_buttons = new QDialogButtonBox(this);
    auto *send = isSendable() ? m_buttons->addButton(tr("Send again"), QDialogButtonBox::AcceptRole) : nullptr;
    auto *discard = m_buttons->addButton(tr("&Discard…"), QDialogButtonBox::DestructiveRole);
    m_buttons->addButton(tr("Decide later"), QDialogButtonBox::RejectRole);
    layout->addWidget(m_buttons);
    resize(560, m_editors.empty() ? sizeHint().height() : 480);
    if (send) {
        send->setDefault(true);
        connect(send, &QPushButton::clicked, this, &ProblemDialog::resend);
    }
    connect(discard, &QPushButton::clicked, this, &ProblemDialog::askDiscard);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ProblemDialog::reject);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &action) {
        if (action == QLatin1String("discard")) {
            emit discardRequested(m_item.problem.id);
            accept();
        } else {
            QDialog::reject();
        }
    });
}

QWidget *ProblemDialog::buildContent()
{
    const Mutation &mutation = m_item.problem.mutation;
    const EntityDef *entity = m_context.registry->entityOrRemoved(mutation.entity);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    auto *form = new QFormLayout(content);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (const QString deed = wanted(entity, mutation); !deed.isEmpty())
        form->addRow(new QLabel(deed, content));
    if (mutation.kind != MutationKind::Delete)
        addFields(*form, entity, mutation);
    addArguments(*form, mutation.arguments);
    scroll->setWidget(content);
    return scroll;
}

/// What no field says.
QString ProblemDialog::wanted(const EntityDef *entity, const Mutation &mutation) const
{
    const Labels *labels = labelsOf(m_context);
    switch (mutation.kind) {
    case MutationKind::Delete:
        return tr("You wanted to delete this record.");
    case MutationKind::Restore:
        return tr("You wanted to take this record out of the recycle bin.");
    case MutationKind::Action:
        return tr("You wanted: %1").arg(entity && labels ? labels->action(*entity, mutation.action) : mutation.action);
    case MutationKind::Create:
    case MutationKind::Update:
        break;
    }
    return {};
}

/// Something of it is still known here. Deleting and what has no values need no field for that.
bool ProblemDialog::isSendable() const
{
    const Mutation &mutation = m_item.problem.mutation;
    const EntityDef *entity = m_context.registry->entity(mutation.entity);
    const bool writes = mutation.kind == MutationKind::Create || mutation.kind == MutationKind::Update;
    return entity
        && (!writes
            || std::any_of(mutation.changes.begin(), mutation.changes.end(),
                [entity](const FieldChange &change) { return entity->field(change.field); }));
}

void ProblemDialog::addFields(QFormLayout &form, const EntityDef *entity, const Mutation &mutation)
{
    for (const FieldChange &change : mutation.changes) {
        const FieldDef *field = entity && !entity->deleted ? entity->field(change.field) : nullptr;
        if (!field) {
            addKept(form, entity, change);
            continue;
        }
        FieldEditor *editor = createFieldEditor(*entity, *field, m_context, form.parentWidget());
        editor->setValue(change.to);
        if (m_item.problem.error.field == field->name)
            editor->setError(errorText(m_item.problem.error));
        form.addRow(editor->label(), editor);
        m_editors.push_back(editor);
    }
}

/// What was typed into a field that is not there any more; without its definition the value speaks for itself.
void ProblemDialog::addKept(QFormLayout &form, const EntityDef *entity, const FieldChange &change)
{
    const FieldDef *field = entity ? entity->fieldOrRemoved(change.field) : nullptr;
    const FieldFormat format = formatOf(m_context);
    QString text = field ? format.longText(*entity, *field, change.to) : format.text(change.to);
    if (text.isEmpty())
        text = change.to.kind() == Value::Kind::Id ? toText(change.to.toId()) : tr("(emptied)");
    const Labels *labels = labelsOf(m_context);
    const QString name = field && labels ? labels->field(*entity, *field) : tr("Field %1").arg(change.field);
    addReadOnly(form, tr("%1 (removed)").arg(name), text);
}

/// What was said along with an action, such as the reason for a rejection: it stands nowhere else.
void ProblemDialog::addArguments(QFormLayout &form, const QCborMap &arguments)
{
    for (auto argument = arguments.constBegin(); argument != arguments.constEnd(); ++argument) {
        const QString name = argument.key().toString();
        const QString text = argument.value().toVariant().toString();
        if (text.isEmpty() || isOriginKey(argument.key()))
            continue;
        addReadOnly(form, name == QLatin1String("comment") ? tr("Comment") : name, text);
    }
}

void ProblemDialog::addReadOnly(QFormLayout &form, const QString &label, const QString &text)
{
    auto *shown = new QPlainTextEdit(text, form.parentWidget());
    shown->setReadOnly(true);
    shown->setTabChangesFocus(true);
    shown->setAccessibleName(label);
    shown->setMaximumHeight(readOnlyHeight);
    form.addRow(label, shown);
}

bool ProblemDialog::showInputErrors()
{
    for (FieldEditor *editor : m_editors) {
        if (editor->inputError().isEmpty())
            continue;
        editor->setError(editor->inputError());
        editor->setFocus();
        return true;
    }
    return false;
}

FieldValues ProblemDialog::values() const
{
    FieldValues values;
    for (const FieldEditor *editor : m_editors)
        values[editor->field().number] = editor->value();
    return values;
}

void ProblemDialog::resend()
{
    if (showInputErrors())
        return;
    m_buttons->setEnabled(false);
    m_context.records->resendProblem(m_item.problem.id, values(), this, [this](const Result<void> &sent) {
        m_buttons->setEnabled(true);
        if (sent.ok())
            accept();
        else
            m_strip->showError(sent.error());
    });
}

/// Decided later means that it is all there then, with what was corrected here.
void ProblemDialog::reject()
{
    const bool isEdited =
        std::any_of(m_editors.begin(), m_editors.end(), [](const FieldEditor *editor) { return editor->isDirty(); });
    if (!isEdited)
        return QDialog::reject();
    m_buttons->setEnabled(false);
    m_context.records->editProblem(m_item.problem.id, values(), this, [this](const Result<void> &kept) {
        m_buttons->setEnabled(true);
        if (kept.ok())
            return QDialog::reject();
        m_strip->showError(kept.error());
        m_strip->addAction(QStringLiteral("close"), tr("Close without keeping it"));
    });
}

void ProblemDialog::askDiscard()
{
    m_strip->showMessage(Tone::Warning, tr("What you typed here will be gone for good."));
    m_strip->addAction(QStringLiteral("discard"), tr("Discard it"));
}

}
