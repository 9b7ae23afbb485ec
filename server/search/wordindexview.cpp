// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/wordindexview.h"

#include <algorithm>
#include <utility>

namespace tandem::server {

WordIndexView::WordIndexView(
    std::unique_ptr<WordIndexFile> file, std::vector<ChangeLog::Mark> changes, WordIndexer::Fingerprints searched)
    : m_file(std::move(file))
    , m_changes(std::move(changes))
    , m_searched(std::move(searched))
{
}

/// The position is read before what it stands for: whatever goes into the index meanwhile is among the changes, too.
Result<std::unique_ptr<WordIndexView>> WordIndexView::open(const Source &source, int mostBehind)
{
    std::unique_ptr<WordIndexFile> file = source.words ? source.words->openReader() : nullptr;
    if (!file)
        return std::unique_ptr<WordIndexView>();
    TANDEM_ASSIGN(const std::optional<WordIndexFile::State> state, file->state());
    TANDEM_ASSIGN(const qint64 horizon, source.changes.horizon());
    if (!state || state->generation != source.generation || state->position < horizon)
        return std::unique_ptr<WordIndexView>();
    TANDEM_ASSIGN(std::vector<ChangeLog::Mark> changes, source.changes.marksAfter(state->position, mostBehind + 1));
    if (changes.size() > size_t(mostBehind))
        return std::unique_ptr<WordIndexView>();
    return std::unique_ptr<WordIndexView>(
        new WordIndexView(std::move(file), std::move(changes), source.words->fingerprints(source.registry)));
}

Result<std::optional<WordIndexFile::Part>> WordIndexView::part(EntityNumber entity)
{
    TANDEM_ASSIGN(const std::optional<WordIndexFile::Part> part, m_file->part(entity));
    const bool isOfUse =
        part && part->fingerprint == m_searched.value(entity) && (part->isWhole || !part->walked.isNull());
    return isOfUse ? part : std::nullopt;
}

std::vector<RecordId> WordIndexView::changed(EntityNumber entity) const
{
    std::vector<RecordId> records;
    for (const ChangeLog::Mark &mark : m_changes) {
        if (mark.entity == entity)
            records.push_back(mark.record);
    }
    std::sort(records.begin(), records.end(),
        [](const RecordId &one, const RecordId &other) { return toBytes(one) < toBytes(other); });
    records.erase(std::unique(records.begin(), records.end()), records.end());
    return records;
}

}
