// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/readside.h"
#include "shared/protocol/requestmessages.h"

namespace tandem::server {

/// Answers about what a laptop does not hold. An error becomes part of the reply.
HistoryReply answerHistory(ReadSide &reads, const PermissionsPointer &permissions, const HistoryRequest &request);
FetchReply answerFetch(ReadSide &reads, const Permissions &permissions, const FetchRequest &request);
/// `now`: for what is recent, and for filters that ask the time.
ListReply answerList(ReadSide &reads, const PermissionsPointer &permissions, const ListRequest &request, Timestamp now);

}
