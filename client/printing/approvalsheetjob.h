// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/sheetjob.h"

namespace tandem::client {

/// An approval: what it is about, and who decided what, when and with which words.
class ApprovalSheetJob final : public SheetJob
{
    Q_OBJECT

public:
    /// Of a task or of the instance.
    ApprovalSheetJob(FieldContext context, const RecordKey &key, QObject *parent);

protected:
    void read() override;
    PrintedSheet sheet() const override;

private:
    void readInstance(const RecordId &id);
    void readSubject();
    void readSteps();
    PrintedSection facts() const;
    PrintedTable steps() const;

    RecordKey m_key;
    Record m_instance;
    Record m_subject; ///< null key: it is not here, or may not be seen
    std::vector<Record> m_steps;
};

}
