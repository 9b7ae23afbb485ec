// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/approvals/flowengine.h"

namespace tandem {

/// Who sits at a node, and what had to be done to find somebody.
struct Seats
{
    std::vector<RecordId> users;
    bool skipped = false;
    bool refused = false;
    QString reason; ///< why it was skipped, or why others stand in
};

/// Turns a node's rule into people, in the order of the design: who is named, else who stands in, and never the
/// initiator himself unless the node says so.
class SeatFinder
{
public:
    SeatFinder(const FlowState &state, const ApprovalDirectory &directory)
        : m_state(state)
        , m_directory(directory)
    {
    }

    Result<Seats> seats(const FlowNode &node) const;
    /// Without anybody standing in: for copies.
    Result<std::vector<RecordId>> people(const FlowNode &node) const;

private:
    void replaceInitiator(const FlowNode &node, Seats &seats) const;
    RecordId superiorOfInitiator() const;

    const FlowState &m_state;
    const ApprovalDirectory &m_directory;
};

}
