// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/transportlog.h"

namespace tandem::server {

Q_LOGGING_CATEGORY(transportLog, "tandem.transport", QtInfoMsg)

}
