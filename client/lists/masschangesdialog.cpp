// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/masschangesdialog.h"

#include "client/lists/masschangepanel.h"
#include "client/lists/undertakingsview.h"
#include "client/widgets/helpcontext.h"
#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace massChange = entities::massChange;

namespace {

Value cell(const Record &run, FieldNumber column)
{
    return column == massChange::field::state ? Value(MassChangePanel::stateOf(run)) : run.value(column);
}

}

MassChangesDialog::MassChangesDialog(const FieldContext &context, const RecordId &chosen, QWidget *parent)
    : QDialog(parent)
{
    setHelpContext(*this, QStringLiteral("dialog/masschanges"));
    setWindowTitle(tr("Past mass changes"));
    const UndertakingsView::Look look{massChange::number,
        {massChange::field::createdAt, massChange::field::owner, massChange::field::entity, massChange::field::kind,
            massChange::field::count, massChange::field::state},
        massChange::field::entity, massChange::field::entity, windowTitle(),
        tr("Nothing was done to several records at once yet."), cell};
    auto *panel = new MassChangePanel(context);
    auto *view = new UndertakingsView(context, look, panel, this);
    view->fill(*this);
    if (chosen.isNull())
        return;
    view->chooseRun(chosen);
    panel->askAtOnce();
}

}
