// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/unsentfilesstrip.h"

#include "client/records/anylink.h"
#include "client/records/records.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"

#include <QEvent>

#include <algorithm>
#include <utility>

namespace tandem::client {

UnsentFilesStrip::UnsentFilesStrip(Records &records, QWidget *parent)
    : MessageStrip(parent)
    , m_records(records)
{
    setCloseable(false);
    connect(&records, &Records::outboxChanged, this, &UnsentFilesStrip::look);
}

void UnsentFilesStrip::setRecord(const RecordKey &key)
{
    m_key = key;
    clear();
    look();
}

/// The outbox changes with everything that anybody types here; mostly nothing was refused.
void UnsentFilesStrip::look()
{
    // Before all else: what is on its way may name a problem that is gone by now.
    if (m_isLooking) {
        m_looksAgain = true;
        return;
    }
    if (m_key.isNull() || m_records.syncState().problems == 0)
        return clear();
    m_isLooking = true;
    m_records.problems(this, [this](const Result<std::vector<ProblemItem>> &problems) {
        m_isLooking = false;
        if (problems.ok())
            showFiles(*problems);
        if (std::exchange(m_looksAgain, false))
            look();
    });
}

bool UnsentFilesStrip::belongsHere(const Mutation &mutation) const
{
    const EntityDef *entity = m_records.entity(m_key.entity);
    if (!entity || mutation.entity != entities::file::number || mutation.kind != MutationKind::Create)
        return false;
    const Value link = anyLink(*entity, m_key.id);
    return std::any_of(mutation.changes.begin(), mutation.changes.end(),
        [&](const FieldChange &change) { return change.field == entities::file::field::record && change.to == link; });
}

void UnsentFilesStrip::showFiles(const std::vector<ProblemItem> &problems)
{
    QStringList lines;
    for (const ProblemItem &item : problems) {
        if (belongsHere(item.problem.mutation))
            //: %1 is the name of a file, %2 a sentence that says why
            lines.append(tr("“%1” is not sent. %2").arg(item.title, errorText(item.problem.error)));
    }
    if (lines.isEmpty())
        clear();
    else
        showMessage(Tone::Warning, lines.join(QLatin1Char('\n')));
}

void UnsentFilesStrip::changeEvent(QEvent *event)
{
    MessageStrip::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && !isHidden())
        look();
}

}
