// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/personchoice.h"

#include "client/fields/linkfieldeditor.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tandem::client::oa {

namespace task = entities::approvalTask;

PersonChoice::PersonChoice(Records &records, QWidget *parent)
    : QFrame(parent)
    , m_records(records)
    , m_layout(new QVBoxLayout(this))
    , m_title(new QLabel(this))
    , m_before(new QRadioButton(this))
    , m_after(new QRadioButton(this))
    , m_accept(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_layout->setContentsMargins(tokens::space, tokens::spaceSmall, tokens::space, tokens::spaceSmall);
    m_layout->setSpacing(tokens::spaceSmall);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_accept, m_cancel}) {
        button->setMinimumHeight(tokens::controlHeight);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_before);
    m_layout->addWidget(m_after);
    m_layout->addLayout(buttons);
    connect(m_accept, &QPushButton::clicked, this, &PersonChoice::accept);
    connect(m_cancel, &QPushButton::clicked, this, &PersonChoice::cancel);
    retranslate();
    hide();
}

void PersonChoice::ask(Purpose purpose)
{
    m_purpose = purpose;
    buildEditor();
    if (!m_person)
        return;
    for (QRadioButton *position : {m_before, m_after})
        position->setVisible(purpose == Purpose::Add);
    // The other one agrees at once: nobody is to do that by mistake.
    m_before->setChecked(true);
    retranslate();
    show();
    m_person->control()->setFocus(Qt::ShortcutFocusReason);
}

void PersonChoice::buildEditor()
{
    delete m_person;
    m_person = nullptr;
    const EntityDef *entity = m_records.entity(task::number);
    const FieldDef *field = entity ? entity->field(task::field::sentTo) : nullptr;
    if (!field)
        return;
    m_person = new LinkFieldEditor(*entity, *field, fieldContextOf(m_records), this);
    m_layout->insertWidget(1, m_person);
    setTabOrder(m_person->control(), m_before);
    setTabOrder(m_before, m_after);
    setTabOrder(m_after, m_accept);
    setTabOrder(m_accept, m_cancel);
}

void PersonChoice::accept()
{
    if (m_person->isComposing())
        return;
    const QString problem = m_person->inputError();
    const RecordId chosen = m_person->value().toId();
    if (!problem.isEmpty() || chosen.isNull()) {
        m_person->setError(problem.isEmpty() ? tr("Choose a person.") : problem);
        m_person->control()->setFocus();
        return;
    }
    hide();
    if (m_purpose == Purpose::Transfer)
        emit transferChosen(chosen);
    else
        emit approverChosen(chosen, m_before->isChecked());
}

void PersonChoice::cancel()
{
    hide();
    emit cancelled();
}

void PersonChoice::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape || (isReturn && m_cancel->hasFocus()))
        cancel();
    else if (isReturn)
        accept();
    else
        QFrame::keyPressEvent(event);
}

void PersonChoice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PersonChoice::retranslate()
{
    const bool isTransfer = m_purpose == Purpose::Transfer;
    m_title->setText(isTransfer ? tr("Who is to decide instead of you?") : tr("Who is to decide as well?"));
    setAccessibleName(m_title->text());
    m_before->setText(tr("Before me: it comes back to me"));
    m_after->setText(tr("After me: I approve now"));
    m_accept->setText(isTransfer ? tr("Transfer") : tr("Add"));
    m_cancel->setText(tr("Cancel"));
    if (m_person)
        m_person->control()->setAccessibleName(m_title->text());
}

}
