// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/stagereminders.h"

#include "server/records/submitandwait.h"
#include "server/store/recordstore.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

#include <QJsonObject>

namespace tandem::server {

namespace {

namespace opportunity = entities::opportunity;

constexpr qint64 day = 24LL * 3600 * 1000;

/// Since when the opportunity has been in its stage.
Timestamp enteredAt(const StoredRecord &row)
{
    const Value changed = row.value(opportunity::field::stageChangedAt);
    return (changed.isNull() ? row.value(systemfield::createdAt) : changed).toInteger();
}

Mutation reminder(const RecordId &id, const StoredRecord &row, const StoredRecord &stage, Timestamp now)
{
    using namespace entities::notification;
    const QString name = row.value(opportunity::field::name).toText();
    const QJsonObject arguments{{QStringLiteral("name"), name},
        {QStringLiteral("stage"), stage.value(entities::stage::field::name).toText()},
        {QStringLiteral("days"), (now - enteredAt(row)) / day}};
    const FieldValues values{
        {field::kind, Value(QStringLiteral("deal"))},
        {field::text, Value(name)},
        {field::textKey, Value(QStringLiteral("stageReminder"))},
        {field::arguments, Value(compactJson(arguments))},
        {field::record, Value(anyLinkText(opportunity::entityName(), row.id))},
        {systemfield::owner, row.value(systemfield::owner)},
    };
    return creationOf(number, id, values, now);
}

Result<void> collect(RecordStore &records, const StoredRecord &stage, Timestamp now, std::vector<Mutation> &mutations)
{
    const qint64 days = stage.value(entities::stage::field::reminderDays).toInteger();
    if (days <= 0 || stage.value(entities::stage::field::type).toText() != QLatin1String("open"))
        return {};
    TANDEM_ASSIGN(const auto rows, records.findBy(opportunity::number, opportunity::field::stage, stage.id, 100'000));
    for (const StoredRecord &row : rows) {
        const Timestamp since = enteredAt(row);
        if (now - since < days * day || row.value(systemfield::owner).isNull())
            continue;
        // Named by the stay, so that it comes once, also after it was deleted.
        const RecordId id =
            namedRecordId(QStringLiteral("stageReminder/%1/%2/%3").arg(toText(row.id), toText(stage.id)).arg(since));
        TANDEM_ASSIGN(const bool sent, records.exists(entities::notification::number, id));
        if (!sent)
            mutations.push_back(reminder(id, row, stage, now));
    }
    return {};
}

}

Result<int> sendStageReminders(Pipeline &pipeline, const Store &store, const Clock &clock)
{
    TANDEM_ASSIGN(const auto reader, store.openReader());
    RecordStore records(*reader, store.registry());
    RecordQuery stages;
    stages.entity = entities::stage::entityName();
    TANDEM_ASSIGN(const auto rows, records.query(stages));
    std::vector<Mutation> mutations;
    for (const StoredRecord &stage : rows)
        TANDEM_TRY(collect(records, stage, clock.now(), mutations));
    if (mutations.empty())
        return 0;
    int sent = 0;
    std::optional<Error> failure;
    for (const Acknowledgement &answer : submitAndWait(pipeline, std::move(mutations))) {
        if (answer.error)
            failure = answer.error;
        else
            ++sent;
    }
    if (failure && sent == 0)
        return *failure;
    return sent;
}

}
