// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/laptop.h"
#include "tests/sync/simulation/ledger.h"
#include "tests/sync/simulation/story.h"

#include <map>

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
    void undo(Act &act);
    void importRows(Act &act);
    void revertImport(Act &act);
    void attachFile(Act &act);
    void openFile(Act &act);
    void removeFile(Act &act);
    void fillCompanyField(Act &act);
    void useCompanyEntity(Act &act);
    void joinRecords(Act &act);
    void takeJoinApart(Act &act);
    void changeMany(Act &act);
    void takeChangeBack(Act &act);
    void withdrawApproval(Act &act);
    void handOnApproval(Act &act);
    void changeLink(Act &act);
    void takePairApart(Act &act);
    void restoreAny(Act &act);
    void remember(const Act &act);
    std::pair<QString, QString> someGrantee(QRandomGenerator &random) const;

    Ledger &m_ledger;
    const CompanyMold &m_mold;
    std::map<int, std::vector<Mutation>> m_last; ///< what each laptop did last, as its window keeps it for undo
};

}
