// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/sheetjob.h"

namespace tandem::client {

/// A record as its page shows it: the form, and the lists of what hangs on it, sums below their columns.
class RecordSheetJob final : public SheetJob
{
    Q_OBJECT

public:
    RecordSheetJob(FieldContext context, const RecordKey &key, QObject *parent);

protected:
    void read() override;
    PrintedSheet sheet() const override;

private:
    struct Related
    {
        RelatedDef definition;
        EntityNumber entity = 0; ///< whose records are listed
        std::vector<Record> rows;
        size_t all = 0;
    };

    void readRelated(size_t next);
    PrintedTable table(const Related &related) const;
    QStringList totals(const Related &related, const QStringList &columns) const;

    RecordKey m_key;
    Record m_record;
    std::vector<Related> m_related;
};

}
