// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QString>

namespace tandem::server {

/// Who does something, and by which way.
struct Actor
{
    RecordId user; ///< null only for the system itself
    RecordId device; ///< of the session; null for REST, imports and the system
    QString via; ///< "sync", "rest", "import", "revert", "system"…; the change log has it as a Channel
    bool system = false; ///< the server's own rules: no rights are asked for

    static Actor forSystem() { return {{}, {}, QStringLiteral("system"), true}; }
};

}
