// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/search/wordindexer.h"
#include "server/store/changelog.h"

#include <memory>
#include <optional>
#include <vector>

namespace tandem::server {

/// The index of words at one moment, with what was changed since it knows of it. On the thread that opened it.
class WordIndexView
{
public:
    /// What is to be known of the database that the index follows.
    struct Source
    {
        WordIndexer *words = nullptr; ///< null: there is no index
        ChangeLog &changes;
        RecordId generation;
        RegistryPointer registry;
    };
    static constexpr int mostBehind = 5000; ///< changes; they are judged one by one

    /// Null: there is none now, or one of another past, or one that is further behind.
    static Result<std::unique_ptr<WordIndexView>> open(
        const Source &source, int mostBehind = WordIndexView::mostBehind);

    WordIndexFile &file() { return *m_file; }
    /// How much of the entity is in it as it is searched now; none: nothing.
    Result<std::optional<WordIndexFile::Part>> part(EntityNumber entity);
    /// The records of the entity that were changed since, oldest first; what the index says of them is old.
    std::vector<RecordId> changed(EntityNumber entity) const;

private:
    WordIndexView(
        std::unique_ptr<WordIndexFile> file, std::vector<ChangeLog::Mark> changes, WordIndexer::Fingerprints searched);

    std::unique_ptr<WordIndexFile> m_file;
    std::vector<ChangeLog::Mark> m_changes;
    WordIndexer::Fingerprints m_searched;
};

}
