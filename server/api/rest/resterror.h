// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httprequest.h"
#include "server/api/transport/httpresponse.h"
#include "shared/base/error.h"

#include <QJsonObject>

namespace tandem::server {

/// "zh_CN" or "en": the one of the two that Accept-Language likes best.
QString languageOf(const HttpRequest &request);

/// {"code", "reason", "field", "message", "arguments"}; the message in the language of the request.
QJsonObject errorJson(const Error &error, const QString &language);

/// {"error": …} with the status that fits. Details of internal errors go to the log only.
HttpResponse errorResponse(const Error &error, const HttpRequest &request);
HttpResponse errorResponse(const Error &error, const QString &language);

}
