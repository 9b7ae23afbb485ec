// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QDialog>

class QLabel;
class QTableWidget;

namespace tandem::client {

class ImportRunPanel;

/// The imports of the past that the user may see, newest first, and how the chosen one stands. There it is reverted.
class ImportsDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int mostImports = 200; ///< the newest ones

    explicit ImportsDialog(FieldContext context, QWidget *parent = nullptr);

private:
    void load();
    void showRuns();
    QStringList cellsOf(const Record &run) const;
    RecordId chosenRun() const;
    void choose();

    FieldContext m_context;
    std::vector<Record> m_runs;
    RecordId m_shown; ///< in the panel
    QLabel *m_empty;
    QTableWidget *m_table;
    ImportRunPanel *m_panel;
};

}
