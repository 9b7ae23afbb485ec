// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

namespace tandem::client {

/// Saves what can be saved of an outbox.db that is damaged: what stands in it is nowhere else.
class OutboxRescue
{
public:
    /// Copies each row that can still be read, and that makes sense, into a new outbox at `fresh`; the damaged file
    /// stays as it is. Gives whether that was all. Error: what kept the new file from being written.
    static Result<bool> run(const QString &damaged, const QString &fresh);
};

}
