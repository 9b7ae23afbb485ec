// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/metadata/entitydef.h"

#include <QCborMap>

#include <array>
#include <map>
#include <vector>

namespace tandem::client {

/// One of two records that are to become one.
struct MergeCandidate
{
    Record record;
    bool isElsewhere = false; ///< only the server has it
    bool mayStay = true; ///< as far as this computer can tell
};

/// Which of two records stays when they become one, and whose values it has then. Until somebody chooses it is the one
/// with more in it, else the older one, with its own values and, where it has none, those of the other.
class MergeChoice
{
public:
    enum Side { First, Second };
    using Candidates = std::array<MergeCandidate, 2>;

    /// `entity` must outlive it. Only fields that these rights let write can be chosen.
    MergeChoice(const EntityDef &entity, const EntityAccess &rights, Candidates candidates);

    static Side other(Side side) { return side == First ? Second : First; }

    const EntityDef &entity() const { return m_entity; }
    const MergeCandidate &candidate(Side side) const { return m_candidates.at(size_t(side)); }
    int filledCount(Side side) const; ///< of the fields that people see

    Side staying() const { return m_staying; }
    void setStaying(Side side);

    /// Those to choose: their values differ. In the order of the definition.
    const std::vector<FieldNumber> &fields() const { return m_fields; }
    Side chosen(FieldNumber field) const;
    void choose(FieldNumber field, Side side);
    bool isTouched() const { return m_isTouched; } ///< somebody chose something

    /// What the record that stays gets of these fields and does not have yet.
    FieldValues given() const;
    /// Of the action "merge" on the record that stays.
    QCborMap arguments() const;

private:
    bool namesOneOfThem(const FieldDef &field, const Value &value) const;
    bool isOffered(const FieldDef &field, const EntityAccess &rights) const;
    Side usual() const;

    const EntityDef &m_entity;
    const Candidates m_candidates;
    std::vector<FieldNumber> m_fields;
    std::map<FieldNumber, Side> m_chosen; ///< only what somebody chose
    Side m_staying;
    bool m_isTouched = false;
};

}
