// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/importmapping.h"
#include "shared/metadata/labels.h"

namespace tandem {

/// A mapping to begin with: columns whose header is a field's name or its label in one of the languages, whatever its
/// case, blanks and punctuation. Keys are the entity's first duplicate key that is mapped whole.
ImportMapping suggestMapping(
    const QStringList &header, const EntityDef &entity, const std::vector<const Labels *> &languages);

}
