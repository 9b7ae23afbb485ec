// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/database/audiencekey.h"
#include "shared/expressions/expression.h"
#include "shared/expressions/surroundings.h"
#include "shared/metadata/layoutdef.h"

#include <functional>
#include <optional>

namespace tandem {

/// Where the last page ended: the values of the sort fields in its last row, and that row's id.
struct PagePosition
{
    std::vector<Value> values; ///< one per sort key
    RecordId id;

    bool operator==(const PagePosition &) const = default;
};

/// Which records of an entity, in which order, and which of their fields.
struct RecordQuery
{
    enum class Deleted { Without, With, Only };

    QString entity;
    Expression filter; ///< null: all
    /// Choices by the order of their options, links by the names of their targets (see SortColumn). Ties, and
    /// everything if empty, by id in the direction of the last key.
    std::vector<SortKey> sort;
    std::optional<PagePosition> after;
    RecordId upTo; ///< no records with a higher id; null: all
    std::optional<std::vector<RecordId>> only; ///< these records alone; none: all
    int limit = 0; ///< 0: no limit
    std::vector<FieldNumber> fields; ///< empty: every stored field
    /// More than 0: only records whose `keyField` (a link, or "id") is one of so many ids. They are the statement's
    /// first parameters, null until who runs it binds them, so that one statement serves many pages.
    int keys = 0;
    QString keyField;
    Deleted deleted = Deleted::Without;
    std::optional<KeySet>
        visibility; ///< through the audience table; none: no check (a replica holds only what may be seen)
    /// The part of it that laptops keep, or the rest: records whose audience meets `own`, and those modified at `since`
    /// or later. With neither of the two nothing is kept.
    struct KeptPart
    {
        KeySet own;
        std::optional<Timestamp> since;
        bool beyond = false; ///< what is not kept

        bool operator==(const KeptPart &) const = default;
    };
    std::optional<KeptPart> kept; ///< none: all
    /// The same for the records that the filter links to and counts, and that the order takes names from: those beyond
    /// are as if they were not there.
    std::function<KeySet(EntityNumber)> reach;
    Surroundings surroundings; ///< what me(), now() and today() mean in the filter
};

}
