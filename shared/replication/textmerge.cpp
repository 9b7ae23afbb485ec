// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/textmerge.h"

#include "shared/replication/richtext.h"
#include "shared/replication/tokendiff.h"

#include <algorithm>
#include <span>

namespace tandem {

namespace {

using Inserted = std::span<const TextToken>;

/// One text's way from the original: its tokens and where they differ.
struct Version
{
    Version(const TextTokens &original, const TextTokens &changed)
        : tokens(changed)
        , edits(tokenEdits(original, changed))
    {
    }
    Inserted inserted(const TokenEdit &edit) const
    {
        return {tokens.data() + edit.newBegin, tokens.data() + edit.newEnd};
    }

    const TextTokens &tokens;
    std::vector<TokenEdit> edits;
};

/// Whether the lines of `part` stand among those of `whole`, one after the other.
bool holdsLines(Inserted whole, Inserted part)
{
    for (auto at = whole.begin();; ++at) {
        at = std::search(at, whole.end(), part.begin(), part.end());
        if (at == whole.end())
            return false;
        const auto end = at + ptrdiff_t(part.size());
        const bool begins = part.front().endsLine || at == whole.begin() || (at - 1)->endsLine;
        if (begins && (part.back().endsLine || end == whole.end() || end->endsLine))
            return true;
    }
}

bool beginsLines(Inserted inserted)
{
    return inserted.front().endsLine;
}

bool endsLines(Inserted inserted)
{
    return inserted.back().endsLine;
}

/// Rebases one version's edits over the other's.
class TextMerge
{
public:
    TextMerge(const TextTokens &original, const TextTokens &current, const TextTokens &wanted)
        : m_original(original)
        , m_theirs(original, current)
        , m_mine(original, wanted)
    {
    }

    /// False if they get in each other's way.
    bool run();
    TextTokens takeResult() { return std::move(m_result); }

private:
    bool areApart(const TokenEdit &first, const TokenEdit &second) const;
    bool addTogether(const TokenEdit &theirs, const TokenEdit &mine);
    void add(const TokenEdit &edit, Inserted inserted);
    void keepUpTo(size_t end);

    const TextTokens &m_original;
    const Version m_theirs;
    const Version m_mine;
    TextTokens m_result;
    size_t m_done = 0; ///< of the original
};

/// `first` lies before `second`. Edits that meet are apart only where a line ends between them.
bool TextMerge::areApart(const TokenEdit &first, const TokenEdit &second) const
{
    if (first.end != second.begin)
        return first.end < second.begin;
    return first.begin < first.end && second.begin < second.end && m_original[first.end - 1].endsLine
        && first.newBegin == first.newEnd;
}

void TextMerge::keepUpTo(size_t end)
{
    m_result.insert(m_result.end(), m_original.begin() + ptrdiff_t(m_done), m_original.begin() + ptrdiff_t(end));
    m_done = end;
}

void TextMerge::add(const TokenEdit &edit, Inserted inserted)
{
    keepUpTo(edit.begin);
    m_result.insert(m_result.end(), inserted.begin(), inserted.end());
    m_done = edit.end;
}

/// At one place: done alike, or whole lines by both.
bool TextMerge::addTogether(const TokenEdit &theirs, const TokenEdit &mine)
{
    const Inserted there = m_theirs.inserted(theirs);
    const Inserted here = m_mine.inserted(mine);
    if (theirs.begin == mine.begin && theirs.end == mine.end && std::ranges::equal(there, here)) {
        add(theirs, there);
        return true;
    }
    if (m_original.empty() || theirs.begin != mine.begin || !theirs.isInsertion() || !mine.isInsertion())
        return false;
    const bool lines = (endsLines(there) && endsLines(here)) || (beginsLines(there) && beginsLines(here));
    if (!lines)
        return false;
    const bool allMine = holdsLines(here, there);
    add(theirs, allMine ? here : there);
    if (!allMine && !holdsLines(there, here))
        add(mine, here);
    return true;
}

bool TextMerge::run()
{
    auto theirs = m_theirs.edits.begin();
    auto mine = m_mine.edits.begin();
    while (theirs != m_theirs.edits.end() || mine != m_mine.edits.end()) {
        const bool onlyTheirs = mine == m_mine.edits.end();
        const bool onlyMine = theirs == m_theirs.edits.end();
        if (onlyTheirs || (!onlyMine && areApart(*theirs, *mine))) {
            add(*theirs, m_theirs.inserted(*theirs));
            ++theirs;
        } else if (onlyMine || areApart(*mine, *theirs)) {
            add(*mine, m_mine.inserted(*mine));
            ++mine;
        } else if (!addTogether(*theirs++, *mine++)) {
            return false;
        }
    }
    keepUpTo(m_original.size());
    return true;
}

std::optional<TextTokens> tokensOf(TextForm form, const QString &text)
{
    if (form == TextForm::Rich)
        return richTextTokens(text);
    TextTokens tokens;
    appendTokens(tokens, text);
    return tokens;
}

}

std::optional<QString> mergeTexts(TextForm form, const QString &current, const QString &from, const QString &to)
{
    if (std::max({current.size(), from.size(), to.size()}) > longestMergedText)
        return std::nullopt;
    const auto original = tokensOf(form, from);
    const auto theirs = tokensOf(form, current);
    const auto mine = tokensOf(form, to);
    if (!original || !theirs || !mine)
        return std::nullopt;
    TextMerge merge(*original, *theirs, *mine);
    if (!merge.run())
        return std::nullopt;
    const TextTokens result = merge.takeResult();
    return form == TextForm::Rich ? richTextHtml(result) : joined(result);
}

}
