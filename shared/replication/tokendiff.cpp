// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/tokendiff.h"

#include <algorithm>

namespace tandem {

namespace {

constexpr int mostDifferences = 1000;
constexpr int fewWords = 3; ///< so many unchanged words in a row keep two edits apart

/// E. Myers, An O(ND) difference algorithm (1986), the greedy variant with its whole trace kept.
class Myers
{
public:
    /// Compares `before` and `after` without their first `skipped` and last `skippedAtEnd` tokens, which are equal.
    Myers(const TextTokens &before, const TextTokens &after, size_t skipped, size_t skippedAtEnd)
        : m_before(before)
        , m_after(after)
        , m_first(skipped)
        , m_rows(int(before.size() - skipped - skippedAtEnd))
        , m_columns(int(after.size() - skipped - skippedAtEnd))
    {
    }

    /// False when there is more to change than it is allowed to look for.
    bool run();
    std::vector<TokenEdit> edits() const;

private:
    using Reached = std::vector<int>; ///< of step d, for the diagonals -d, -d + 2 … d: the farthest row

    bool same(int row, int column) const
    {
        return m_before[m_first + size_t(row)] == m_after[m_first + size_t(column)];
    }
    int startOf(int step, int diagonal) const;
    bool goesDown(int step, int diagonal) const;
    int reached(int step, int diagonal) const { return m_trace[size_t(step)][size_t((diagonal + step) / 2)]; }

    const TextTokens &m_before;
    const TextTokens &m_after;
    size_t m_first;
    int m_rows;
    int m_columns;
    std::vector<Reached> m_trace;
};

/// Whether the best way onto the diagonal is a token of `after` that is new (the row stays the same).
bool Myers::goesDown(int step, int diagonal) const
{
    if (diagonal == -step)
        return true;
    return diagonal != step && reached(step - 1, diagonal - 1) < reached(step - 1, diagonal + 1);
}

int Myers::startOf(int step, int diagonal) const
{
    if (step == 0)
        return 0;
    return goesDown(step, diagonal) ? reached(step - 1, diagonal + 1) : reached(step - 1, diagonal - 1) + 1;
}

bool Myers::run()
{
    for (int step = 0; step <= mostDifferences; ++step) {
        Reached reached;
        reached.reserve(size_t(step) + 1);
        for (int diagonal = -step; diagonal <= step; diagonal += 2) {
            int row = startOf(step, diagonal);
            while (row < m_rows && row - diagonal < m_columns && same(row, row - diagonal))
                ++row;
            reached.push_back(row);
            if (row == m_rows && row - diagonal == m_columns) {
                m_trace.push_back(std::move(reached));
                return true;
            }
        }
        m_trace.push_back(std::move(reached));
    }
    return false;
}

std::vector<TokenEdit> Myers::edits() const
{
    std::vector<TokenEdit> edits;
    int diagonal = m_rows - m_columns;
    for (int step = int(m_trace.size()) - 1; step > 0; --step) {
        const bool down = goesDown(step, diagonal);
        const size_t row = m_first + size_t(startOf(step, diagonal));
        const size_t column = m_first + size_t(startOf(step, diagonal) - diagonal);
        // The single step led there; what follows on the diagonal is equal.
        TokenEdit edit{down ? row : row - 1, row, down ? column - 1 : column, column};
        if (!edits.empty() && edits.back().begin == edit.end && edits.back().newBegin == edit.newEnd) {
            edits.back().begin = edit.begin;
            edits.back().newBegin = edit.newBegin;
        } else {
            edits.push_back(edit);
        }
        diagonal += down ? 1 : -1;
    }
    std::reverse(edits.begin(), edits.end());
    return edits;
}

/// Whether what lies between two edits is too little to say that they are two.
bool isClose(const TextTokens &before, size_t begin, size_t end)
{
    int words = 0;
    for (size_t at = begin; at < end; ++at) {
        if (before[at].endsLine)
            return false;
        words += !before[at].isSpace();
        if (words >= fewWords)
            return false;
    }
    return true;
}

}

std::vector<TokenEdit> tokenEdits(const TextTokens &before, const TextTokens &after)
{
    const size_t most = std::min(before.size(), after.size());
    size_t first = 0;
    while (first < most && before[first] == after[first])
        ++first;
    size_t last = 0;
    while (last < most - first && before[before.size() - 1 - last] == after[after.size() - 1 - last])
        ++last;
    if (first + last == before.size() && first + last == after.size())
        return {};
    Myers myers(before, after, first, last);
    if (!myers.run())
        return {{first, before.size() - last, first, after.size() - last}};
    std::vector<TokenEdit> edits;
    for (const TokenEdit &edit : myers.edits()) {
        if (!edits.empty() && isClose(before, edits.back().end, edit.begin)) {
            edits.back().end = edit.end;
            edits.back().newEnd = edit.newEnd;
        } else {
            edits.push_back(edit);
        }
    }
    return edits;
}

}
