// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/value.h"

#include <QCborMap>

#include <optional>
#include <vector>

namespace tandem {

/// Names a mutation for all time: the device that made it, and its place in that device's order (from 1).
struct MutationId
{
    RecordId device;
    qint64 number = 0;

    bool operator==(const MutationId &) const = default;
};

/// The numbers cross the wire: append only.
enum class MutationKind { Create = 1, Update = 2, Delete = 3, Restore = 4, Action = 5 };

struct FieldChange
{
    FieldNumber field = 0;
    Value from; ///< what its author saw
    Value to;

    bool operator==(const FieldChange &) const = default;
};

/// One change by one person: field values from → to, or a named action that the server decides on.
struct Mutation
{
    MutationId id;
    Timestamp at = 0; ///< the author's clock; shown, never used to decide who wins
    EntityNumber entity = 0;
    RecordId record;
    MutationKind kind = MutationKind::Update;
    /// Each field once; of Create every field that is not null; of Delete what its author saw (`from`; `to` is null),
    /// so that a delete does not take an edit with it that its author never saw.
    std::vector<FieldChange> changes;
    QString action; ///< of MutationKind::Action
    QCborMap arguments;
    /// Of what stays on the server: the record's number that its author saw; has it another one now, it is refused.
    std::optional<qint64> expectedSeq;

    bool operator==(const Mutation &) const = default;
};

/// What became of a mutation. The numbers cross the wire: append only.
enum class Outcome {
    Applied = 1,
    Merged = 2, ///< applied beside changes of others, nobody's value was touched
    Conflicted = 3, ///< applied, and at least one field had two new values; the displaced one is kept
    Rejected = 4, ///< no effect at all; the error says why
};

struct Acknowledgement
{
    MutationId id;
    Outcome outcome = Outcome::Applied;
    qint64 seq = 0; ///< of the last change that it caused; 0 if none
    std::optional<Error> error; ///< of Outcome::Rejected; of another one: what of it had no effect (removedfields.h)

    bool operator==(const Acknowledgement &) const = default;
};

}
