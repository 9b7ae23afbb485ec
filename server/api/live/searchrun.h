// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/readside.h"
#include "server/api/live/typedwords.h"
#include "server/records/recordreader.h"
#include "server/search/wordindexview.h"
#include "shared/base/pinyin.h"
#include "shared/protocol/requestmessages.h"

namespace tandem::server {

/// One search over what its user may see, and in fields that he reads as they are, from the newest record on. The index
/// of words says which records may fit; each of them is then judged by the rights of the user, and by the words in what
/// he reads. What the index does not have yet is walked through, in slices between which the network thread serves
/// others; each entity has its turn, and after so many rows the walk ends with what it has. Who sees few rows is led to
/// these alone, so that neither time nor end tell how many others there are. On the thread of the reading side.
class SearchRun
{
public:
    struct Limits
    {
        int rowsPerSlice = 1000;
        int rowsInAll = 200'000; ///< that are walked through where there is no index
        int rowsFollowed = 20'000; ///< that are walked through all the same for who sees few
        int changesBehind = WordIndexView::mostBehind;
    };

    SearchRun(PermissionsPointer permissions, SearchRequest request, Timestamp now);
    SearchRun(PermissionsPointer permissions, SearchRequest request, Timestamp now, Limits limits);

    const SearchRequest &request() const { return m_request; }
    /// Looks at one slice. False: there is nothing more to do.
    bool advance(ReadSide &reads);
    SearchReply answer() const; ///< with what was found so far

private:
    /// Where the search through one entity is.
    struct Place
    {
        const EntityDef *entity = nullptr;
        std::vector<const FieldDef *> searched;
        std::optional<RecordQuery::KeptPart> kept;
        std::vector<RecordId> changed; ///< since what the index knows, sorted
        size_t fresh = 0; ///< of these, how many were not looked at yet: the first ones
        bool isIndexed = false; ///< the index may have more
        qint64 below = 0; ///< the last entry of the index that was looked at
        RecordId since; ///< the index has records from here on; null: all
        RecordId before; ///< the last row that the walk has looked at; null: none yet
        std::vector<SearchHit> hits;
        bool isDone = false;
    };
    enum class Step { None, Changes, Index, Walk };

    void addPlace(const EntityDef &entity);
    bool isAsked(const EntityDef &entity) const;
    void begin(ReadSide &reads);
    Result<void> beginIndex(ReadSide &reads);
    void leaveIndex(ReadSide &reads, const Error &error);
    bool seesFew(const Place &place) const;
    Step stepOf(const Place &place) const;
    Place *nextPlace();
    Result<void> look(Place &place, ReadSide &reads);
    Result<void> lookAtChanges(Place &place, ReadSide &reads);
    Result<void> lookIntoIndex(Place &place, ReadSide &reads);
    Result<void> walk(Place &place, ReadSide &reads);
    Result<std::vector<RecordId>> nextIds(const Place &place, ReadSide &reads) const;
    /// How the index finds includes what the database cannot say.
    enum class Finding { AsTyped, AsIndexed };
    RecordQuery queryOf(const Place &place, std::vector<RecordId> ids, Finding finding) const;
    Result<void> judge(Place &place, std::vector<RecordId> ids, Finding finding, ReadSide &reads);
    /// What of these rows fits, oldest first, with the values that name it.
    Result<std::vector<VisibleRecord>> fittingOf(
        const Place &place, RecordQuery query, Finding finding, RecordReader &reader, Pinyin &pinyin) const;
    bool fits(const Place &place, const FieldValues &values, Finding finding, Pinyin &pinyin) const;
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
    int m_rowsToFollow;
    bool m_hasBegun = false;
    std::unique_ptr<WordIndexView> m_index; ///< null: there is none, or it is too far behind
    std::optional<Error> m_error;
};

}
