// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QWidget>

#include <functional>

class QDialog;
class QLabel;
class QTableWidget;

namespace tandem::client {

class RevertPanel;

/// What was done to many records at once in the past (imports, mass changes), as far as the user may see it, newest
/// first, and how the chosen one stands. There it is taken back.
class UndertakingsView final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostShown = 200; ///< the newest ones

    struct Look
    {
        EntityNumber entity = 0;
        std::vector<FieldNumber> columns; ///< as they stand in the table
        FieldNumber about = 0; ///< of these, the one that holds the name of an entity
        FieldNumber wide = 0; ///< the one that takes what room is left
        QString title;
        QString nothing; ///< said instead of an empty table
        std::function<Value(const Record &run, FieldNumber column)> cell;
    };

    /// Takes the panel as its child. Loads by itself.
    UndertakingsView(const FieldContext &context, const Look &look, RevertPanel *panel, QWidget *parent);

    /// Lays itself out in a dialog of its own, with the button that closes it.
    void fill(QDialog &dialog);
    /// This one is shown, also if it is older than those in the table.
    void chooseRun(const RecordId &run);

private:
    void build();
    void load();
    QStringList cellsOf(const Record &run) const;
    void showRuns();
    void fillTable();
    RecordId chosenRun() const;
    void choose();

    FieldContext m_context;
    const Look m_look;
    std::vector<Record> m_runs;
    RecordId m_shown; ///< in the panel
    QLabel *m_empty;
    QTableWidget *m_table;
    RevertPanel *m_panel;
};

}
