// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "client/widgets/messagestrip.h"

namespace tandem::client {

class Records;

/// Says of a record, where its files are attached, which of them the server did not take, and why.
class UnsentFilesStrip final : public MessageStrip
{
    Q_OBJECT

public:
    explicit UnsentFilesStrip(Records &records, QWidget *parent = nullptr);

    void setRecord(const RecordKey &key);

protected:
    void changeEvent(QEvent *event) override;

private:
    void look();
    void showFiles(const std::vector<ProblemItem> &problems);
    bool belongsHere(const Mutation &mutation) const;

    Records &m_records;
    RecordKey m_key;
    bool m_isLooking = false;
    bool m_looksAgain = false; ///< something changed while the answer was on its way
};

}
