// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"

#include "client/records/records.h"

#include <QCoreApplication>

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
    return FieldFormat(context);
}

QString linkedTitle(Records &records, const RecordKey &key)
{
    const QString title = records.titleOf(key);
    return title.isEmpty() && records.isOutOfSight(key)
        ? QCoreApplication::translate("RecordsContext", "Not visible here")
        : title;
}

}
