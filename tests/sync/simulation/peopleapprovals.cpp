// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of an approval beside yes and no.

#include "shared/entities/entitynames.h"
#include "tests/sync/simulation/act.h"

namespace tandem::sim {

void People::withdrawApproval(Act &act)
{
    namespace leave = entities::leaveRequest;
    static const QStringList states{QStringLiteral("pending"), QStringLiteral("returned")};
    const QString &state = states.at(act.random.bounded(2));
    if (act.oneOf(leave::number, act.holding(leave::number, leave::field::approvalState, state)))
        act.submitAction(QStringLiteral("withdraw"), {{QStringLiteral("comment"), act.word()}});
}

/// Back to who has asked, to somebody else, or to somebody more. Often it is not the turn of whoever wants that.
void People::handOnApproval(Act &act)
{
    namespace task = entities::approvalTask;
    if (!act.oneOf(task::number, act.holding(task::number, task::field::state, QStringLiteral("open"))))
        return;
    QCborMap arguments{{QStringLiteral("comment"), act.word()}};
    const int way = act.random.bounded(3);
    if (way == 0)
        return act.submitAction(QStringLiteral("return"), arguments);
    const auto &people = m_mold.people();
    arguments.insert(QStringLiteral("to"), toText(people[size_t(act.random.bounded(int(people.size())))].user));
    if (way == 1)
        return act.submitAction(QStringLiteral("transfer"), arguments);
    static const QStringList positions{QStringLiteral("before"), QStringLiteral("after")};
    arguments.insert(QStringLiteral("position"), positions.at(act.random.bounded(2)));
    act.submitAction(QStringLiteral("addApprover"), arguments);
}

}
