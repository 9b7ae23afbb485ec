// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"

#include "client/records/records.h"

#include <QCoreApplication>
#include <QDateTime>

namespace tandem::client {

FieldContext fieldContextOf(Records &records)
{
    FieldContext context;
    context.records = &records;
    context.registry = records.registry();
    context.labels = records.sharedLabels();
    context.locale = QLocale(records.language());
    return context;
}

FieldFormat formatOf(const FieldContext &context)
{
    return FieldFormat(context);
}

const Labels *labelsOf(const FieldContext &context)
{
    return context.records ? &context.records->labels() : context.labels.get();
}

Surroundings surroundingsOf(const FieldContext &context)
{
    Surroundings surroundings;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    surroundings.now = now.toMSecsSinceEpoch();
    surroundings.utcOffsetSeconds = context.zone.offsetFromUtc(now);
    if (context.records)
        surroundings.me = context.records->currentUser();
    return surroundings;
}

QString linkedTitle(Records &records, const RecordKey &key)
{
    const QString title = records.titleOf(key);
    return title.isEmpty() && records.isOutOfSight(key)
        ? QCoreApplication::translate("RecordsContext", "Not visible here")
        : title;
}

}
