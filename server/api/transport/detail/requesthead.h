// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httprequest.h"
#include "shared/base/result.h"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

namespace tandem::server::detail {

/// Beast's head as our own. Error: Invalid "malformedRequest" for a target that is no path, Unsupported
/// "methodNotAllowed" for a method that nobody here answers, TooLarge "addressTooLong".
Result<HttpRequest> requestHead(const boost::beast::http::request_header<> &head, qint64 maxUrlBytes);

}
