// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/seatfinder.h"

#include <algorithm>

namespace tandem {

namespace {

void addOnce(std::vector<RecordId> &users, const RecordId &user)
{
    if (!user.isNull() && std::find(users.begin(), users.end(), user) == users.end())
        users.push_back(user);
}

}

Result<std::vector<RecordId>> SeatFinder::people(const FlowNode &node) const
{
    std::vector<RecordId> users;
    if (node.who.kind == ApproverRule::Kind::InitiatorChosen) {
        for (const RecordId &user : m_state.chosen.value(node.id))
            addOnce(users, user);
        if (users.empty() && node.type == FlowNode::Type::Approver)
            return Error::invalid(
                QStringLiteral("chosen"), QStringLiteral("required"), {{QStringLiteral("node"), node.id}});
        return users;
    }
    TANDEM_ASSIGN(const std::vector<RecordId> found, m_directory.approvers(node.who, m_state.initiator));
    for (const RecordId &user : found)
        addOnce(users, user);
    return users;
}

Result<Seats> SeatFinder::seats(const FlowNode &node) const
{
    Seats seats;
    TANDEM_ASSIGN(seats.users, people(node));
    if (seats.users.empty()) {
        seats.reason = QStringLiteral("nobody");
        seats.skipped = node.emptyRule == FlowNode::EmptyRule::Skip;
        seats.refused = node.emptyRule == FlowNode::EmptyRule::Reject;
        if (seats.skipped || seats.refused)
            return seats;
        seats.users = node.emptyRule == FlowNode::EmptyRule::Users ? node.emptyUsers : m_directory.administrators();
    }
    replaceInitiator(node, seats);
    if (seats.users.empty() && !seats.skipped)
        return Error{ErrorCode::Conflict, QStringLiteral("noApprover"), node.id, {}, {}};
    return seats;
}

void SeatFinder::replaceInitiator(const FlowNode &node, Seats &seats) const
{
    const auto own = std::find(seats.users.begin(), seats.users.end(), m_state.initiator);
    if (own == seats.users.end() || node.selfRule == FlowNode::SelfRule::Self)
        return;
    const auto place = own - seats.users.begin();
    seats.users.erase(own);
    if (node.selfRule == FlowNode::SelfRule::Skip) {
        seats.skipped = seats.users.empty();
        seats.reason = seats.skipped ? QStringLiteral("self") : seats.reason;
        return;
    }
    seats.reason = QStringLiteral("self");
    const RecordId superior = superiorOfInitiator();
    const bool isNew = std::find(seats.users.begin(), seats.users.end(), superior) == seats.users.end();
    if (!superior.isNull() && isNew)
        seats.users.insert(seats.users.begin() + place, superior);
    if (!seats.users.empty())
        return;
    for (const RecordId &administrator : m_directory.administrators()) {
        if (administrator != m_state.initiator)
            addOnce(seats.users, administrator);
    }
}

RecordId SeatFinder::superiorOfInitiator() const
{
    const RecordId superior = m_directory.managerOf(m_state.initiator);
    return superior == m_state.initiator ? RecordId() : superior;
}

}
