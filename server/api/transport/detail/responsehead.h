// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httpresponse.h"

namespace tandem::server::detail {

/// Status line and header fields up to the empty line, security headers included.
QByteArray responseHead(const HttpResponse &response, qint64 bodyBytes, bool keepAlive, bool isTls);

}
