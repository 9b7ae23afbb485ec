// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/bytesize.h"

#include <QtGlobal>

/// Bounds of one message. A peer that goes over one of them is refused before anything is allocated for it.
namespace tandem::limits {

inline constexpr qsizetype messageBytes = 8 * MiB; ///< one WebSocket message as it comes from the wire
inline constexpr qsizetype sequenceBytes = 64 * KiB; ///< of one that holds several of ours, together
inline constexpr qsizetype helloBytes = 256 * KiB; ///< the same from a peer that has not signed in
inline constexpr qsizetype batchBytes = 32 * MiB; ///< all row batches of a message after decompression
inline constexpr qsizetype textBytes = 4 * MiB; ///< one text or byte string outside of a batch
inline constexpr int depth = 16; ///< arrays and maps inside each other
inline constexpr quint64 items = 100'000; ///< of one array
inline constexpr int mutationsPerPush = 500;
inline constexpr int mutationsInFlight = 1000; ///< sent and not yet acknowledged, per session
inline constexpr int changesPerMutation = 1000;
inline constexpr int rowsPerPage = 1000; ///< of Pull and SnapshotRequest; the smaller number of both sides counts
inline constexpr int formerDevices = 16; ///< of a hello that are looked up
inline constexpr int idsPerFetch = 500;
inline constexpr int sortKeys = 8; ///< of one list
inline constexpr int rowsPerList = 200; ///< of one page of a list
inline constexpr int searchHits = 100;
inline constexpr int historyEntries = 200;
inline constexpr qint64 helloTimeoutMs = 15'000; ///< from the open socket to a whole hello
inline constexpr qint64 pingIntervalMs = 25'000; ///< the client's, while nothing else was sent
inline constexpr qint64 idleTimeoutMs = 60'000; ///< a peer from which nothing came for so long is gone

}
