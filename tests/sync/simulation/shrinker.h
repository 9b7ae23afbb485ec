// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/story.h"

#include <QDeadlineTimer>
#include <QStringList>

#include <functional>

namespace tandem::sim {

/// Drops steps of a story that fails, as long as it still fails: what is left is what it takes. Of a long one whole
/// days first.
///
/// `play` gives what was broken; `time` bounds the search.
Story shrunk(Story story, const std::function<QStringList(const Story &)> &play, QDeadlineTimer time);

}
