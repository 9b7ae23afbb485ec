// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace tandem::fuzz {

/// What a target is: a stranger's bytes go into one parser of ours. It keeps nothing from one call to the next, so that
/// an input alone repeats what it found. Each target defines it once; libfuzzer.cpp or replay.cpp calls it.
void fuzzOne(QByteArrayView input);

/// Ends the process, with `property` on the standard error stream, unless it holds.
void require(bool holds, const char *property);

}
