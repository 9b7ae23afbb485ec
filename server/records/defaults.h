// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"
#include "shared/expressions/surroundings.h"

namespace tandem::server {

/// What the server puts into a row by itself.
class Defaults
{
public:
    Defaults(WriterState &state, const Actor &actor, const Surroundings &surroundings)
        : m_state(state)
        , m_actor(actor)
        , m_surroundings(surroundings)
    {
    }

    /// Owner, department, defaults, number series and stamps of a new record. A field that `named` holds, also as null,
    /// gets no default: its author has left it empty on purpose.
    Result<void> fillNew(RecordChange &change, const std::vector<FieldChange> &named);
    /// Stamps of a changed record; a new owner brings his department along.
    Result<void> fillChanged(RecordChange &change);

private:
    Result<void> followOwner(RecordChange &change);
    void stamp(RecordChange &change);
    Result<void> fillNumbers(RecordChange &change);

    WriterState &m_state;
    const Actor &m_actor;
    const Surroundings &m_surroundings;
};

}
