// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

namespace tandem::bench {

/// What a benchmark cannot go on without: ends the program with the error's words.
inline void must(const Result<void> &result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(result.error().toLog()));
}

template <typename T>
T taken(Result<T> result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(result.error().toLog()));
    return std::move(*result);
}

}
