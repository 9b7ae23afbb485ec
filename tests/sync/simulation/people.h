// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/laptop.h"
#include "tests/sync/simulation/ledger.h"
#include "tests/sync/simulation/story.h"

namespace tandem::sim {

/// What people do at their laptops, on the records that they see there.
class People
{
public:
    People(Ledger &ledger, const CompanyMold &mold)
        : m_ledger(ledger)
        , m_mold(mold)
    {
    }

    void act(Laptop &laptop, const Step &step);

private:
    struct Act;
    void create(Act &act);
    void editFields(Act &act);
    void editText(Act &act);
    void addTag(Act &act);
    void count(Act &act);
    void linkRecords(Act &act);
    void moveStage(Act &act);
    void remove(Act &act);
    void restore(Act &act);
    void giveAway(Act &act);
    void share(Act &act);
    void askApproval(Act &act);
    void decide(Act &act);
    void settleConflict(Act &act);

    Ledger &m_ledger;
    const CompanyMold &m_mold;
};

}
