// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/takeback.h"

#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/replication/merge.h"
#include "shared/replication/origin.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <optional>

namespace tandem {

namespace {

/// What a field holds behind a mutation that was taken back: as the next author saw it, and as it is without.
struct Stand
{
    Value with;
    Value without;
};

using Stands = std::map<FieldNumber, Stand>;

class Walk
{
public:
    explicit Walk(const Registry &registry)
        : m_registry(registry)
    {
    }

    bool isGone(const Mutation &mutation) const
    {
        return m_records.contains(mutation.record) || m_records.contains(originOf(mutation.arguments))
            || (mutation.kind == MutationKind::Create && hangsOnWhatIsGone(mutation));
    }

    bool isDangling(const Mutation &mutation) const
    {
        return std::any_of(mutation.changes.begin(), mutation.changes.end(),
            [this](const FieldChange &change) { return pointsToWhatIsGone(change.to); });
    }

    void remove(const Mutation &mutation)
    {
        if (mutation.kind == MutationKind::Create || mutation.kind == MutationKind::Restore)
            m_records.insert(mutation.record);
        if (mutation.kind != MutationKind::Update)
            return;
        Stands &stands = m_stands[{mutation.entity, mutation.record}];
        for (const FieldChange &change : mutation.changes) {
            const auto known = stands.find(change.field);
            const bool goesOn = known != stands.end() && sameValue(known->second.with, change.from);
            stands.insert_or_assign(change.field, Stand{change.to, goesOn ? known->second.without : change.from});
        }
    }

    /// The mutation without what it built on; none if it says nothing then.
    std::optional<Mutation> rebuilt(const Mutation &mutation)
    {
        const auto found = m_stands.find({mutation.entity, mutation.record});
        const EntityDef *entity = m_registry.entityOrRemoved(mutation.entity);
        if (found == m_stands.end() || !entity)
            return mutation;
        Mutation made = mutation;
        for (FieldChange &change : made.changes)
            rebuild(change, *entity, found->second, mutation.kind == MutationKind::Delete);
        if (made == mutation || mutation.kind != MutationKind::Update)
            return made;
        std::erase_if(made.changes, [](const FieldChange &change) { return sameValue(change.from, change.to); });
        return made.changes.empty() ? std::nullopt : std::optional(std::move(made));
    }

private:
    bool hangsOnWhatIsGone(const Mutation &mutation) const
    {
        const EntityDef *entity = m_registry.entityOrRemoved(mutation.entity);
        const FieldDef *parent = entity ? entity->field(entity->parentLink) : nullptr;
        return parent && std::any_of(mutation.changes.begin(), mutation.changes.end(), [&](const FieldChange &change) {
            return change.field == parent->number && pointsToWhatIsGone(change.to);
        });
    }

    bool pointsToWhatIsGone(const Value &value) const
    {
        if (value.kind() == Value::Kind::Id)
            return m_records.contains(value.toId());
        const auto link =
            m_records.isEmpty() || value.kind() != Value::Kind::Text ? std::nullopt : anyLinkFromText(value.toText());
        return link && m_records.contains(link->record);
    }

    static void rebuild(FieldChange &change, const EntityDef &entity, Stands &stands, bool isSeenOnly)
    {
        const auto stand = stands.find(change.field);
        if (stand == stands.end())
            return;
        if (!sameValue(stand->second.with, change.from)) {
            // Its author saw what came from others meanwhile: it does not build on what is gone.
            stands.erase(stand);
            return;
        }
        const Value without = stand->second.without;
        if (isSeenOnly) {
            change.from = without;
            return;
        }
        const FieldDef *field = entity.fieldOrRemoved(change.field);
        const Value to = field ? mergeField(*field, without, change.from, change.to).value : change.to;
        stand->second = {change.to, to};
        change.from = without;
        change.to = to;
    }

    const Registry &m_registry;
    QSet<RecordId> m_records; ///< that are not made after all
    std::map<std::pair<EntityNumber, RecordId>, Stands> m_stands;
};

}

TakeBack takeBack(const Registry &registry, const std::vector<Mutation> &waiting)
{
    TakeBack done;
    Walk walk(registry);
    for (const Mutation &mutation : waiting) {
        if (done.gone.empty() || walk.isGone(mutation)) {
            walk.remove(mutation);
            done.gone.push_back(mutation);
            continue;
        }
        std::optional<Mutation> made = walk.rebuilt(mutation);
        if (!made) {
            done.gone.push_back(mutation);
            continue;
        }
        done.dangling += walk.isDangling(*made) ? 1 : 0;
        if (*made != mutation)
            done.changed.push_back(std::move(*made));
    }
    return done;
}

}
