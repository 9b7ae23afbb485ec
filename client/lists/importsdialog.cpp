// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importsdialog.h"

#include "client/lists/importrunpanel.h"
#include "client/lists/undertakingsview.h"
#include "client/widgets/helpcontext.h"
#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace importRun = entities::importRun;

namespace {

Value cell(const Record &run, FieldNumber column)
{
    if (column == importRun::field::state)
        return Value(ImportRunPanel::stateOf(run));
    const Value value = run.value(column);
    const bool isUnseen = column == importRun::field::createdAt && value.isNull(); // by the server
    return isUnseen ? run.value(importRun::field::finishedAt) : value;
}

}

ImportsDialog::ImportsDialog(const FieldContext &context, QWidget *parent)
    : QDialog(parent)
{
    setHelpContext(*this, QStringLiteral("dialog/imports"));
    setWindowTitle(tr("Past imports"));
    const UndertakingsView::Look look{importRun::number,
        {importRun::field::createdAt, importRun::field::owner, importRun::field::entity, importRun::field::fileName,
            importRun::field::created, importRun::field::updated, importRun::field::failed, importRun::field::state},
        importRun::field::entity, importRun::field::fileName, windowTitle(), tr("Nothing was imported yet."), cell};
    auto *panel = new ImportRunPanel(context);
    auto *view = new UndertakingsView(context, look, panel, this);
    view->fill(*this);
}

}
