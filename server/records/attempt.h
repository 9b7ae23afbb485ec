// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"
#include "shared/database/transaction.h"

namespace tandem::server {

/// A savepoint of the running transaction together with what the writer has noted since it: what is taken back is also
/// told to nobody. Without a word at the end the database goes back and the notes stay, which is for errors that end
/// the whole batch. Writer thread only.
class Attempt
{
public:
    static Result<Attempt> begin(WriterState &state)
    {
        const WriterState::Mark mark = state.mark();
        TANDEM_ASSIGN(Transaction savepoint, Transaction::begin(state.connection()));
        return Attempt(state, mark, std::move(savepoint));
    }

    Result<void> keep() { return m_savepoint.commit(); }
    void takeBack()
    {
        m_savepoint.rollback();
        m_state->backTo(m_mark);
    }

private:
    Attempt(WriterState &state, WriterState::Mark mark, Transaction savepoint)
        : m_state(&state)
        , m_mark(std::move(mark))
        , m_savepoint(std::move(savepoint))
    {
    }

    WriterState *m_state;
    WriterState::Mark m_mark;
    Transaction m_savepoint;
};

}
