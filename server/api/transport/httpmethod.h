// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace tandem::server {

enum class HttpMethod { Get, Head, Post, Put, Patch, Delete, Options };

QByteArray httpMethodName(HttpMethod method); ///< "GET"…
std::optional<HttpMethod> httpMethodFromName(QByteArrayView name);

}
