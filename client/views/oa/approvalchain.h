// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/views/oa/chainrow.h"

class QVBoxLayout;

namespace tandem::client {

class Records;

}

namespace tandem::client::oa {

/// The way of an approval: what was done, by whom and when; who has to act now; and who is foreseen after that.
class ApprovalChain final : public QWidget
{
    Q_OBJECT

public:
    /// `records` outlives it.
    explicit ApprovalChain(Records &records, QWidget *parent = nullptr);

    /// `instance` with a null key: it is not on this computer, and only the tasks are shown.
    void setCase(const Record &instance, const std::vector<Record> &tasks);
    void clear();
    bool isEmpty() const;

private:
    ChainStep start(const Record &instance) const;
    ChainStep stepOf(const Record &task) const;
    std::vector<ChainStep> stepsAhead(const Record &instance) const;
    QString stateLine(const Record &task) const;
    QString originLine(const Record &task) const;
    QString text(EntityNumber entity, const Record &record, FieldNumber field) const;
    QString userName(const RecordId &user) const;

    Records &m_records;
    QVBoxLayout *m_rows;
};

}
