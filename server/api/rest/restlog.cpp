// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/restlog.h"

namespace tandem::server {

Q_LOGGING_CATEGORY(restLog, "tandem.rest", QtInfoMsg)

}
