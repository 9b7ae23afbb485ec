// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"

namespace tandem::client {

/// What a list is filtered by when somebody types these words into the box above it: a text by which records are found
/// contains them as they stand. Empty: no words, or no such text.
QString wordsFilter(const EntityDef &entity, const QString &words);

}
