// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"

namespace tandem::server {

/// Who may see a record, as names of keys: its owner and department, whom it was shared with (everybody, where its
/// `sharedField` says so), and what its parent lends.
namespace audiencerules {

/// The keys that `values` should have now. A record with a parent through a plain link (an order's line) has its
/// parent's keys instead of its own owner's and department's; one that can hang on anything (a task) keeps its owner's
/// beside them, because he has to see what he has to do.
Result<QStringList> wanted(
    WriterState &state, const EntityDef &entity, const RecordId &record, const FieldValues &values);

/// Whether a change of a record's fields can change its audience.
bool isMovedBy(WriterState &state, const RecordChange &change);
/// Parents of parents, as far as they are followed; beyond it somebody made a circle.
inline constexpr int deepestParent = 8;

/// What a record lends to those that hang on it.
Result<QStringList> lentBy(WriterState &state, const EntityDef &entity, const RecordId &record);
/// wanted() of a record whose parent lends `lent`: for many children of one parent.
Result<QStringList> wantedUnder(WriterState &state, const QStringList &lent, const EntityDef &entity,
    const RecordId &record, const FieldValues &values);

/// The record that lends its audience, if it has one.
std::optional<std::pair<const EntityDef *, RecordId>> parentOf(
    WriterState &state, const EntityDef &entity, const FieldValues &values);

/// The record that `link`, a field of one record, leads to; nothing if it is empty or names no entity.
std::optional<std::pair<const EntityDef *, RecordId>> targetOf(
    const Registry &registry, const FieldDef &link, const FieldValues &values);

/// "account/0190…" as entity and record; nothing if it does not name an entity.
std::optional<std::pair<const EntityDef *, RecordId>> parseAnyLink(const Registry &registry, const QString &link);
QString anyLink(const EntityDef &entity, const RecordId &record);
/// What `field`, a link that may lead there, holds to lead to the record.
Value linkTo(const FieldDef &field, const EntityDef &entity, const RecordId &record);

}

}
