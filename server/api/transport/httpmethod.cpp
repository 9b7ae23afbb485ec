// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/httpmethod.h"

#include <array>

namespace tandem::server {

namespace {

constexpr std::array<const char *, 7> names = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

}

QByteArray httpMethodName(HttpMethod method)
{
    return names[std::size_t(method)];
}

std::optional<HttpMethod> httpMethodFromName(QByteArrayView name)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == names[i])
            return HttpMethod(i);
    }
    return std::nullopt;
}

}
