// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/customfielddialog.h"

#include "client/fields/recordscontext.h"
#include "client/forms/definitionwrites.h"
#include "client/forms/fielddefeditor.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

CustomFieldDialog::CustomFieldDialog(FieldContext context, const QString &entity, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_entity(entity)
    , m_editor(new FieldDefEditor(m_context, m_entity))
    , m_scroll(new QScrollArea)
    , m_strip(new MessageStrip)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setHelpContext(*this, u"dialog/customField"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_editor);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_strip);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &CustomFieldDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *m_strip);
    resizeWithinScreen(*this, QSize(620, 560));
    retranslate();
}

void CustomFieldDialog::edit(const Record &record)
{
    const EntityDef *entity = m_context.registry->entity(m_entity);
    const EntityDef *definitions = m_context.registry->entity(u"customField"_s);
    const FieldDef *name = definitions ? definitions->field(u"name"_s) : nullptr;
    const FieldDef *field = entity && name ? entity->field(record.value(name->number).toText()) : nullptr;
    if (!field)
        return;
    m_record = record.key.id;
    m_editor->setDefinition(*field);
    retranslate();
}

void CustomFieldDialog::accept()
{
    m_editor->clearErrors();
    m_strip->clear();
    const Result<WrittenField> written = checked();
    if (written && m_context.records)
        submit(*written);
    else if (!written)
        showError(written.error());
}

void CustomFieldDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

/// With what only all definitions together can tell: whether the name is free, and what expressions mean.
Result<WrittenField> CustomFieldDialog::checked() const
{
    TANDEM_ASSIGN(const WrittenField written, m_editor->definition());
    const EntityDef *entity = m_context.registry->entity(m_entity);
    if (!entity)
        return Error::notFound(m_entity);
    if (m_record.isNull() && entity->field(written.field.name))
        return Error::invalid(u"name"_s, u"nameTaken"_s);
    TANDEM_TRY(checkDefinition(*m_context.registry, m_entity, written));
    return written;
}

void CustomFieldDialog::showError(const Error &error)
{
    const EntityDef *entity = m_context.registry->entity(m_entity);
    const QString broken = error.arguments.value(u"brokenField"_s).toString();
    const FieldDef *other = entity && !broken.isEmpty() ? entity->field(broken) : nullptr;
    if (!other) {
        m_editor->showError(error);
        // What was folded away has its place only after the layout has seen it.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        if (QWidget *wrong = m_editor->focusWidget())
            m_scroll->ensureWidgetVisible(wrong);
        return;
    }
    const Labels *labels = labelsOf(m_context);
    const QString name = labels ? labels->field(*entity, *other) : broken;
    m_strip->showError(tr("“%1” would no longer work: %2").arg(name, errorText(error)), error.toLog());
}

void CustomFieldDialog::submit(const WrittenField &written)
{
    const QString language = m_context.records->language();
    std::vector<WriteRequest> requests;
    if (written.junction)
        requests.push_back(entityWrite(*written.junction, language));
    requests.push_back(fieldWrite(m_entity, written.field, m_record, language));
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    m_context.records->submit(
        requests, this, [this, name = written.field.name](const Result<std::vector<MutationId>> &result) {
            m_buttons->button(QDialogButtonBox::Save)->setEnabled(true);
            if (!result) {
                m_strip->showError(result.error());
                return;
            }
            emit saved(m_entity, name);
            QDialog::accept();
        });
}

void CustomFieldDialog::retranslate()
{
    const EntityDef *entity = m_context.registry->entity(m_entity);
    const Labels *labels = labelsOf(m_context);
    const QString name = entity && labels ? labels->entity(*entity) : m_entity;
    setWindowTitle(m_record.isNull() ? tr("New field of %1").arg(name) : tr("Field of %1").arg(name));
    m_buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
}

}
