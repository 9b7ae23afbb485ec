// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/search/wordindexview.h"
#include "server/store/audiencestore.h"
#include "shared/database/recordquery.h"

namespace tandem::server {

/// Of so many records at most a query is told which ones to look at.
inline constexpr int mostLedTo = 5000;

/// Narrows a query to the few records among many that it may find, where it would else go through all of them in its
/// order: to those that its user sees by his keys, if he sees few; else to those that the index of words knows for the
/// texts that the filter asks for. So neither the answer nor, to who sees few, its time says anything of the others.
/// What cannot be narrowed stays as it is. `visible` is what the user sees of the entity.
Result<void> leadToFew(RecordQuery &query, const EntityDef &entity, const KeySet &visible, AudienceStore &audiences,
    const WordIndexView::Source &index);

}
