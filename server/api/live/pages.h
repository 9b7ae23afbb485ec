// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/visiblerows.h"
#include "shared/base/bytesize.h"

namespace tandem::server {

/// A page is cut when it has so many bytes, however few its rows are.
inline constexpr qsizetype pageBytes = 2 * MiB;

/// Error: NotFound ("entity") for an entity that is not kept on this user's laptops.
Result<SnapshotPage> snapshotPage(
    ReadSide &reads, const Permissions &permissions, const SnapshotRequest &request, int limit, Timestamp now);

/// What became of everything that changed after `cursor`. Error: Conflict ("cursorTooOld") when the log begins later.
Result<Changes> changesAfter(ReadSide &reads, const Permissions &permissions, qint64 cursor, int limit, Timestamp now);

/// From where a client can go on that has seen everything up to `cursor`: from there, or else from the newest change,
/// and then everything is fetched anew.
struct StartingPoint
{
    qint64 cursor = 0;
    bool anew = false;
};
Result<StartingPoint> startingPoint(ReadSide &reads, qint64 cursor);

}
