// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/customfielddialog.h"

#include "client/forms/fielddefeditor.h"
#include "client/records/records.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"
#include "shared/expressions/check.h"
#include "shared/metadata/loader.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QJsonDocument>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

CustomFieldDialog::CustomFieldDialog(FieldContext context, const QString &entity, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_entity(entity)
    , m_editor(new FieldDefEditor(m_context))
    , m_strip(new MessageStrip)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setHelpContext(*this, u"dialog/customField"_s);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_editor);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_strip);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &CustomFieldDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
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
    const Result<FieldDef> field = checked();
    if (!field)
        m_editor->showError(field.error().field, errorText(field.error()));
    else if (m_context.records)
        submit(*field);
}

void CustomFieldDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

/// With what only the whole entity can tell: whether the name is free, and what a formula means.
Result<FieldDef> CustomFieldDialog::checked() const
{
    TANDEM_ASSIGN(const FieldDef field, m_editor->definition());
    const EntityDef *entity = m_context.registry->entity(m_entity);
    if (!entity)
        return Error::notFound(m_entity);
    const FieldDef *same = entity->field(field.name);
    if (m_record.isNull() && same)
        return Error::invalid(u"name"_s, u"nameTaken"_s);
    if (!field.formula.isEmpty()) {
        if (const auto formula = compileExpression(field.formula, *m_context.registry, *entity); !formula)
            return Error::invalid(u"formula"_s, formula.error().reason, formula.error().arguments);
    }
    return field;
}

void CustomFieldDialog::submit(const FieldDef &field)
{
    const EntityDef *definitions = m_context.registry->entity(u"customField"_s);
    if (!definitions)
        return;
    QJsonObject json = fieldToJson(field);
    // The server numbers it, and the column follows from the number.
    if (m_record.isNull()) {
        json.remove(u"number"_s);
        json.remove(u"column"_s);
    }
    const QString label = field.labels.value(m_context.records->language(), field.labels.first());
    const FieldValues to{{definitions->field(u"entity"_s)->number, Value(m_entity)},
        {definitions->field(u"name"_s)->number, Value(field.name)},
        {definitions->field(u"label"_s)->number, Value(label)},
        {definitions->field(u"definition"_s)->number,
            Value(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)))}};
    WriteRequest request;
    request.key = {definitions->number, m_record.isNull() ? newRecordId() : m_record};
    request.kind = m_record.isNull() ? MutationKind::Create : MutationKind::Update;
    request.to = to;
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    m_context.records->submit(
        {request}, this, [this, name = field.name](const Result<std::vector<MutationId>> &result) {
            m_buttons->button(QDialogButtonBox::Save)->setEnabled(true);
            if (!result) {
                m_strip->showError(errorText(result.error()), result.error().toLog());
                return;
            }
            emit saved(m_entity, name);
            QDialog::accept();
        });
}

void CustomFieldDialog::retranslate()
{
    const EntityDef *entity = m_context.registry->entity(m_entity);
    const Labels *labels = m_context.records ? &m_context.records->labels() : m_context.labels.get();
    const QString name = entity && labels ? labels->entity(*entity) : m_entity;
    setWindowTitle(m_record.isNull() ? tr("New field of %1").arg(name) : tr("Field of %1").arg(name));
    m_buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
}

}
