// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/timelinemodel.h"

namespace tandem::client {

/// An entity whose records hang on others, and where they say on which.
struct TimelineSource
{
    TimelineModel::Kind kind;
    EntityNumber entity;
    FieldNumber link;
    QString pinned; ///< the filter of those that stand on top; empty: none do
};

const std::vector<TimelineSource> &timelineSources();

TimelineModel::Item timelineItem(const TimelineSource &source, const Record &record);
TimelineModel::Item timelineItem(const HistoryEntry &entry);
/// Whether it tells nothing that the timeline does not show anyway: when somebody was last in touch follows from the
/// activities, which stand there themselves.
bool followsFromOthers(EntityNumber entity, const HistoryEntry &entry);
TimelineModel::Item timelineItem(const Mutation &waiting, const RecordId &user);

/// The newest page of a history, with what was known behind it, if that follows without a gap. `more`, which is that of
/// the page, becomes that of the whole.
std::vector<TimelineModel::Item> joinedHistory(
    std::vector<TimelineModel::Item> newest, const std::vector<TimelineModel::Item> &known, bool moreKnown, bool &more);

/// The order of a timeline: what is pinned, then the newest. What was sent in one piece has one time; it began with the
/// record.
bool standsAbove(const TimelineModel::Item &a, const TimelineModel::Item &b);

/// The same entry, though what it says may have changed.
bool isSameTimelineItem(const TimelineModel::Item &a, const TimelineModel::Item &b);
/// Which rows of `before` are among those of `after`, in the order in which they stand there.
std::vector<bool> timelineRowsThatStay(
    const std::vector<TimelineModel::Item> &before, const std::vector<TimelineModel::Item> &after);

}
