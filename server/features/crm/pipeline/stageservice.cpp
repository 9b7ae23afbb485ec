// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/crm/pipeline/stageservice.h"

#include "shared/entities/entitynames.h"

#include <limits>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace opportunity = entities::opportunity;
namespace stage = entities::stage;
namespace stageLog = entities::stageLog;
namespace pipeline = entities::pipeline;

/// The record with the least order number, null if there is none.
Result<RecordId> firstInOrder(
    MutationContext &context, EntityNumber entity, const std::vector<RecordId> &records, FieldNumber order)
{
    RecordId first;
    qint64 least = std::numeric_limits<qint64>::max();
    for (const RecordId &record : records) {
        TANDEM_ASSIGN(const auto row, context.find(entity, record));
        if (row && (first.isNull() || valueIn(*row, order).toInteger() < least)) {
            first = record;
            least = valueIn(*row, order).toInteger();
        }
    }
    return first;
}

/// Who only gives a name gets the first pipeline and its first stage.
Result<void> fillIn(MutationContext &context, FieldValues &row)
{
    if (valueIn(row, opportunity::field::pipeline).isNull() && !valueIn(row, opportunity::field::stage).isNull()) {
        TANDEM_ASSIGN(const auto given, context.find(stage::number, valueIn(row, opportunity::field::stage).toId()));
        row[opportunity::field::pipeline] = given ? valueIn(*given, stage::field::pipeline) : Value();
    }
    if (valueIn(row, opportunity::field::pipeline).isNull()) {
        TANDEM_ASSIGN(const auto active, context.findWhere(pipeline::number, pipeline::field::active, true));
        TANDEM_ASSIGN(const RecordId first, firstInOrder(context, pipeline::number, active, pipeline::field::order));
        row[opportunity::field::pipeline] = first.isNull() ? Value() : Value(first);
    }
    if (valueIn(row, opportunity::field::stage).isNull() && !valueIn(row, opportunity::field::pipeline).isNull()) {
        TANDEM_ASSIGN(const auto stages,
            context.findWhere(stage::number, stage::field::pipeline, valueIn(row, opportunity::field::pipeline)));
        TANDEM_ASSIGN(const RecordId first, firstInOrder(context, stage::number, stages, stage::field::order));
        row[opportunity::field::stage] = first.isNull() ? Value() : Value(first);
    }
    return {};
}

Result<void> checkDemands(const RecordChange &change, const FieldValues &target)
{
    if (valueIn(target, stage::field::pipeline) != change.is(opportunity::field::pipeline))
        return Error::invalid(u"stage"_s, u"stageOfOtherPipeline"_s);
    for (const QString &name : valueIn(target, stage::field::requiredFields).toSet()) {
        const FieldDef *field = change.entity.field(name);
        if (field && field->isStored() && change.is(field->number).isEmpty()) {
            return Error::invalid(
                name, u"requiredForStage"_s, {{u"stage"_s, valueIn(target, stage::field::name).toText()}});
        }
    }
    return {};
}

/// Leaves alone what the same mutation sets by hand.
void followStage(MutationContext &context, RecordChange &change, const FieldValues &target)
{
    if (!change.changed(opportunity::field::probability) && !valueIn(target, stage::field::probability).isNull())
        change.after[opportunity::field::probability] = valueIn(target, stage::field::probability);
    change.after[opportunity::field::stageChangedAt] = context.now();
    const bool isWon = valueIn(target, stage::field::type).toText() == "won"_L1;
    change.after[opportunity::field::wonAt] = isWon ? Value(context.now()) : Value();
}

Result<void> closeLastLog(MutationContext &context, const RecordId &record)
{
    TANDEM_ASSIGN(const auto logs, context.findWhere(stageLog::number, stageLog::field::opportunity, record));
    for (const RecordId &log : logs) {
        TANDEM_ASSIGN(const auto row, context.find(stageLog::number, log));
        if (row && valueIn(*row, stageLog::field::leftAt).isNull())
            TANDEM_TRY(context.update(stageLog::number, log, {{stageLog::field::leftAt, context.now()}}));
    }
    return {};
}

}

void StageService::registerHooks(HookRegistry &hooks)
{
    hooks.before(opportunity::number, RecordEvent::Create | RecordEvent::Update, &StageService::beforeChange);
    hooks.after(opportunity::number, RecordEvent::Create | RecordEvent::Update, &StageService::afterChange);
}

Result<void> StageService::beforeChange(MutationContext &context, RecordChange &change)
{
    if (change.event == RecordEvent::Create)
        TANDEM_TRY(fillIn(context, change.after));
    const bool moved = change.changed(opportunity::field::stage) || change.changed(opportunity::field::pipeline);
    if (!moved || change.is(opportunity::field::stage).isNull())
        return {};
    TANDEM_ASSIGN(const auto target, context.find(stage::number, change.is(opportunity::field::stage).toId()));
    if (!target)
        return Error::invalid(u"stage"_s, u"linkNotFound"_s);
    TANDEM_TRY(checkDemands(change, *target));
    followStage(context, change, *target);
    return {};
}

Result<void> StageService::afterChange(MutationContext &context, RecordChange &change)
{
    if (!change.changed(opportunity::field::stage) || change.is(opportunity::field::stage).isNull())
        return {};
    if (change.event != RecordEvent::Create)
        TANDEM_TRY(closeLastLog(context, change.record));
    const RecordId by = context.actor().user;
    const auto created = context.create(stageLog::number,
        {{systemfield::owner, change.is(systemfield::owner)}, {stageLog::field::opportunity, change.record},
            {stageLog::field::from, change.was(opportunity::field::stage)},
            {stageLog::field::to, change.is(opportunity::field::stage)}, {stageLog::field::enteredAt, context.now()},
            {stageLog::field::by, by.isNull() ? Value() : Value(by)}});
    return created.ok() ? Result<void>() : created.error();
}

}
