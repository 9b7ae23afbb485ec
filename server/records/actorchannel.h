// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "shared/replication/channel.h"

namespace tandem::server {

/// What Actor::via is in the change log.
Channel channelOf(const Actor &actor);

}
