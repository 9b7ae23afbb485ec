// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/quickcreatedialog.h"

#include "client/fields/recordscontext.h"
#include "client/forms/recordform.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace tandem::client {

QuickCreateDialog::QuickCreateDialog(
    FieldContext context, const QString &entity, const FieldValues &initial, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_form(new RecordForm(m_context, entity))
    , m_more(new QPushButton)
    , m_cancel(new QPushButton)
    , m_create(new QPushButton)
{
    setHelpContext(*this, QStringLiteral("dialog/quickCreate"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_more);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_create);
    m_more->setFlat(true);
    m_create->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceMedium, tokens::spaceMedium, tokens::spaceMedium, tokens::spaceMedium);
    layout->addWidget(m_form, 1);
    layout->addLayout(buttons);
    m_form->setButtonsVisible(false);
    m_form->setEssentialOnly(true);
    m_form->createRecord(initial);
    resize(560, 420);
    connect(m_create, &QPushButton::clicked, m_form, &RecordForm::saveAndClose);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_form->setEssentialOnly(false);
        m_more->setVisible(false);
        resize(std::max(width(), 760), std::max(height(), 600));
    });
    connect(m_form, &RecordForm::saved, this, &QuickCreateDialog::created);
    connect(m_form, &RecordForm::closeRequested, this, [this] { done(m_form->isNew() ? Rejected : Accepted); });
    if (Records *records = m_context.records)
        connect(records, &Records::registryChanged, this, &QuickCreateDialog::renewContext);
    new DiscardGuard(
        *this, [this] { return m_form->isDirty(); }, [this] { m_form->requestClose(); });
    retranslate();
}

void QuickCreateDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

/// Definitions that arrive meanwhile say what the new record needs; what was typed stays.
void QuickCreateDialog::renewContext()
{
    m_context = fieldContextOf(*m_context.records);
    m_form->setContext(m_context);
    retranslate();
}

/// Cancelled on purpose: what was typed is not offered again.
void QuickCreateDialog::reject()
{
    m_form->discard();
    QDialog::reject();
}

void QuickCreateDialog::retranslate()
{
    const Labels *labels = labelsOf(m_context);
    const QString name = labels ? labels->entity(m_form->entity()) : m_form->entity().name;
    setWindowTitle(tr("New: %1").arg(name));
    m_more->setText(tr("&More fields"));
    m_cancel->setText(tr("Cancel"));
    m_create->setText(tr("Create"));
}

}
