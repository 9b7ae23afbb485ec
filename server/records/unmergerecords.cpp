// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/keptreport.h"
#include "server/records/mergerecords.h"
#include "server/records/purgedrecords.h"
#include "server/records/undertakings.h"
#include "server/store/changelog.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/jsoncontent.h"
#include "shared/replication/origin.h"

#include <QSet>

namespace tandem::server {

namespace {

namespace massChange = entities::massChange;

constexpr int partsAtOnce = 500;

/// A judgement on one record, beside which the others can go back; anything else ends the whole.
bool isVerdict(const Error &error)
{
    const bool isOfRecord = error.code == ErrorCode::Invalid || error.code == ErrorCode::NotFound
        || error.code == ErrorCode::Forbidden || error.code == ErrorCode::Conflict;
    return isOfRecord && error.reason != QLatin1String("tooDeep");
}

/// The way back of one merge.
class Unmerge
{
public:
    Unmerge(MutationContext &context, const EntityDef &entity, const RecordId &merge, const MergedPair &pair)
        : m_context(context)
        , m_entity(entity)
        , m_merge(merge)
        , m_pair(pair)
        , m_log(context.connection())
        , m_report(context.registry())
    {
    }

    Result<void> run()
    {
        TANDEM_TRY(checkPresence());
        TANDEM_TRY(checkRights());
        if (m_context.depth() == 0)
            m_context.bePartOf(revertOriginOf(m_merge));
        // First of all, so that there is something to point to.
        TANDEM_TRY(takeBack(m_entity, m_pair.other));
        TANDEM_TRY(takeRestBack());
        TANDEM_TRY(tellHistories());
        return tellMerge();
    }

private:
    bool isOfPair(const RecordId &record) const { return record == m_pair.staying || record == m_pair.other; }

    /// Nothing can point to a record that was removed from the recycle bin, nor tell of it.
    Result<void> checkPresence()
    {
        for (const RecordId &record : {m_pair.other, m_pair.staying}) {
            TANDEM_ASSIGN(const auto row, m_context.find(m_entity.number, record));
            if (!row)
                return missingRecord(m_log, m_entity, record, m_context.permissions());
        }
        return {};
    }

    Result<void> checkRights()
    {
        const Permissions *permissions = m_context.permissions();
        if (!permissions)
            return {};
        TANDEM_ASSIGN(const auto staying, m_context.audience(m_entity.number, m_pair.staying));
        if (!permissions->mayEdit(m_entity.number, staying))
            return Error::forbidden(QStringLiteral("mayNotEdit"));
        TANDEM_ASSIGN(const auto other, m_context.audience(m_entity.number, m_pair.other));
        if (!permissions->mayDelete(m_entity.number, other))
            return Error::forbidden(QStringLiteral("mayNotDelete"));
        return {};
    }

    /// From the end: what was changed last goes back first.
    Result<void> takeRestBack()
    {
        QSet<RecordId> seen{m_pair.other};
        for (qint64 before = 0;;) {
            TANDEM_ASSIGN(const auto parts, m_log.partsOf(m_merge, before, partsAtOnce));
            if (parts.empty())
                return {};
            before = parts.back().seq;
            for (const ChangeLog::Part &part : parts) {
                if (seen.contains(part.record))
                    continue;
                seen.insert(part.record);
                TANDEM_TRY(takeBackIfPossible(part));
            }
        }
    }

    Result<void> takeBackIfPossible(const ChangeLog::Part &part)
    {
        const EntityDef *entity = m_context.registry()->entity(part.entity);
        if (!entity || entity->deleted) {
            m_report.keepUnseen(1);
            return {};
        }
        const auto done = m_context.attempt([&] { return takeBack(*entity, part.record); });
        if (done)
            return {};
        if (!isVerdict(done.error()))
            return done.error();
        TANDEM_ASSIGN(const bool isSeen, sees(*entity, part.record));
        if (isSeen)
            m_report.keepRefused(entity->number, part.record, done.error());
        else
            m_report.keepUnseen(1);
        return {};
    }

