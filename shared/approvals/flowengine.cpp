// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowengine.h"

#include "shared/approvals/flowstep.h"
#include "shared/approvals/seatfinder.h"
#include "shared/metadata/nametable.h"

namespace tandem {

namespace {

constexpr NameTable<FlowEntry::Kind, 13> entryNames{{{
    {FlowEntry::Kind::Submitted, QLatin1String("submitted")},
    {FlowEntry::Kind::Agreed, QLatin1String("agreed")},
    {FlowEntry::Kind::Refused, QLatin1String("refused")},
    {FlowEntry::Kind::Returned, QLatin1String("returned")},
    {FlowEntry::Kind::Withdrawn, QLatin1String("withdrawn")},
    {FlowEntry::Kind::Skipped, QLatin1String("skipped")},
    {FlowEntry::Kind::Escalated, QLatin1String("escalated")},
    {FlowEntry::Kind::Copied, QLatin1String("copied")},
    {FlowEntry::Kind::Approved, QLatin1String("approved")},
    {FlowEntry::Kind::Rejected, QLatin1String("rejected")},
    {FlowEntry::Kind::Transferred, QLatin1String("transferred")},
    {FlowEntry::Kind::Added, QLatin1String("added")},
    {FlowEntry::Kind::Reminded, QLatin1String("reminded")},
}}};

/// Nothing if the node will be passed by.
std::optional<ForeseenStep> foreseen(const FlowNode &node, const FlowState &state, const ApprovalDirectory &directory)
{
    const SeatFinder finder(state, directory);
    ForeseenStep step{node.id, node.type == FlowNode::Type::Cc, {}};
    if (step.isCopy) {
        step.users = finder.people(node).valueOr({});
        return step;
    }
    // Whom nobody can name now may be found until then: the step is there all the same.
    const Result<Seats> seats = finder.seats(node);
    if (!seats.ok())
        return step;
    if (seats->skipped)
        return std::nullopt;
    step.users = seats->users;
    return step;
}

}

QString flowEntryName(FlowEntry::Kind kind)
{
    return entryNames.name(kind);
}

Result<FlowEffects> advance(
    const FlowDefinition &flow, const FlowState &state, const FlowEvent &event, const ApprovalDirectory &directory)
{
    return FlowStep(flow, state, event, directory).run();
}

std::vector<ForeseenStep> foresee(
    const FlowDefinition &flow, const FlowState &state, const ApprovalDirectory &directory)
{
    std::vector<ForeseenStep> steps;
    const NodeRun *open = state.openRun();
    const FlowNode *node = open ? flow.node(flow.node(open->node)->next) : nullptr;
    while (node && node->type != FlowNode::Type::End) {
        if (node->type == FlowNode::Type::Condition) {
            const Result<QString> next = branchOf(*node, directory);
            node = next.ok() ? flow.node(*next) : nullptr;
            continue;
        }
        if (auto step = foreseen(*node, state, directory))
            steps.push_back(*std::move(step));
        node = flow.node(node->next);
    }
    return steps;
}

}
