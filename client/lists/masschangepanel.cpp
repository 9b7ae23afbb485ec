// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/masschangepanel.h"

#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace massChange = entities::massChange;

namespace {

QString kindOf(const Record &record)
{
    return record.value(massChange::field::kind).toText();
}

bool isMerge(const Record &record)
{
    return kindOf(record) == QLatin1String("merge");
}

}

MassChangePanel::MassChangePanel(const FieldContext &context, QWidget *parent)
    : RevertPanel(context,
        {massChange::number, massChange::field::entity, massChange::field::kept, massChange::field::report}, parent)
{
}

QString MassChangePanel::stateOf(const Record &run)
{
    const QString state = run.value(massChange::field::state).toText();
    return state.isEmpty() ? QStringLiteral("done") : state;
}

QString MassChangePanel::offer(const Record &run)
{
    if (!isOpen(stateOf(run)))
        return tr("Show the whole change…");
    if (isMerge(run))
        return tr("Undo this merge…");
    const int count = int(run.value(massChange::field::count).toInteger());
    return tr("Undo this whole change (%n record(s))…", nullptr, count);
}

MassChangePanel::Words MassChangePanel::words() const
{
    return {offer(record()), tr("Undo it"), tr("Leave it"), tr("It is being undone."), tr("What was left as it is")};
}

QString MassChangePanel::whatWasDone() const
{
    const int count = int(number(massChange::field::count));
    const QString kind = kindOf(record());
    if (kind == QLatin1String("merge"))
        return tr("Two records were merged.");
    if (kind == QLatin1String("delete"))
        return tr("%n record(s) deleted", nullptr, count);
    if (kind == QLatin1String("restore"))
        return tr("%n record(s) restored", nullptr, count);
    return tr("%n record(s) changed", nullptr, count);
}

QStringList MassChangePanel::summary() const
{
    const QString now = state();
    QStringList lines{whatWasDone()};
    if (isAsked())
        lines.append(tr("It is undone as soon as the server can be reached."));
    if (now == QLatin1String("reverting"))
        lines.append(tr("It is being undone."));
    if (now == QLatin1String("revertFailed"))
        lines.append(tr("It could not be undone to the end. Try again, or ask an administrator."));
    if (now == QLatin1String("reverted"))
        lines.append(tr("It was undone."));
    if (now.startsWith(QLatin1String("revert"))) {
        lines.append(tr("%n record(s) put back", nullptr, int(number(massChange::field::undone))));
        if (const qint64 kept = number(massChange::field::kept); kept > 0)
            lines.append(tr("%n left as they are", nullptr, int(kept)));
    }
    return lines;
}

QString MassChangePanel::promise() const
{
    const int count = int(number(massChange::field::count));
    const QString kind = kindOf(record());
    QStringList sentences;
    if (kind == QLatin1String("merge"))
        sentences.append(tr("Undo this merge? The merged record comes back, with all that belonged to it."));
    else if (kind == QLatin1String("delete"))
        sentences.append(tr("Undo this whole change? %n record(s) come back from the recycle bin.", nullptr, count));
    else if (kind == QLatin1String("restore"))
        sentences.append(tr("Undo this whole change? %n record(s) go to the recycle bin again.", nullptr, count));
    else
        sentences.append(tr("Undo this whole change? %n record(s) get their former values back.", nullptr, count));
    sentences.append(tr("What was changed again since stays as it is, and is listed."));
    return sentences.join(QLatin1Char('\n'));
}

}