    /// Links are moved in records of others, too.
    Result<bool> sees(const EntityDef &entity, const RecordId &record)
    {
        if (!m_context.permissions())
            return true;
        TANDEM_ASSIGN(const auto keys, m_context.audience(entity.number, record));
        return m_context.permissions()->maySee(entity.number, keys);
    }

    Result<void> takeBack(const EntityDef &entity, const RecordId &record)
    {
        TANDEM_ASSIGN(const auto row, m_context.find(entity.number, record));
        TANDEM_ASSIGN(const auto entries, m_log.entriesOf(m_merge, entity.number, record));
        std::vector<UndoStep> steps = stepsOf(entries);
        for (UndoStep &step : steps)
            step.byServer = !isOfPair(record); // links that were moved
        const Permissions *judge = isOfPair(record) ? m_context.permissions() : nullptr;
        const UndoDecision decision = decideUndo(entity, steps, row,
            [&](FieldNumber field) { return judge ? judge->fieldAccess(entity.number, field) : FieldAccess::Write; });
        if (decision.effect == UndoDecision::Effect::Restore)
            TANDEM_TRY(m_context.restore(entity.number, record));
        if (!decision.changes.empty())
            TANDEM_TRY(setBack(entity, record, decision.changes));
        m_undone += decision.effect == UndoDecision::Effect::Nothing ? 0 : 1;
        return report(entity, record, decision.kept);
    }

    Result<void> report(const EntityDef &entity, const RecordId &record, const std::vector<KeptField> &kept)
    {
        TANDEM_ASSIGN(const bool isSeen, sees(entity, record));
        if (isSeen)
            m_report.keep(entity.number, record, kept);
        else
            m_report.keepUnseen(qint64(kept.size()));
        return {};
    }

    Result<void> setBack(const EntityDef &entity, const RecordId &record, const std::vector<FieldChange> &changes)
    {
        if (isOfPair(record))
            TANDEM_TRY(m_context.checkSettable(entity.number, record, changes));
        FieldValues values;
        for (const FieldChange &change : changes)
            values.insert_or_assign(change.field, change.to);
        return m_context.update(entity.number, record, std::move(values));
    }

    Result<void> tellHistories()
    {
        const auto tell = [this](const RecordId &record, const RecordId &other) {
            return m_context.logAction(
                m_entity.number, record, QStringLiteral("unmerge"), QCborMap{{QStringLiteral("other"), toText(other)}});
        };
        TANDEM_TRY(tell(m_pair.staying, m_pair.other));
        return tell(m_pair.other, m_pair.staying);
    }

    Result<void> tellMerge()
    {
        const RecordId user = m_context.actor().user;
        return m_context.update(massChange::number, m_merge,
            {{massChange::field::state, Value(QStringLiteral("reverted"))},
                {massChange::field::revertedBy, user.isNull() ? Value() : Value(user)},
                {massChange::field::revertedAt, Value(m_context.now())}, {massChange::field::undone, Value(m_undone)},
                {massChange::field::kept, Value(m_report.count())},
                {massChange::field::report, Value(m_report.json())}});
    }

    MutationContext &m_context;
    const EntityDef &m_entity;
    const RecordId m_merge;
    const MergedPair m_pair;
    ChangeLog m_log;
    KeptReport m_report;
    qint64 m_undone = 0; ///< records
};

}

Result<void> takeMergeBack(MutationContext &context, const ActionCall &call)
{
    const MergedPair pair = MergedPair::fromJson(jsonEntries(valueIn(call.row, massChange::field::merged)));
    const EntityDef *entity = context.registry()->entity(valueIn(call.row, massChange::field::entity).toText());
    if (!entity || pair.staying.isNull() || pair.other.isNull())
        return Error::conflict(QStringLiteral("recordGone"));
    return Unmerge(context, *entity, call.record, pair).run();
}

}
