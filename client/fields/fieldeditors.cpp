// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditors.h"

#include "client/fields/addressfieldeditor.h"
#include "client/fields/booleanfieldeditor.h"
#include "client/fields/choicefieldeditor.h"
#include "client/fields/computedfieldeditor.h"
#include "client/fields/datefieldeditor.h"
#include "client/fields/datetimefieldeditor.h"
#include "client/fields/entityruleseditor.h"
#include "client/fields/filefieldeditor.h"
#include "client/fields/linkfieldeditor.h"
#include "client/fields/linksfieldeditor.h"
#include "client/fields/longtextfieldeditor.h"
#include "client/fields/mentionfieldeditor.h"
#include "client/fields/moneyfieldeditor.h"
#include "client/fields/richtextfieldeditor.h"
#include "client/fields/setfieldeditor.h"
#include "client/fields/typedfieldeditor.h"

namespace tandem::client {

namespace {

FieldEditor *make(const EntityDef &entity, const FieldDef &field, const FieldContext &context, QWidget *parent)
{
    if (field.mentions)
        return new MentionFieldEditor(entity, field, context, parent);
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Percent:
    case FieldType::Duration:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Url:
    case FieldType::NumberSeries:
        return new TypedFieldEditor(entity, field, context, parent);
    case FieldType::Json:
        if (field.content != JsonContent::Any)
            return new EntityRulesEditor(entity, field, context, parent);
        return new LongTextFieldEditor(entity, field, context, parent);
    case FieldType::LongText:
        return new LongTextFieldEditor(entity, field, context, parent);
    case FieldType::RichText:
        return new RichTextFieldEditor(entity, field, context, parent);
    case FieldType::Money:
        return new MoneyFieldEditor(entity, field, context, parent);
    case FieldType::Boolean:
        return new BooleanFieldEditor(entity, field, context, parent);
    case FieldType::Date:
        return new DateFieldEditor(entity, field, context, parent);
    case FieldType::DateTime:
        return new DateTimeFieldEditor(entity, field, context, parent);
    case FieldType::Choice:
        return new ChoiceFieldEditor(entity, field, context, parent);
    case FieldType::MultiChoice:
    case FieldType::Tags:
        return new SetFieldEditor(entity, field, context, parent);
    case FieldType::Link:
    case FieldType::User:
    case FieldType::AnyLink:
        return new LinkFieldEditor(entity, field, context, parent);
    case FieldType::Links:
        return new LinksFieldEditor(entity, field, context, parent);
    case FieldType::File:
    case FieldType::Image:
        return new FileFieldEditor(entity, field, context, parent);
    case FieldType::Address:
        return new AddressFieldEditor(entity, field, context, parent);
    case FieldType::Formula:
    case FieldType::RollUp:
        break;
    }
    return new ComputedFieldEditor(entity, field, context, parent);
}

}

FieldEditor *createFieldEditor(
    const EntityDef &entity, const FieldDef &field, const FieldContext &context, QWidget *parent)
{
    FieldEditor *editor = make(entity, field, context, parent);
    if (field.readOnly || field.byProgram || field.type == FieldType::NumberSeries)
        editor->setReadOnly(true);
    return editor;
}

}
