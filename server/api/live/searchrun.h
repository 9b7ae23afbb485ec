// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/readside.h"
#include "server/api/live/typedwords.h"
#include "server/records/recordreader.h"
#include "shared/protocol/requestmessages.h"

namespace tandem::server {

/// One search over what its user may see, and in fields that he reads as they are. The server has no index of words, so
/// it walks through the rows, from the newest to the oldest, in slices between which the network thread serves others;
/// each entity has its turn, and after so many rows it ends with what it has. Who sees few rows is led to these alone,
/// so that neither time nor end tell how many others there are. On the thread of the reading side.
class SearchRun
{
public:
    struct Limits
    {
        int rowsPerSlice = 1000;
        int rowsInAll = 200'000;
    };

    SearchRun(PermissionsPointer permissions, SearchRequest request, Timestamp now);
    SearchRun(PermissionsPointer permissions, SearchRequest request, Timestamp now, Limits limits);

    const SearchRequest &request() const { return m_request; }
    /// Looks at one slice. False: there is nothing more to do.
    bool advance(ReadSide &reads);
    SearchReply answer() const; ///< with what was found so far

private:
    /// Where the walk through one entity is.
    struct Place
    {
        const EntityDef *entity = nullptr;
        std::vector<const FieldDef *> searched;
        std::optional<RecordQuery::KeptPart> kept;
        RecordId before; ///< the last row that was looked at; null: none yet
        std::vector<SearchHit> hits;
        bool isDone = false;
    };

    void addPlace(const EntityDef &entity);
    bool isAsked(const EntityDef &entity) const;
    Place *nextPlace();
    Result<void> look(Place &place, ReadSide &reads);
    Result<std::vector<RecordId>> nextIds(const Place &place, ReadSide &reads) const;
    RecordQuery queryOf(const Place &place) const;
    /// What of these rows fits, oldest first, with the values that name it.
    Result<std::vector<VisibleRecord>> fittingOf(const Place &place, RecordQuery query, RecordReader &reader) const;
    QString textOf(const FieldDef *field, const FieldValues &values, RecordReader &reader) const;

    PermissionsPointer m_permissions;
    SearchRequest m_request;
    Timestamp m_now; ///< for what is recent
    Limits m_limits;
    TypedWords m_words;
    size_t m_hitsPerEntity;
    std::vector<Place> m_places;
    size_t m_turn = 0;
    int m_rowsLeft;
    std::optional<Error> m_error;
};

}
