// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/conflictresolution.h"

#include "client/fields/recordscontext.h"
#include "client/forms/conflictdialog.h"
#include "client/records/records.h"

#include <QWidget>

namespace tandem::client {

void resolveConflictsOf(Records &records, const RecordKey &record, QWidget *parent)
{
    records.conflicts(parent, [&records, record, parent](Result<std::vector<ConflictItem>> all) {
        if (!all.ok())
            return;
        std::vector<ConflictItem> items;
        std::copy_if(all->begin(), all->end(), std::back_inserter(items),
            [&record](const ConflictItem &item) { return item.record == record; });
        if (items.empty())
            return;
        auto *dialog = new ConflictDialog(fieldContextOf(records), std::move(items), parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

}
