// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::client {

/// What the user allows: nothing at all, what is small, or everything.
enum class NetworkPolicy { Offline, Expensive, Online };

}
