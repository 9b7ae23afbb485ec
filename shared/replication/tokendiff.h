// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/replication/texttoken.h"

namespace tandem {

/// One place where two rows of tokens differ: [begin, end) of the first became [newBegin, newEnd) of the second.
struct TokenEdit
{
    size_t begin = 0;
    size_t end = 0;
    size_t newBegin = 0;
    size_t newEnd = 0;

    bool isInsertion() const { return begin == end && newBegin < newEnd; }
    bool operator==(const TokenEdit &) const = default;
};

/// The edits that lead from one row to the other, in order, never touching each other. What is close together within
/// one line is one edit: a sentence that was written anew has no unchanged words in it.
///
/// Bounded: when more than a few hundred tokens differ (mostDifferences), what lies between the common beginning and
/// the common end is one edit. Cost: O(tokens + mostDifferences²).
std::vector<TokenEdit> tokenEdits(const TextTokens &before, const TextTokens &after);

}
