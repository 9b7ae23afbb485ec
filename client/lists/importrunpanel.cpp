// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importrunpanel.h"

#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace importRun = entities::importRun;

ImportRunPanel::ImportRunPanel(const FieldContext &context, QWidget *parent)
    : RevertPanel(context,
        {importRun::number, importRun::field::entity, importRun::field::kept, importRun::field::report}, parent)
{
}

ImportRunPanel::Words ImportRunPanel::words() const
{
    return {tr("&Revert import…"), tr("Revert import"), tr("Keep it"), tr("It is being reverted."),
        tr("What the revert left as it is")};
}

QString ImportRunPanel::stateOf(const Record &run)
{
    const QString state = run.value(importRun::field::state).toText();
    // The server says it; what it has not seen yet says it by its end.
    if (!state.isEmpty() && state != QLatin1String("running"))
        return state;
    return run.value(importRun::field::finishedAt).isNull() ? QStringLiteral("running") : QStringLiteral("done");
}

QStringList ImportRunPanel::summary() const
{
    const QString now = state();
    QStringList lines;
    if (m_showsCounts) {
        lines = QStringList{tr("%n record(s) added", nullptr, int(number(importRun::field::created))),
            tr("%n record(s) updated", nullptr, int(number(importRun::field::updated))),
            tr("%n row(s) refused", nullptr, int(number(importRun::field::failed)))};
    }
    if (isAsked())
        lines.append(tr("It is reverted as soon as the server can be reached."));
    else if (now == QLatin1String("running"))
        lines.append(tr("It still runs, or was interrupted."));
    if (now == QLatin1String("reverting"))
        lines.append(tr("It is being reverted."));
    if (now == QLatin1String("revertFailed"))
        lines.append(tr("It could not be reverted to the end. Try again, or ask an administrator."));
    if (now == QLatin1String("reverted"))
        lines.append(tr("It was reverted."));
    if (now.startsWith(QLatin1String("revert"))) {
        lines += QStringList{tr("%n record(s) deleted again", nullptr, int(number(importRun::field::removed))),
            tr("%n field(s) set back", nullptr, int(number(importRun::field::restored))),
            tr("%n left as they are", nullptr, int(number(importRun::field::kept)))};
    }
    return lines;
}

QString ImportRunPanel::promise() const
{
    const int added = int(number(importRun::field::created));
    const int updated = int(number(importRun::field::updated));
    QStringList sentences{tr("Revert this import?")};
    if (added > 0)
        sentences.append(tr("%n added record(s) go to the recycle bin.", nullptr, added));
    if (updated > 0)
        sentences.append(tr("%n updated record(s) get their former values back.", nullptr, updated));
    sentences.append(tr("What was edited since stays as it is."));
    return sentences.join(QLatin1Char('\n'));
}

}
