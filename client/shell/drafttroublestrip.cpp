// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/drafttroublestrip.h"

#include "client/records/records.h"
#include "shared/base/errortext.h"

#include <QEvent>

namespace tandem::client {

DraftTroubleStrip::DraftTroubleStrip(Records &records, QWidget *parent)
    : MessageStrip(parent)
    , m_records(records)
{
    connect(&records, &Records::draftTroubleChanged, this, &DraftTroubleStrip::showTrouble);
    showTrouble();
}

void DraftTroubleStrip::showTrouble()
{
    const std::optional<Error> trouble = m_records.draftTrouble();
    if (trouble)
        showError(tr("What you type is not kept on this disk. %1").arg(errorText(*trouble)), trouble->toLog());
    else
        clear();
}

void DraftTroubleStrip::changeEvent(QEvent *event)
{
    MessageStrip::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && !isHidden())
        showTrouble();
}

}
