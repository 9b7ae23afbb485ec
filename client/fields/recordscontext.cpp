// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"

#include "client/records/records.h"

namespace tandem::client {

FieldContext fieldContextOf(Records &records)
{
    FieldContext context;
    context.records = &records;
    context.registry = records.registry();
    context.labels = std::make_shared<const Labels>(records.labels());
    context.locale = QLocale(records.language());
    return context;
}

FieldFormat formatOf(const FieldContext &context)
{
    Records *records = context.records;
    return FieldFormat(context, [records](const QString &entity, const RecordId &id) {
        const EntityDef *definition = records ? records->entity(entity) : nullptr;
        return definition ? records->titleOf({definition->number, id}) : QString();
    });
}

}
