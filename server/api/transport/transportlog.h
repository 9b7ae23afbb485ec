// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLoggingCategory>

namespace tandem::server {

Q_DECLARE_LOGGING_CATEGORY(transportLog) // "tandem.transport"

}
